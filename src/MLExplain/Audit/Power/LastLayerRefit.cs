using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;
using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Audit.Power;

/// <summary>Fits the last linear layer of a classifier anew to labels: multinomial logistic regression on features that stay as they are.</summary>
/// <remarks>
/// What the layer was is the start and what the penalty pulls to, so that a small set of images does not make the model forget. The loss is
/// strictly convex: the result does not depend on how it is minimised, which is by L-BFGS (J. Nocedal, "Updating quasi-Newton matrices with
/// limited storage", Math. Comp. 35, 1980).
/// </remarks>
public static class LastLayerRefit
{
    private const int Memory = 20;

    /// <summary>Fits.</summary>
    /// <param name="model">The classifier; not changed.</param>
    /// <param name="features">What its last layer sees, <c>[N,C]</c>, from <see cref="ILastLayerClassifier.Features"/>.</param>
    /// <param name="labels">Class of each image, 0-based.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range, or features, labels and layer do not fit.</exception>
    /// <exception cref="NotSupportedException">The model has no such layer, or scores each class on its own.</exception>
    public static RefittedLayer Fit(ILastLayerClassifier model, Tensor features, IReadOnlyList<int> labels, RefitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(labels);
        options ??= new RefitOptions();
        options.Validate();
        var layer = Check(model);
        Check(model, layer, features, labels);
        var old = Current(model);
        var standard = FeatureScale.Of(features, hasBias: layer.Bias is not null);
        var loss = new LogisticLoss(standard.Apply(features), old.Score(features), labels, options.Penalty);
        var change = Minimise(loss, layer.Scores * standard.Width, options);
        return standard.Add(old, change) with { CrossEntropy = loss.At(change).CrossEntropy };
    }

    /// <summary>The layer as it is.</summary>
    internal static RefittedLayer Current(ILastLayerClassifier model)
    {
        var layer = model.LastLayer;
        var bias = layer.Bias is null ? new Tensor(layer.Scores) : model.ReadWeight(layer.Bias).Reshape([layer.Scores]);
        return new RefittedLayer(layer.Rows(model.ReadWeight(layer.Kernel)), bias, null);
    }

    private static double[] Minimise(LogisticLoss loss, int size, RefitOptions options)
    {
        var minimiser = new LimitedMemoryBfgsMinimizer(options.Tolerance, parameterTolerance: 0, functionProgressTolerance: 0, Memory, options.Iterations);
        var objective = ObjectiveFunction.Gradient(point =>
        {
            var (value, _, gradient) = loss.At(point.ToArray());
            return (value, Vector<double>.Build.Dense(gradient));
        });
        return minimiser.FindMinimum(objective, Vector<double>.Build.Dense(size)).MinimizingPoint.ToArray();
    }

    /// <summary>The layer, if it can be refitted.</summary>
    internal static LastLayer Check(ILastLayerClassifier model)
    {
        var layer = model.LastLayer;
        return layer.Scores == 1 || model.Link == ScoreLink.Softmax
            ? layer
            : throw new NotSupportedException($"The model scores each of its {model.ClassCount} classes on its own, by a sigmoid: a refit needs one class of many, by a softmax, or two classes.");
    }

    private static void Check(ILastLayerClassifier model, LastLayer layer, Tensor features, IReadOnlyList<int> labels)
    {
        if (features.Rank != 2 || features.Shape[1] != layer.Features || features.Shape[0] != labels.Count || labels.Count == 0)
        {
            throw new ArgumentException($"The last layer takes {layer.Features} features; for {labels.Count} labels [{labels.Count},{layer.Features}] is expected, but {features} was given.", nameof(features));
        }

        if (labels.Any(l => l < 0 || l >= model.ClassCount))
        {
            throw new ArgumentException($"A label is none of the classes 0 to {model.ClassCount - 1}.", nameof(labels));
        }
    }
}
