// What does a classifier look at? One ML.NET pipeline reads pictures, scores them, explains the scores and draws the explanations.
//
//   dotnet run pipelines/saliency-columns.cs
//
#:project ../src/MLExplain/MLExplain.csproj
#:package Microsoft.ML.OnnxTransformer
#:package Microsoft.ML.OnnxRuntime
#:property PublishAot=false

using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using MLExplain.Imaging;
using MLExplain.Saliency;

const string demo = "pipelines/dermatology";
const string model = $"{demo}/models/biased.onnx";
const string reports = "reports/saliency-columns";

var ml = new MLContext();
var network = new Preprocessing { Width = 64, Height = 64, Mean = [0.5f], Std = [0.25f] };

// 1. Pictures become the network's input, exactly as in training.
// 2. ML.NET's own transform runs the ONNX file; "image" and "probabilities" are the names of its input and output.
// 3. MLExplain differentiates the same file: how much did each pixel add to the score of the predicted class?
// 4. The map is drawn over the picture, three times as large as the network sees it.
var pipeline = ml.Transforms.LoadClassifierImages("image", "Path", network, new() { ImageFolder = demo })
    .Append(ml.Transforms.ApplyOnnxModel("probabilities", "image", model))
    .Append(ml.Transforms.ExplainIntegratedGradients(
        "Saliency", "image", model, new() { Steps = StepCount.Auto, Preprocessing = network }, new() { Reduction = ChannelReduction.Sum }))
    .Append(ml.Transforms.ExplainOverlay("Overlay", "Saliency", "Path", network with { Width = 192, Height = 192 }, new() { ImageFolder = demo }));

var pictures = ml.Data.LoadFromTextFile<Picture>($"{demo}/manifest.csv", separatorChar: ',', hasHeader: true);
var explain = pipeline.Fit(pictures);

// Columns are lazy: only the eight pictures taken here are decoded, scored and explained.
var explained = explain.Transform(ml.Data.TakeRows(pictures, 8));

Directory.CreateDirectory(reports);
foreach (var row in ml.Data.CreateEnumerable<Explained>(explained, reuseRowObject: true))
{
    row.Overlay!.Save($"{reports}/{row.Id}.png");

    var ruler = network.Fit(ImageDecoder.Decode($"{demo}/{row.RulerMask}")).Pixels;
    var onRuler = row.Saliency.Where((value, pixel) => value > 0 && ruler[3 * pixel] > 127).Sum() / row.Saliency.Where(value => value > 0).Sum();
    Console.WriteLine($"{row.Id}  {row.Label,-9}  malignant {row.Probabilities[1],6:P1}  evidence on the ruler {onRuler,6:P1}");
}

// The whole pipeline, network included, is one file that mlContext.Model.Load opens wherever MLExplain is referenced.
ml.Model.Save(explain, pictures.Schema, $"{reports}/pipeline.zip");
Console.WriteLine($"The overlays and pipeline.zip are in {reports}.");

internal class Picture
{
    [LoadColumn(0)]
    public string Id { get; set; } = "";

    [LoadColumn(1)]
    public string Path { get; set; } = "";

    [LoadColumn(2)]
    public string Label { get; set; } = "";

    [LoadColumn(12)]
    public string RulerMask { get; set; } = "";
}

internal sealed class Explained : Picture
{
    [ColumnName("probabilities")]
    public float[] Probabilities { get; set; } = [];

    public float[] Saliency { get; set; } = [];

    [ImageType(192, 192)]
    public MLImage? Overlay { get; set; }
}
