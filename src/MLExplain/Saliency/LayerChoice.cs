using MLExplain.Models;

namespace MLExplain.Saliency;

/// <summary>Reads the option <c>layer</c>.</summary>
internal static class LayerChoice
{
    public const string Auto = "auto";

    /// <summary>The layers to read of a model, at least one.</summary>
    /// <exception cref="NotSupportedException">The model gives no feature maps, or none of its layers is spread over the image.</exception>
    /// <exception cref="ArgumentException">The model has no such layer.</exception>
    public static IReadOnlyList<FeatureLayer> Of(string method, IClassifier model, string layers)
    {
        var features = Features(method, model);
        if (layers != Auto)
        {
            return [.. Names(layers).Select(features.FindLayer)];
        }

        return features.FeatureLayers.Count > 0
            ? [features.FeatureLayers[0]]
            : throw new NotSupportedException(
                $"'{method}' needs feature maps that are spread over the image, and no layer of this model is; gradient, integrated-gradients and occlusion explain it.");
    }

    public static IFeatureClassifier Features(string method, IClassifier model) =>
        ExplainedBatch.Need<IFeatureClassifier>(method, model, "the inside of the model, its feature maps,");

    public static IEnumerable<string> Errors(string layers)
    {
        var names = Names(layers);
        if (names.Any(n => n.Length == 0))
        {
            yield return $"layer is '{layers}' but must name tensors, separated by commas, or be {Auto}.";
        }

        foreach (var twice in names.CountBy(n => n).Where(n => n.Value > 1))
        {
            yield return $"layer names '{twice.Key}' {twice.Value} times.";
        }

        if (names.Length > 1 && names.Contains(Auto))
        {
            yield return $"layer is '{layers}' but {Auto} stands alone.";
        }
    }

    /// <summary>The layer as results name it.</summary>
    public static string Describe(FeatureLayer layer) =>
        FormattableString.Invariant($"layer '{layer.Name}' {layer.Height}x{layer.Width}{(layer.Note is null ? "" : $" ({layer.Note})")}");

    private static string[] Names(string layers) => layers.Split(',', StringSplitOptions.TrimEntries);
}
