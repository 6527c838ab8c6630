namespace MLExplain.Saliency;

/// <summary>The keys of <see cref="CamOptions"/> in pipeline files and on the command line.</summary>
internal static class CamKeys
{
    private static readonly CamOptions Defaults = new();

    public static IReadOnlyList<OptionRow<CamOptions>> Rows { get; } =
    [
        new(LayerMapKeys.Relu(Defaults.Relu), (options, value) => options with { Relu = value.Flag() }),
        new(LayerMapKeys.Upsample(Defaults.Upsample), (options, value) => options with { Upsample = value.Choice<MapUpsampling>() }),
    ];
}
