using System.Text.Json;
using MLExplain.Saliency;
using MLExplain.Transforms.Persistence;

namespace MLExplain.Transforms;

/// <summary>A saliency method together with the options it was made from, so that it can be written down and made again.</summary>
/// <param name="Method">The method.</param>
/// <param name="Options">Its options as JSON.</param>
internal sealed record SaliencyRecipe(ISaliencyMethod Method, string Options)
{
    /// <summary>Every method a column can hold, by the type of its options. A new method is one row here and one line in the catalog.</summary>
    private static readonly Dictionary<string, Func<string, SaliencyRecipe>> Known = new()
    {
        ["gradient"] = _ => Gradient(),
        ["input-x-gradient"] = _ => InputXGradient(),
        ["integrated-gradients"] = json => IntegratedGradients(Parse<IntegratedGradientsOptions>(json)),
    };

    public static SaliencyRecipe Gradient() => new(new Gradient(), "{}");

    public static SaliencyRecipe InputXGradient() => new(new InputXGradient(), "{}");

    public static SaliencyRecipe IntegratedGradients(IntegratedGradientsOptions options) =>
        new(new IntegratedGradients(options), JsonSerializer.Serialize(options, StateJson.Options));

    public static SaliencyRecipe Named(string method, string options) => Known.TryGetValue(method, out var make)
        ? make(options)
        : throw new FormatException($"The model file asks for the saliency method '{method}', which this version of MLExplain does not know. Known: {string.Join(", ", Known.Keys)}.");

    private static TOptions Parse<TOptions>(string json) => JsonSerializer.Deserialize<TOptions>(json, StateJson.Options)
        ?? throw new FormatException($"The options of a saliency method are null; a {typeof(TOptions).Name} was expected.");
}
