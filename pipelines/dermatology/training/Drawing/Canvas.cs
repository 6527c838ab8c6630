namespace Dermatology.Drawing;

/// <summary>A square picture in linear light while it is being painted.</summary>
internal sealed class Canvas(int size)
{
    private readonly Colour[] _pixels = new Colour[size * size];

    public int Size => size;

    public ref Colour this[int row, int column] => ref _pixels[(row * size) + column];

    /// <summary>Pixel centre to the coordinates of the drawing: −1..1 from edge to edge, x to the right, y down.</summary>
    public (double X, double Y) Position(int row, int column) => (((2 * column) + 1.0 - size) / size, ((2 * row) + 1.0 - size) / size);

    /// <summary>Size of a pixel in the coordinates of the drawing.</summary>
    public double Pixel => 2.0 / size;
}
