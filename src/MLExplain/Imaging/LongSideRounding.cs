namespace MLExplain.Imaging;

/// <summary>How a long side of, say, 384.85 pixels becomes whole pixels. One pixel here moves edges by up to half a pixel.</summary>
public enum LongSideRounding
{
    /// <summary>To the nearest whole number, halves to even (Python's <c>round</c>).</summary>
    Nearest,

    /// <summary>Down, as torchvision's <c>Resize</c> does with one size: choose this for networks trained with torchvision.</summary>
    Down,
}
