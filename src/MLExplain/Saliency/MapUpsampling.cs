namespace MLExplain.Saliency;

/// <summary>How a map of a layer's size is brought to the size of the network's input.</summary>
public enum MapUpsampling
{
    /// <summary>It is not: the attribution keeps the layer's own <c>[h,w]</c>.</summary>
    None,

    /// <summary>Each pixel takes the cell it lies in, as Captum's <c>interpolate</c> does.</summary>
    Nearest,

    /// <summary>Interpolation between the centres of cells, PyTorch's <c>align_corners=False</c>.</summary>
    Bilinear,
}
