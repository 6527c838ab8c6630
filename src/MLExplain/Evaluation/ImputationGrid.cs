using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MLExplain.Evaluation;

/// <summary>One grid of <see cref="LinearImputation"/>: diagonal · x − weighted neighbours of x = right-hand side at the open cells, x = 0 elsewhere.</summary>
/// <remarks>
/// Planes have a frame of zeros, so that no neighbour is outside, and rows of whole vectors. Beside and above count 1/6, across corners 1/12. Vectors are
/// 512 bits wide on every machine (in halves where it has none), so that sums add up in one order.
/// </remarks>
internal sealed class ImputationGrid
{
    private const float Twelfth = 1 / 12f;

    private readonly float[] _columns;

    public ImputationGrid(int height, int width)
    {
        (Height, Width) = (height, width);
        Stride = (width + 2 + Lanes - 1) / Lanes * Lanes;
        _columns = new float[Stride + (2 * Lanes)];
        (Diagonal, Inverse, Pull) = (Plane(), Plane(), Plane());
        (Right, First, Solution) = (Plane(), Plane(), Plane());
    }

    /// <summary>Values in a vector.</summary>
    public static int Lanes => Vector512<float>.Count;

    public int Height { get; }

    public int Width { get; }

    /// <summary>Values from a row to the next.</summary>
    public int Stride { get; }

    /// <summary>The diagonal at open cells, 0 elsewhere.</summary>
    public float[] Diagonal { get; }

    /// <summary>1 / diagonal at open cells, 0 elsewhere.</summary>
    public float[] Inverse { get; }

    /// <summary>How strongly an open cell is tied to what is known: its row's sum.</summary>
    public float[] Pull { get; }

    /// <summary>The right-hand side; 0 where no cell is open, as are the next two.</summary>
    public float[] Right { get; }

    /// <summary>The solution before the last smoothing.</summary>
    public float[] First { get; }

    /// <summary>What a cycle makes of the right-hand side.</summary>
    public float[] Solution { get; }

    /// <summary>A plane of zeros.</summary>
    public float[] Plane() => new float[((Height + 2) * Stride) + (2 * Lanes)];

    /// <summary>Where a row's frame is; its first cell is the next place.</summary>
    public int Row(int row) => Lanes + ((row + 1) * Stride);

    /// <summary>The first smoothing, from zero: First = Right / diagonal.</summary>
    public void Start()
    {
        for (var at = Row(0); at < Row(Height); at += Lanes)
        {
            Put(First, at, Get(Right, at) * Get(Inverse, at));
        }
    }

    /// <summary>Another smoothing: Solution = (Right + neighbours of First) / diagonal.</summary>
    public void Smooth()
    {
        for (var row = 0; row < Height; row++)
        {
            AddColumns(First, row);
            for (int at = Row(row), end = at + Stride, i = 0; at < end; at += Lanes, i += Lanes)
            {
                Put(Solution, at, Get(Inverse, at) * (Get(Right, at) + Neighbours(First, at, i)));
            }
        }
    }

    /// <summary>The weighted sum of every cell's neighbours in a row.</summary>
    public void Neighbours(float[] plane, int row, float[] sums)
    {
        AddColumns(plane, row);
        for (int at = Row(row), end = at + Stride, i = 0; at < end; at += Lanes, i += Lanes)
        {
            Put(sums, at, Neighbours(plane, at, i));
        }
    }

    /// <summary>Neighbours − diagonal · x in a row, at its open cells.</summary>
    public void Residual(float[] plane, int row, float[] residual)
    {
        AddColumns(plane, row);
        for (int at = Row(row), end = at + Stride, i = 0; at < end; at += Lanes, i += Lanes)
        {
            Put(residual, at, Open(at, Neighbours(plane, at, i) - (Get(Diagonal, at) * Get(plane, at))));
        }
    }

    /// <summary>What <see cref="Start"/> left of the right-hand side in a row, added to a buffer of one row, or put there.</summary>
    public void Remainder(int row, float[] buffer, bool add)
    {
        AddColumns(First, row);
        for (int at = Row(row), end = at + Stride, i = 0; at < end; at += Lanes, i += Lanes)
        {
            var remainder = Open(at, Neighbours(First, at, i));
            Put(buffer, i, add ? remainder + Get(buffer, i) : remainder);
        }
    }

    public static Vector512<float> Get(float[] plane, int at) => Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(plane), (nuint)at);

    public static void Put(float[] plane, int at, Vector512<float> values) => values.StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(plane), (nuint)at);

    private Vector512<float> Open(int at, Vector512<float> values) =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(Get(Inverse, at), Vector512<float>.Zero), values, Vector512<float>.Zero);

    /// <summary>Above plus below, for <see cref="Neighbours(float[], int, int)"/>.</summary>
    private void AddColumns(float[] plane, int row)
    {
        for (int at = Row(row), i = Lanes; i < Stride + Lanes; at += Lanes, i += Lanes)
        {
            Put(_columns, i, Get(plane, at - Stride) + Get(plane, at + Stride));
        }
    }

    private Vector512<float> Neighbours(float[] plane, int at, int i)
    {
        var beside = Get(plane, at - 1) + Get(plane, at + 1) + Get(_columns, i + Lanes);
        var across = Get(_columns, i + Lanes - 1) + Get(_columns, i + Lanes + 1);
        return (beside + beside + across) * Twelfth;
    }
}
