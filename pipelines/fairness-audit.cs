// Does a classifier treat groups alike? ML.NET scores pictures, MLExplain compares groups and decides; the exit code is 1 when a gate fails.
//
//   dotnet run pipelines/fairness-audit.cs
//
#:project ../src/MLExplain/MLExplain.csproj
#:package Microsoft.ML.OnnxTransformer
#:package Microsoft.ML.OnnxRuntime
#:property PublishAot=false

using Microsoft.ML;
using Microsoft.ML.Data;
using MLExplain.Audit.Gates;
using MLExplain.Imaging;

const string demo = "pipelines/dermatology";

var ml = new MLContext();
var pictures = ml.Data.LoadFromTextFile<Picture>($"{demo}/manifest.csv", separatorChar: ',', hasHeader: true);
var network = new Preprocessing { Width = 64, Height = 64, Mean = [0.5f], Std = [0.25f] };

// The second output of the demo's model is the probability of "malignant".
var scored = ml.Transforms.LoadClassifierImages("image", "Path", network, new() { ImageFolder = demo })
    .Append(ml.Transforms.ApplyOnnxModel("probabilities", "image", $"{demo}/models/biased.onnx"))
    .Append(ml.Transforms.CustomMapping<Scored, Predicted>(
        (scores, row) => (row.Probability, row.PredictedLabel) = (scores.Probabilities[1], scores.Probabilities[1] > 0.5f ? "malignant" : "benign"), contractName: null))
    .Fit(pictures).Transform(pictures);

var (report, decision) = ml.Data.AuditFairness(scored, new() { Attributes = [new("SkinGroup"), new("Site")], Positive = "malignant" }, probabilityColumnName: "Probability");

foreach (var rate in report.Rates.Where(r => r.Attribute == "SkinGroup" && r.Metric == "tpr" && r.Rate.Value is not null))
{
    Console.WriteLine($"{rate.Group,-8} {rate.Rate.Numerator,3} of {rate.Rate.Denominator,3} malignant lesions are found: {rate.Rate.Value:P0} ({rate.Rate.Interval?.Lower:P0} to {rate.Rate.Interval?.Upper:P0})");
}

foreach (var gate in decision.Results.Where(r => r.Status == GateStatus.Fail))
{
    Console.WriteLine($"fails: {gate.Id} is {gate.Measurement!.Value:F2}, expected {gate.Condition.OperatorText} {gate.Condition.Threshold}");
}

Console.WriteLine(decision.Sentence);
return decision.Status == GateStatus.Fail ? 1 : 0;

internal sealed class Picture
{
    [LoadColumn(1)]
    public string Path { get; set; } = "";

    [LoadColumn(2)]
    public string Label { get; set; } = "";

    [LoadColumn(4)]
    public string SkinGroup { get; set; } = "";

    [LoadColumn(5)]
    public string Site { get; set; } = "";
}

internal sealed class Scored
{
    [ColumnName("probabilities")]
    public float[] Probabilities { get; set; } = [];
}

internal sealed class Predicted
{
    public float Probability { get; set; }

    public string PredictedLabel { get; set; } = "";
}
