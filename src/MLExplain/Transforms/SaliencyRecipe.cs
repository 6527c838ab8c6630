using System.Text.Json;
using MLExplain.Saliency;
using MLExplain.Transforms.Persistence;
using static MLExplain.Transforms.Persistence.StateJson;

namespace MLExplain.Transforms;

/// <summary>A saliency method together with the options it was made from, so that it can be written down and made again.</summary>
/// <param name="Method">The method.</param>
/// <param name="Options">Its options as JSON.</param>
internal sealed record SaliencyRecipe(ISaliencyMethod Method, string Options)
{
    /// <summary>Every method a column can hold, and how it is made from its saved options. A new method is one row here and one method in the catalog.</summary>
    private static readonly Dictionary<string, Func<string, ISaliencyMethod>> Known = new()
    {
        ["gradient"] = _ => new Gradient(),
        ["input-x-gradient"] = _ => new InputXGradient(),
        ["integrated-gradients"] = json => new IntegratedGradients(Parse<IntegratedGradientsOptions>(json)),
        ["guided-ig"] = json => new GuidedIg(Parse<GuidedIgOptions>(json)),
        ["blur-ig"] = json => new BlurIg(Parse<BlurIgOptions>(json)),
        ["smoothgrad"] = json => new SmoothGrad(Parse<SmoothGradOptions>(json)),
        ["vargrad"] = json => new VarGrad(Parse<VarGradOptions>(json)),
        ["expected-gradients"] = json => new ExpectedGradients(Parse<ExpectedGradientsOptions>(json)),
        ["cam"] = json => new Cam(Parse<CamOptions>(json)),
        ["grad-cam"] = json => new GradCam(Parse<LayerMapOptions>(json)),
        ["grad-cam++"] = json => new GradCamPlusPlus(Parse<LayerMapOptions>(json)),
        ["layer-cam"] = json => new LayerCam(Parse<LayerMapOptions>(json)),
        ["guided-backprop"] = _ => new GuidedBackprop(),
        ["deconvnet"] = json => new DeconvNet(Parse<DeconvNetOptions>(json)),
        ["guided-grad-cam"] = json => new GuidedGradCam(Parse<GuidedGradCamOptions>(json)),
        ["lime"] = json => new Lime(Parse<LimeOptions>(json)),
        ["rise"] = json => new Rise(Parse<RiseOptions>(json)),
        ["kernel-shap"] = json => new KernelShap(Parse<KernelShapOptions>(json)),
        ["occlusion"] = json => new Occlusion(Parse<OcclusionOptions>(json)),
        ["xrai"] = json => new Xrai(Parse<XraiOptions>(json)),
    };

    public static SaliencyRecipe Of(ISaliencyMethod method) => new(method, "{}");

    public static SaliencyRecipe Of<TOptions>(ISaliencyMethod method, TOptions options) => new(method, JsonSerializer.Serialize(options, StateJson.Options));

    public static SaliencyRecipe Named(string method, string options) => Known.TryGetValue(method, out var make)
        ? new(make(options), options)
        : throw new FormatException($"The model file asks for the saliency method '{method}', which this version of MLExplain does not know. Known: {string.Join(", ", Known.Keys)}.");
}
