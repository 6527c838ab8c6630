namespace MLExplain.Saliency;

/// <summary>What becomes of a class activation map.</summary>
public sealed record CamOptions
{
    /// <summary>Whether negative values, which speak against the class, are set to 0.</summary>
    /// <value>Default: false, as in the paper.</value>
    public bool Relu { get; init; }

    /// <summary>How the map is brought to the size of the network's input.</summary>
    /// <value>Default: <see cref="MapUpsampling.Bilinear"/>.</value>
    public MapUpsampling Upsample { get; init; } = MapUpsampling.Bilinear;

    /// <summary>Every broken rule, one sentence each.</summary>
    internal IEnumerable<string> Errors()
    {
        if (!Enum.IsDefined(Upsample))
        {
            yield return $"upsample {(int)Upsample} is not one of the ways.";
        }
    }
}
