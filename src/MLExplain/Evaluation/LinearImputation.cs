using System.Runtime.Intrinsics;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;
using static MLExplain.Evaluation.ImputationGrid;

namespace MLExplain.Evaluation;

/// <summary>Removed pixels as the weighted mean of their eight neighbours, all at once: beside and above count 1/6, across corners 1/12.</summary>
/// <remarks>
/// The linear system of Rong et al. 2022, arXiv:2202.00449, §5.1; at the image's border the weights of the neighbours there are divided by their sum. The
/// system is symmetric and positive definite as long as one pixel is left, and is solved by conjugate gradients (M. Hestenes, E. Stiefel 1952) in their flexible
/// form, preconditioned by a multigrid cycle, where ROAD's code factorises a sparse matrix. Over large removed areas an error is larger than its residual: on photos of 224 x 224
/// of which 20 to 80 % are removed, a patch or scattered, it stays below 0.0001 of the range.
/// An object keeps its planes, 40 numbers per pixel, and serves one thread at a time.
/// </remarks>
internal sealed class LinearImputation
{
    /// <summary>Residual of a pixel, as a share of the range of the known ones, at which the iteration ends; the noise that is added is 0.01 of it.</summary>
    internal const float Accuracy = 5e-6f;

    private readonly int _height;
    private readonly int _width;
    private readonly ImputationCycle _cycle;
    private readonly float[] _whole;
    private readonly float[] _wholeInverse;
    private readonly float[] _missing;
    private readonly float[] _values;
    private readonly float[] _direction;
    private readonly float[] _image;

    public LinearImputation(int height, int width)
    {
        (_height, _width, _cycle) = (height, width, new ImputationCycle(height, width));
        (_whole, _wholeInverse, _missing) = (Grid.Plane(), Grid.Plane(), Grid.Plane());
        (_values, _direction, _image) = (Grid.Plane(), Grid.Plane(), Grid.Plane());
        for (var row = 0; row < height; row++)
        {
            Cells(_missing, row).Fill(1);
        }

        for (var row = 0; row < height; row++)
        {
            Grid.Neighbours(_missing, row, _whole);
            _whole[Grid.Row(row)] = 0;
            _whole.AsSpan(Grid.Row(row) + 1 + width, Grid.Stride - 1 - width).Clear();
            for (int at = Grid.Row(row) + 1, end = at + width; at < end; at++)
            {
                _wholeInverse[at] = _whole[at] > 0 ? 1 / _whole[at] : 0;
            }
        }
    }

    /// <summary>Values in a channel.</summary>
    public int Pixels => _height * _width;

    private ImputationGrid Grid => _cycle.Fine;

    /// <summary>Says which pixels are removed; not all.</summary>
    public void Remove(ReadOnlySpan<int> pixels)
    {
        Array.Clear(_missing);
        foreach (var pixel in pixels)
        {
            _missing[Grid.Row(0) + 1 + pixel + ((Grid.Stride - _width) * (pixel / _width))] = 1;
        }

        for (var row = 0; row < _height; row++)
        {
            Grid.Neighbours(_missing, row, Grid.Pull);
            for (int at = Grid.Row(row), end = at + Grid.Stride; at < end; at += Lanes)
            {
                var missing = Get(_missing, at);
                Put(Grid.Diagonal, at, missing * Get(_whole, at));
                Put(Grid.Inverse, at, missing * Get(_wholeInverse, at));
                Put(Grid.Pull, at, missing * (Get(_whole, at) - Get(Grid.Pull, at)));
            }
        }

        _cycle.Coarsen();
    }

    /// <summary>Fills the removed pixels of one channel.</summary>
    public void Fill(Span<float> channel)
    {
        var (mean, tolerance) = Open(channel);
        for (var row = 0; row < _height; row++)
        {
            Grid.Residual(_values, row, Grid.Right);
        }

        for (var iteration = 0; iteration < channel.Length && Math.Abs(TensorPrimitives.MaxMagnitude<float>(Grid.Right)) > tolerance; iteration++)
        {
            _cycle.Run();
            Turn(iteration == 0);
            Step();
        }

        Close(channel, Vector512.Create(mean));
    }

    private Span<float> Cells(float[] plane, int row) => plane.AsSpan(Grid.Row(row) + 1, _width);

    /// <summary>Takes the known values as distances from their mean, which the removed ones start from.</summary>
    private (float Mean, float Tolerance) Open(ReadOnlySpan<float> channel)
    {
        CopyTo(_values, channel);
        var (sums, counts) = (Vector512<double>.Zero, Vector512<float>.Zero);
        var (low, high) = (Vector512.Create(float.PositiveInfinity), Vector512.Create(float.NegativeInfinity));
        for (var at = Grid.Row(0); at < Grid.Row(_height); at += Lanes)
        {
            var (known, values) = (Known(at), Get(_values, at));
            var (lower, upper) = Vector512.Widen(values & known);
            (sums, counts) = (sums + lower + upper, counts + (Vector512<float>.One & known));
            low = Vector512.Min(low, Vector512.ConditionalSelect(known, values, low));
            high = Vector512.Max(high, Vector512.ConditionalSelect(known, values, high));
        }

        var (sum, count, lowest, highest) = (0.0, 0.0, float.PositiveInfinity, float.NegativeInfinity);
        for (var lane = 0; lane < Lanes; lane++)
        {
            sum += lane < Vector512<double>.Count ? sums[lane] : 0;
            (count, lowest, highest) = (count + counts[lane], Math.Min(lowest, low[lane]), Math.Max(highest, high[lane]));
        }

        var mean = (float)(sum / count);
        for (var at = Grid.Row(0); at < Grid.Row(_height); at += Lanes)
        {
            Put(_values, at, (Get(_values, at) - Vector512.Create(mean)) & Known(at));
        }

        return (mean, Accuracy * (highest - lowest));
    }

    /// <summary>Writes the removed pixels; the others stay as they are to the last bit.</summary>
    private void Close(Span<float> channel, Vector512<float> mean)
    {
        CopyTo(_image, channel);
        for (var at = Grid.Row(0); at < Grid.Row(_height); at += Lanes)
        {
            var removed = Vector512.GreaterThan(Get(_missing, at), Vector512<float>.Zero);
            Put(_image, at, Vector512.ConditionalSelect(removed, Get(_values, at) + mean, Get(_image, at)));
        }

        for (var row = 0; row < _height; row++)
        {
            Cells(_image, row).CopyTo(channel.Slice(row * _width, _width));
        }
    }

    private void CopyTo(float[] plane, ReadOnlySpan<float> channel)
    {
        for (var row = 0; row < _height; row++)
        {
            channel.Slice(row * _width, _width).CopyTo(Cells(plane, row));
        }
    }

    /// <summary>All bits at pixels that are not removed, none at those and in the frame.</summary>
    private Vector512<float> Known(int at) =>
        Vector512.GreaterThan(Get(_whole, at), Vector512<float>.Zero) & Vector512.Equals(Get(_missing, at), Vector512<float>.Zero);

    /// <summary>The next direction: the cycle's correction, made conjugate to the last direction.</summary>
    private void Turn(bool first)
    {
        var share = Vector512.Create(first ? 0 : (float)(-Dot(Grid.Solution, _image) / Dot(_direction, _image)));
        for (var at = Grid.Row(0); at < Grid.Row(_height); at += Lanes)
        {
            Put(_direction, at, Get(Grid.Solution, at) + (share * Get(_direction, at)));
        }
    }

    /// <summary>Goes along the direction as far as the error falls.</summary>
    private void Step()
    {
        for (var row = 0; row < _height; row++)
        {
            Grid.Residual(_direction, row, _image);
        }

        // The residual's image is minus the system's.
        var length = Vector512.Create((float)(-Dot(_direction, Grid.Right) / Dot(_direction, _image)));
        for (var at = Grid.Row(0); at < Grid.Row(_height); at += Lanes)
        {
            Put(_values, at, Get(_values, at) + (length * Get(_direction, at)));
            Put(Grid.Right, at, Get(Grid.Right, at) + (length * Get(_image, at)));
        }
    }

    // One sum per lane and row, then all of them in order: the same on machines with other vectors.
    private double Dot(float[] a, float[] b)
    {
        var total = 0.0;
        for (var row = 0; row < _height; row++)
        {
            var sums = Vector512<float>.Zero;
            for (int at = Grid.Row(row), end = at + Grid.Stride; at < end; at += Lanes)
            {
                sums += Get(a, at) * Get(b, at);
            }

            for (var lane = 0; lane < Lanes; lane++)
            {
                total += sums[lane];
            }
        }

        return total;
    }
}
