namespace MLExplain.Saliency;

/// <summary>The keys of <see cref="GuidedGradCamOptions"/> in pipeline files and on the command line.</summary>
internal static class GuidedGradCamKeys
{
    private static readonly GuidedGradCamOptions Defaults = new();

    public static IReadOnlyList<OptionRow<GuidedGradCamOptions>> Rows { get; } =
    [
        new(LayerMapKeys.Layer, (options, value) => options with { Layer = value.Text }),
        new(new("upsample", "nearest or bilinear", OptionText.Of(Defaults.Upsample), "How the Grad-CAM is brought to the input's size."),
            (options, value) => options with { Upsample = value.Choice<MapUpsampling>() }),
    ];
}
