using MLExplain.Tensors;

namespace MLExplain.Imaging;

/// <summary>The two pictures of a saliency map that reports, comparisons and single explanations share, so that they look alike.</summary>
public static class MapPicture
{
    /// <summary>Standard deviation of the overlay's blur ÷ shorter side of the map: single pixels of gradient maps are noise to the eye, regions are not.</summary>
    private const double BlurShare = 0.025;

    private static readonly HeatmapOptions Both = new() { Sign = HeatmapSign.Both };
    private static readonly HeatmapOptions Fading = new() { Opacity = 0.9, Fade = true };

    /// <summary>The signed map alone, one pixel per value: red for, blue against the explained class.</summary>
    /// <param name="map">The map <c>[H,W]</c>, signed; all finite.</param>
    public static RgbImage Alone(Tensor map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return Heatmap.Render(map.Values, map.Shape[0], map.Shape[1], Both);
    }

    /// <summary>The map, blurred by a fortieth of its size, over what the network saw, where it then speaks for the class.</summary>
    /// <param name="seen">What the network saw, such as <see cref="Preprocessing.Fit"/> returns it.</param>
    /// <param name="map">The map <c>[H,W]</c>, signed; all finite. Brought to the picture's size.</param>
    public static RgbImage Over(RgbImage seen, Tensor map)
    {
        ArgumentNullException.ThrowIfNull(map);
        var (height, width) = (map.Shape[0], map.Shape[1]);
        var blurred = GaussianBlur.Apply(map, BlurShare * Math.Min(height, width), BlurBorder.Reflect);
        return Heatmap.Overlay(seen, blurred.Values, height, width, Fading);
    }
}
