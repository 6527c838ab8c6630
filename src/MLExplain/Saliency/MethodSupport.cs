using MLExplain.Models;

namespace MLExplain.Saliency;

/// <summary>Which methods a model supports, told from its summary alone.</summary>
public static class MethodSupport
{
    /// <summary>Why a method cannot explain a model.</summary>
    /// <param name="method">A row of <see cref="SaliencyMethods"/>.</param>
    /// <param name="model">The model's summary.</param>
    /// <param name="values">The method's options; null for the defaults. One that works on the map of a <c>base</c> method needs what that one needs.</param>
    /// <returns>The reason, as the end of a sentence without its stop; null when the method can be used.</returns>
    public static string? Refusal(this SaliencyMethodEntry method, ModelSummary model, IReadOnlyDictionary<string, string>? values = null)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(model);
        if (method.Options.Any(o => o.Key == BaseMethod.Key) && values?.GetValueOrDefault(BaseMethod.Key) is { } name && SaliencyMethods.All.FirstOrDefault(m => m.Name == name) is { } other && other != method)
        {
            return other.Refusal(model);
        }

        return method.Need switch
        {
            MethodNeed.Scores => null,
            MethodNeed.Gradient => WithoutRule(model),
            MethodNeed.FeatureLayer => WithoutLayer(model) ?? WithoutRule(model.LayerObstacles),
            MethodNeed.Rectifiers => WithoutRule(model) ?? WithoutRectifier(model),
            MethodNeed.FeatureLayerAndRectifiers => WithoutRule(model) ?? WithoutLayer(model) ?? WithoutRectifier(model),
            MethodNeed.LinearHead => model.CamLayer is null ? model.HeadDescription : null,
            _ => throw new NotSupportedException($"Need {method.Need} of '{method.Name}' is unknown."),
        };
    }

    private static string? WithoutRule(ModelSummary model) => WithoutRule([.. model.Operators.Where(o => !o.HasRule).Select(o => o.Name)]);

    private static string? WithoutRule(IReadOnlyList<string> operators) => operators.Count > 0 ? $"no gradient rule for {string.Join(", ", operators)}" : null;

    private static string? WithoutRectifier(ModelSummary model) => model.HasRectifier
        ? null
        : "no rectifier (Relu, LeakyRelu, PRelu, ThresholdedRelu, Clip from 0), so that its map would be the plain gradient";

    private static string? WithoutLayer(ModelSummary model) => model.FeatureLayers.Count == 0 ? "no layer of feature maps that is still spread over the image" : null;
}
