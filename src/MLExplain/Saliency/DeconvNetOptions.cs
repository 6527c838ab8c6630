namespace MLExplain.Saliency;

/// <summary>What <see cref="DeconvNet"/> brings down to the image: the class's score, or activations of a layer.</summary>
public sealed record DeconvNetOptions
{
    /// <summary>Name of the tensor whose activations are projected, or <c>auto</c> for the deepest layer that is spread over the image.</summary>
    /// <value>Default: null, the class's score is brought down.</value>
    public string? Layer { get; init; }

    /// <summary>The feature map whose activations are projected, 0-based; read with a layer only.</summary>
    /// <value>Default: null, the map that holds the layer's strongest activation.</value>
    public int? Channel { get; init; }

    /// <summary>How many activations of the map are kept, strongest first; read with a layer only.</summary>
    /// <value>Default: 1, as in the paper.</value>
    public int Activations { get; init; } = 1;

    /// <summary>Every broken rule, one sentence each.</summary>
    internal IEnumerable<string> Errors()
    {
        foreach (var error in Layer is null ? [] : LayerChoice.Errors(Layer))
        {
            yield return error;
        }

        if (Layer?.Contains(',', StringComparison.Ordinal) == true)
        {
            yield return $"layer is '{Layer}' but the activations of one layer only are projected.";
        }

        if (Layer is null && (Channel is not null || Activations != 1))
        {
            yield return "channel and activations choose among the activations of a layer: name one, or auto.";
        }

        if (Channel < 0)
        {
            yield return $"channel is {Channel} but channels count from 0.";
        }

        if (Activations < 1)
        {
            yield return $"activations is {Activations} but must be at least 1.";
        }
    }
}
