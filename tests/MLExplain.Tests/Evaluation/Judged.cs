using MLExplain.Evaluation;
using MLExplain.Models;
using MLExplain.Tensors;
using MLExplain.Tests.Saliency;

namespace MLExplain.Tests.Evaluation;

/// <summary>Images, maps and models of the measures' tests.</summary>
internal static class Judged
{
    /// <summary>A sum of all values, with gradient-free scores; probabilities are never asked of it.</summary>
    public static ScoresOnlyClassifier Sum(int height, int width, int rows = 8) => new(new ImageShape(1, height, width), x => x.Sum(v => (double)v), rows);

    public static EvaluatedImage Image(int height, int width, params float[] values) => new("image", new Tensor([1, height, width], values), Target: 0);

    public static EvaluatedImage Masked(int height, int width, params int[] inside) =>
        new("image", new Tensor(1, height, width), Target: 0) { Mask = [.. Enumerable.Range(0, height * width).Select(inside.Contains)] };

    public static EvaluatedMap Map(EvaluatedImage image, params float[] values) => new("map", image, new Tensor([image.Input.Shape[1], image.Input.Shape[2]], values));

    public static MeasureScore Of(IMapMeasure measure, IClassifier model, EvaluatedMap map) => Assert.Single(measure.Measure(model, [map]));

    /// <summary>A classifier that no measure of localisation asks.</summary>
    public static IClassifier Unasked { get; } = new ScoresOnlyClassifier(new ImageShape(1, 1, 1), _ => throw new InvalidOperationException("asked"));
}
