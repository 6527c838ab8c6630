using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MLExplain.Evaluation;

/// <summary>Removed pixels as the weighted mean of their eight neighbours, all at once: beside and above count 1/6, across corners 1/12.</summary>
/// <remarks>
/// The linear system of Rong et al. 2022, arXiv:2202.00449, §5.1; at the image's border the weights of the neighbours there are divided by their sum. The
/// system is symmetric and positive definite as long as one pixel is left, and is solved by conjugate gradients (M. Hestenes, E. Stiefel 1952), where ROAD's code
/// factorises a sparse matrix: the results are equal up to <see cref="Accuracy"/>. Planes carry a frame of zeros, so that no neighbour is outside.
/// </remarks>
internal sealed class LinearImputation
{
    /// <summary>Residual ÷ right-hand side at which the iteration ends: two orders below the noise that is added.</summary>
    internal const double Accuracy = 1e-4;

    private const double Beside = 1 / 6.0;
    private const double Across = 1 / 12.0;

    private readonly int _height;
    private readonly int _width;
    private readonly int _stride;
    private readonly double[] _missing;
    private readonly double[] _diagonal;
    private readonly double[] _pairs;

    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="removed">The pixels that are removed; not all.</param>
    public LinearImputation(int height, int width, ReadOnlySpan<int> removed)
    {
        (_height, _width, _stride) = (height, width, width + 2);
        (_missing, _diagonal, _pairs) = (Plane(), Plane(), Plane());
        foreach (var pixel in removed)
        {
            _missing[Place(pixel)] = 1;
        }

        var inside = Plane();
        for (var pixel = 0; pixel < height * width; pixel++)
        {
            inside[Place(pixel)] = 1;
        }

        Neighbours(inside, _diagonal);
    }

    /// <summary>Fills the removed pixels of one channel.</summary>
    public void Fill(Span<float> channel)
    {
        var (known, x, residual) = (Plane(), Plane(), Plane());
        for (var pixel = 0; pixel < channel.Length; pixel++)
        {
            known[Place(pixel)] = channel[pixel] * (1 - _missing[Place(pixel)]);
        }

        Neighbours(known, residual);
        TensorPrimitives.Multiply(residual, _missing, residual);
        Solve(x, residual);
        for (var pixel = 0; pixel < channel.Length; pixel++)
        {
            channel[pixel] = _missing[Place(pixel)] > 0 ? (float)x[Place(pixel)] : channel[pixel];
        }
    }

    private void Solve(double[] x, double[] residual)
    {
        var (direction, image) = ((double[])residual.Clone(), Plane());
        var squared = Dot(residual, residual);
        var enough = Accuracy * Accuracy * squared;
        for (var iteration = 0; squared > enough && iteration < x.Length; iteration++)
        {
            // (diagonal − neighbours) · direction, at the removed pixels.
            Neighbours(direction, image);
            TensorPrimitives.MultiplyAdd(image, -1.0, Product(direction), image);
            TensorPrimitives.Multiply(image, _missing, image);
            var step = squared / Dot(direction, image);
            TensorPrimitives.MultiplyAdd(direction, step, x, x);
            TensorPrimitives.MultiplyAdd(image, -step, residual, residual);
            var next = Dot(residual, residual);
            TensorPrimitives.MultiplyAdd(direction, next / squared, residual, direction);
            squared = next;
        }
    }

    private double[] Product(double[] direction)
    {
        TensorPrimitives.Multiply(_diagonal, direction, _pairs);
        return _pairs;
    }

    /// <summary>The weighted sum of every pixel's neighbours; columns first, then what lies beside them.</summary>
    private void Neighbours(double[] plane, double[] sum)
    {
        var (first, count) = (_stride, _height * _stride);
        TensorPrimitives.Add(plane.AsSpan(0, count), plane.AsSpan(2 * _stride, count), _pairs.AsSpan(first, count));
        var inner = sum.AsSpan(first + 1, count - 2);
        TensorPrimitives.Add(plane.AsSpan(first, count - 2), plane.AsSpan(first + 2, count - 2), inner);
        TensorPrimitives.Add(inner, _pairs.AsSpan(first + 1, count - 2), inner);
        TensorPrimitives.Multiply(inner, Beside, inner);
        TensorPrimitives.MultiplyAdd(_pairs.AsSpan(first, count - 2), Across, inner, inner);
        TensorPrimitives.MultiplyAdd(_pairs.AsSpan(first + 2, count - 2), Across, inner, inner);
    }

    // In four sums of fixed order: the same on machines with other vectors.
    private static double Dot(double[] a, double[] b)
    {
        var (s0, s1, s2, s3) = (0.0, 0.0, 0.0, 0.0);
        var i = 0;
        for (; i + 3 < a.Length; i += 4)
        {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }

        for (; i < a.Length; i++)
        {
            s0 += a[i] * b[i];
        }

        return s0 + s1 + (s2 + s3);
    }

    private double[] Plane() => new double[(_height + 2) * _stride];

    private int Place(int pixel) => (((pixel / _width) + 1) * _stride) + (pixel % _width) + 1;
}
