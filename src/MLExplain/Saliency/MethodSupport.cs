using MLExplain.Models;

namespace MLExplain.Saliency;

/// <summary>Which methods a model supports, told from its summary alone.</summary>
public static class MethodSupport
{
    /// <summary>Why a method cannot explain a model.</summary>
    /// <param name="method">A row of <see cref="SaliencyMethods"/>.</param>
    /// <param name="model">The model's summary.</param>
    /// <returns>The reason, as the end of a sentence without its stop; null when the method can be used.</returns>
    public static string? Refusal(this SaliencyMethodEntry method, ModelSummary model)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(model);
        return method.Need switch
        {
            MethodNeed.Scores => null,
            MethodNeed.Gradient => WithoutRule(model),
            MethodNeed.FeatureLayer => WithoutRule(model) ?? WithoutLayer(model),
            MethodNeed.Rectifiers => WithoutRule(model) ?? WithoutRectifier(model),
            MethodNeed.FeatureLayerAndRectifiers => WithoutRule(model) ?? WithoutLayer(model) ?? WithoutRectifier(model),
            MethodNeed.LinearHead => model.CamLayer is null ? model.HeadDescription : null,
            _ => throw new NotSupportedException($"Need {method.Need} of '{method.Name}' is unknown."),
        };
    }

    private static string? WithoutRule(ModelSummary model) => model.Operators.Where(o => !o.HasRule).Select(o => o.Name).ToList() is { Count: > 0 } operators
        ? $"no gradient rule for {string.Join(", ", operators)}"
        : null;

    private static string? WithoutRectifier(ModelSummary model) => model.HasRectifier
        ? null
        : "no rectifier (Relu, LeakyRelu, PRelu, ThresholdedRelu, Clip from 0), so that its map would be the plain gradient";

    private static string? WithoutLayer(ModelSummary model) => model.FeatureLayers.Count == 0 ? "no layer of feature maps that is still spread over the image" : null;
}
