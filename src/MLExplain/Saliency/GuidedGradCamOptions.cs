namespace MLExplain.Saliency;

/// <summary>Which layer the Grad-CAM of <see cref="GuidedGradCam"/> is read from.</summary>
public sealed record GuidedGradCamOptions
{
    /// <summary>As <see cref="LayerMapOptions.Layer"/>.</summary>
    /// <value>Default: <c>auto</c>.</value>
    public string Layer { get; init; } = LayerChoice.Auto;

    /// <summary>How the map is brought to the size of the network's input; not <see cref="MapUpsampling.None"/>.</summary>
    /// <value>Default: <see cref="MapUpsampling.Nearest"/>, as in Captum.</value>
    public MapUpsampling Upsample { get; init; } = MapUpsampling.Nearest;

    /// <summary>Every broken rule, one sentence each.</summary>
    internal IEnumerable<string> Errors()
    {
        foreach (var error in LayerChoice.Errors(Layer))
        {
            yield return error;
        }

        if (Upsample is not (MapUpsampling.Nearest or MapUpsampling.Bilinear))
        {
            yield return $"upsample is {OptionText.Of(Upsample)} but the map must get the image's size, to be multiplied with it: nearest or bilinear.";
        }
    }
}
