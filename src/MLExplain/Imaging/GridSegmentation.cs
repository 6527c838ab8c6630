using MLExplain.Tensors;

namespace MLExplain.Imaging;

/// <summary>Rectangles of equal size, up to one pixel where the image does not divide; the image's content plays no part.</summary>
/// <remarks>Pixel (y, x) of H x W lies in row ⌊y · Rows / H⌋ and column ⌊x · Columns / W⌋ of the grid. A size below the grid's gives one pixel per rectangle.</remarks>
public sealed record GridSegmentation : Segmentation
{
    /// <summary>Rectangles from top to bottom; at least 1.</summary>
    /// <value>Default: 8.</value>
    public int Rows { get; init; } = 8;

    /// <summary>Rectangles from left to right; at least 1.</summary>
    /// <value>Default: 8.</value>
    public int Columns { get; init; } = 8;

    /// <inheritdoc/>
    protected override SegmentMap Partition(Tensor image, CancellationToken cancellationToken)
    {
        var (height, width) = (image.Shape[1], image.Shape[2]);
        var (rows, columns) = (Math.Min(Rows, height), Math.Min(Columns, width));
        var numbers = new int[height * width];
        for (var pixel = 0; pixel < numbers.Length; pixel++)
        {
            numbers[pixel] = ((pixel / width * rows / height) * columns) + (pixel % width * columns / width);
        }

        return SegmentMap.Of(height, width, numbers);
    }

    /// <inheritdoc/>
    protected internal override IEnumerable<string> Errors()
    {
        if (Rows < 1 || Columns < 1)
        {
            yield return $"A grid of {Rows}x{Columns} rectangles has none: rows and columns must be at least 1.";
        }
    }
}
