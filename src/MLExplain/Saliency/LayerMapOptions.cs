namespace MLExplain.Saliency;

/// <summary>Which layers a class activation map is read from, and what becomes of it.</summary>
public sealed record LayerMapOptions
{
    /// <summary>Name of the tensor with the feature maps; several, separated by commas, are fused; <c>auto</c> for the deepest layer that is spread over the image and is not the classifier itself.</summary>
    /// <value>Default: <c>auto</c>.</value>
    public string Layer { get; init; } = LayerChoice.Auto;

    /// <summary>Whether negative values, which speak against the class, are set to 0.</summary>
    /// <value>Default: true.</value>
    public bool Relu { get; init; } = true;

    /// <summary>How the map is brought to the size of the network's input.</summary>
    /// <value>Default: <see cref="MapUpsampling.Bilinear"/>.</value>
    public MapUpsampling Upsample { get; init; } = MapUpsampling.Bilinear;

    /// <summary>How the maps of several layers become one; read with several layers only.</summary>
    /// <value>Default: <see cref="MapFusion.Mean"/>.</value>
    public MapFusion Fuse { get; init; } = MapFusion.Mean;

    /// <summary>Every broken rule, one sentence each.</summary>
    internal IEnumerable<string> Errors()
    {
        foreach (var error in LayerChoice.Errors(Layer))
        {
            yield return error;
        }

        if (!Enum.IsDefined(Upsample))
        {
            yield return $"upsample {(int)Upsample} is not one of the ways.";
        }

        if (!Enum.IsDefined(Fuse))
        {
            yield return $"fuse {(int)Fuse} is not one of the ways.";
        }
    }
}
