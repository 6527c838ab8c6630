using Microsoft.ML;
using MLExplain.Evaluation;
using MLExplain.Imaging;
using MLExplain.Saliency;
using MLExplain.Tensors;
using MLExplain.Transforms;

namespace MLExplain.Tests.Transforms.Contract;

/// <summary>Every measure as a column. A new measure is one line here.</summary>
internal static class MeasureSubjects
{
    private static readonly Preprocessing Scaled = new() { Width = 8, Height = 8, Mean = [0.5f], Std = [0.25f] };
    private static readonly SensitivityNOptions Subsets = new() { Sizes = [5, 20], Subsets = 4, Preprocessing = Scaled };
    private static readonly InfidelityOptions Squares = new() { Samples = 4, Side = 3, Baseline = Baseline.Blur(1) };
    private static readonly PixelCurveOptions Steps = new() { Steps = 4, Preprocessing = Scaled };
    private static readonly ConfidenceOptions Shown = new() { Baseline = Baseline.White, Preprocessing = Scaled };
    private static readonly RoadOptions Shares = new() { Shares = [0.3], Seed = 2 };
    private static readonly PicOptions Revealed = new() { Shares = [0.1, 0.4], MinPrediction = 0, Preprocessing = Scaled };
    private static readonly PointingGameOptions Near = new() { Tolerance = 1 };
    private static readonly MaskMassOptions Magnitudes = new() { Sign = RelevanceSign.Absolute };
    private static readonly MaskOverlapOptions Half = new() { Threshold = 0.5 };
    private static readonly MaxSensitivityOptions Nudges = new() { Samples = 2, Radius = 0.1 };
    private static readonly CompletenessOptions Absolute = new() { Relative = false };
    private static readonly IntegratedGradientsOptions Path = new() { Steps = 3, Baseline = Baseline.Zero };
    private static readonly ParameterRandomisationOptions Redrawn = new() { Draws = 1, Blocks = 1 };
    private static readonly RandomLogitOptions Signed = new() { Seed = 4 };
    private static readonly SimilarityOptions Ranks = new() { Absolute = false };

    public static readonly MeasureSubject[] All =
    [
        OfMap("MeasureSensitivityN", new SensitivityN(Subsets), c => c.Transforms.MeasureSensitivityN(c.Output, "Pixels", "Saliency", c.Model, Subsets, c.Score)),
        OfMap("MeasureInfidelity", new Infidelity(Squares), c => c.Transforms.MeasureInfidelity(c.Output, "Pixels", "Saliency", c.Model, Squares, c.Score)),
        OfMap("MeasureDeletion", new Deletion(Steps), c => c.Transforms.MeasureDeletion(c.Output, "Pixels", "Saliency", c.Model, Steps, c.Score)),
        OfMap("MeasureInsertion", new Insertion(Steps), c => c.Transforms.MeasureInsertion(c.Output, "Pixels", "Saliency", c.Model, Steps, c.Score)),
        OfMap("MeasureAverageDrop", new AverageDrop(Shown), c => c.Transforms.MeasureAverageDrop(c.Output, "Pixels", "Saliency", c.Model, Shown, c.Score)),
        OfMap("MeasureIncreaseInConfidence", new IncreaseInConfidence(), c => c.Transforms.MeasureIncreaseInConfidence(c.Output, "Pixels", "Saliency", c.Model, column: c.Score)),
        OfMap("MeasureRoad", new Road(Shares), c => c.Transforms.MeasureRoad(c.Output, "Pixels", "Saliency", c.Model, Shares, c.Score)),
        OfMap("MeasurePicSic", new Pic(accuracy: false, Revealed), c => c.Transforms.MeasurePicSic(c.Output, "Pixels", "Saliency", c.Model, Revealed, c.Score)),
        OfMap("MeasurePicAic", new Pic(accuracy: true, Revealed), c => c.Transforms.MeasurePicAic(c.Output, "Pixels", "Saliency", c.Model, Revealed, c.Score)),
        Localised("MeasurePointingGame", new PointingGame(Near), c => c.Transforms.MeasurePointingGame(c.Output, "Saliency", "Mask", Near, c.Score)),
        Localised("MeasureRelevanceMass", new RelevanceMass(), c => c.Transforms.MeasureRelevanceMass(c.Output, "Saliency", "Mask", column: c.Score)),
        Localised("MeasureRelevanceRank", new RelevanceRank(), c => c.Transforms.MeasureRelevanceRank(c.Output, "Saliency", "Mask", c.Score)),
        Localised("MeasureMassOverArea", new MassOverArea(Magnitudes), c => c.Transforms.MeasureMassOverArea(c.Output, "Saliency", "Mask", Magnitudes, c.Score)),
        Localised("MeasureIou", new MaskOverlap(Half), c => c.Transforms.MeasureIou(c.Output, "Saliency", "Mask", Half, c.Score)),
        OfMethod("MeasureMaxSensitivity", new MaxSensitivity(Nudges), c => c.Transforms.MeasureMaxSensitivity(c.Output, c.Gradient, Nudges, c.Score)),
        OfMethod("MeasureParameterRandomisation", new ParameterRandomisation(Redrawn), c => c.Transforms.MeasureParameterRandomisation(c.Output, c.Gradient, Redrawn, c.Score)),
        OfMethod("MeasureRandomLogit", new RandomLogit(Signed), c => c.Transforms.MeasureRandomLogit(c.Output, c.Gradient, Signed, c.Score)),
        OfMethod(
            "MeasureDataRandomisation",
            new DataRandomisation(new() { Shuffled = ContractData.Shuffled, Similarity = Ranks }),
            c => c.Transforms.MeasureDataRandomisation(c.Output, c.Gradient, ContractData.ShuffledFile, Ranks, c.Score)),
        new("MeasureCompleteness", "Pixels", c => c.Transforms.MeasureCompleteness(c.Output, c.Transforms.ExplainIntegratedGradients("Unused", "Pixels", c.Model, Path), Absolute, c.Score), Residual),
    ];

    /// <summary>The oracle asks the measure itself of one map, for the class with the highest logit.</summary>
    private static MeasureSubject OfMap(string name, IMapMeasure measure, Func<ColumnRequest, IEstimator<RowTransformer>> estimator) =>
        new(name, "Pixels", estimator, row => measure.Measure(ContractData.Classifier, [new("Saliency", Image(row), Summed(row))])[0]);

    private static MeasureSubject Localised(string name, IMapMeasure measure, Func<ColumnRequest, IEstimator<RowTransformer>> estimator) => new(
        name, "Saliency", estimator, row => measure.Measure(ContractData.Classifier, [new("Saliency", Image(row) with { Id = "Mask", Mask = [.. row.Mask.Select(value => value > 0.5f)] }, Summed(row))])[0]);

    private static MeasureSubject OfMethod(string name, IMethodMeasure measure, Func<ColumnRequest, IEstimator<RowTransformer>> estimator) =>
        new(name, "Pixels", estimator, row => measure.Measure(ContractData.Classifier, new Gradient(), [Image(row)])[0]);

    private static MeasureScore Residual(ContractRow row)
    {
        var image = Image(row);
        return Array.TrueForAll(row.Pixels, float.IsFinite)
            ? new Completeness(Absolute).Measure(
                ContractData.Classifier,
                [EvaluatedMap.Of("ig", image, new IntegratedGradients(Path).Attribute(ContractData.Classifier, image.Input.Reshape(1, 3, 8, 8), [image.Target])[0])])[0]
            : MeasureScore.Undefined("Integrated Gradients refuses it.");
    }

    private static EvaluatedImage Image(ContractRow row)
    {
        var input = new Tensor([3, 8, 8], row.Pixels);
        var logits = ContractData.Classifier.Score(input.Reshape(1, 3, 8, 8)).Values;
        return new("Pixels", input, Array.TrueForAll(row.Pixels, float.IsFinite) ? Array.IndexOf(logits, logits.Max()) : 0);
    }

    private static Tensor Summed(ContractRow row) =>
        new([8, 8], [.. Enumerable.Range(0, 64).Select(pixel => (float)((double)row.Saliency[pixel] + row.Saliency[pixel + 64] + row.Saliency[pixel + 128]))]);
}
