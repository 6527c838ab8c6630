namespace MLExplain.Saliency;

/// <summary>The keys of <see cref="LayerMapOptions"/> in pipeline files and on the command line, and those it shares.</summary>
internal static class LayerMapKeys
{
    private static readonly LayerMapOptions Defaults = new();

    public static MethodOption Layer { get; } =
        new("layer", "the name of a tensor, several separated by commas, or auto", Defaults.Layer, "Feature maps to read; several are fused; auto is the deepest layer still spread over the image.");

    public static IReadOnlyList<OptionRow<LayerMapOptions>> Rows { get; } =
    [
        new(Layer, (options, value) => options with { Layer = value.Text }),
        new(Relu(Defaults.Relu), (options, value) => options with { Relu = value.Flag() }),
        new(Upsample(Defaults.Upsample), (options, value) => options with { Upsample = value.Choice<MapUpsampling>() }),
        new(new("fuse", OptionText.Choices<MapFusion>(), OptionText.Of(Defaults.Fuse), "How the maps of several layers become one, each divided by its largest magnitude."),
            (options, value) => options with { Fuse = value.Choice<MapFusion>() },
            options => options.Layer.Contains(',', StringComparison.Ordinal) ? null : $"layer is '{options.Layer}', one map: name several layers, separated by commas"),
    ];

    public static MethodOption Relu(bool @default) => new("relu", "true or false", @default ? "true" : "false", "Whether values that speak against the class are set to 0.");

    public static MethodOption Upsample(MapUpsampling @default) =>
        new("upsample", OptionText.Choices<MapUpsampling>(), OptionText.Of(@default), "How the map is brought to the input's size; none keeps the layer's.");
}
