using System.Globalization;

namespace MLExplain.Onnx;

/// <summary>One axis of a tensor: a fixed size, or a multiple of the number of images in the batch.</summary>
/// <param name="Size">The size, or the multiple.</param>
/// <param name="PerRow">Whether the axis grows with the batch: its length is then Size · N.</param>
internal readonly record struct Dim(long Size, bool PerRow = false)
{
    /// <summary>The batch axis itself: N.</summary>
    public static Dim Batch => new(1, PerRow: true);

    public static implicit operator Dim(long size) => new(size);

    public override string ToString()
    {
        var size = Size.ToString(CultureInfo.InvariantCulture);
        return !PerRow ? size : Size == 1 ? "N" : size + "N";
    }
}
