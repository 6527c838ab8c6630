// What does a classifier look at, and can the maps be believed? One ML.NET pipeline reads pictures, scores them, explains the scores,
// judges the explanations and draws them.
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
var mask = new Preprocessing { Width = 64, Height = 64, Channels = ChannelOrder.Gray };

// How much did each pixel add to the score of the predicted class? MLExplain differentiates the ONNX file.
var saliency = ml.Transforms.ExplainIntegratedGradients(
    "Saliency", "image", model, new() { Steps = StepCount.Auto, Preprocessing = network }, new() { Reduction = ChannelReduction.Sum });

// 1. Pictures become the network's input, exactly as in training; the masks of the rulers go the same way.
// 2. ML.NET's own transform runs the ONNX file; "image" and "probabilities" are the names of its input and output.
// 3. The map, and three scores of it: the share of its evidence that lies on the ruler, how fast the probability falls as the pixels it
//    calls important are removed, and how like it the map of the other class is (0 or less for a method that tells classes apart).
// 4. The map is drawn over the picture, three times as large as the network sees it.
var pipeline = ml.Transforms.LoadClassifierImages("image", "Path", network, new() { ImageFolder = demo })
    .Append(ml.Transforms.LoadClassifierImages("ruler", "RulerMask", mask, new() { ImageFolder = demo }))
    .Append(ml.Transforms.ApplyOnnxModel("probabilities", "image", model))
    .Append(saliency)
    .Append(ml.Transforms.MeasureRelevanceMass("OnRuler", "Saliency", "ruler"))
    .Append(ml.Transforms.MeasureDeletion("Deletion", "image", "Saliency", model, new() { Preprocessing = network }))
    .Append(ml.Transforms.MeasureRandomLogit("OtherClass", saliency))
    .Append(ml.Transforms.ExplainOverlay("Overlay", "Saliency", "Path", network with { Width = 192, Height = 192 }, new() { ImageFolder = demo }));

var pictures = ml.Data.LoadFromTextFile<Picture>($"{demo}/manifest.csv", separatorChar: ',', hasHeader: true);
var explain = pipeline.Fit(pictures);

// Columns are lazy: only the eight pictures taken here are decoded, scored, explained and judged.
var explained = explain.Transform(ml.Data.TakeRows(pictures, 8));

Directory.CreateDirectory(reports);
foreach (var row in ml.Data.CreateEnumerable<Explained>(explained, reuseRowObject: true))
{
    row.Overlay!.Save($"{reports}/{row.Id}.png");

    // A score that does not exist is NaN, ML.NET's sign for missing, and the column beside it says why.
    var onRuler = row.OnRulerStatus == "ok" ? $"{row.OnRuler,6:P1}" : row.OnRulerStatus;
    Console.WriteLine($"{row.Id}  {row.Label,-9}  malignant {row.Probabilities[1],6:P1}  deletion {row.Deletion:F2}  other class {row.OtherClass,5:F2}  evidence on the ruler {onRuler}");
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

    public float OnRuler { get; set; }

    public string OnRulerStatus { get; set; } = "";

    public float Deletion { get; set; }

    public float OtherClass { get; set; }

    [ImageType(192, 192)]
    public MLImage? Overlay { get; set; }
}
