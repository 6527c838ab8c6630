namespace MLExplain.Saliency;

/// <summary>The keys of <see cref="DeconvNetOptions"/> in pipeline files and on the command line.</summary>
internal static class DeconvNetKeys
{
    private static readonly DeconvNetOptions Defaults = new();

    public static IReadOnlyList<OptionRow<DeconvNetOptions>> Rows { get; } =
    [
        new(new("layer", "the name of a tensor, or auto", "none: the class's score", "Layer whose activations are projected to the image instead of the score."),
            (options, value) => options with { Layer = value.Text }),
        new(new("channel", "a whole number from 0", "the one with the strongest activation", "Feature map of the layer whose activations are projected."),
            (options, value) => options with { Channel = value.Integer() }),
        new(new("activations", "a whole number above 0", $"{Defaults.Activations}", "How many activations of the map are kept, strongest first."),
            (options, value) => options with { Activations = value.Integer() },
            options => options.Layer is null ? "the class's score is brought down: give a layer" : null),
    ];
}
