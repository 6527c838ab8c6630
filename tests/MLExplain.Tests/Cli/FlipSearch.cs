using MLExplain.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MLExplain.Tests.Cli;

/// <summary>Explains the difference of two float32 maps by decisions that rounding leaves open: a few hundred known vectors, each once, added or subtracted.</summary>
/// <remarks>A map of 150,528 values that is wrong in any other way is no sum of them, because their coefficients are not free.</remarks>
/// <param name="flips">The decisions.</param>
/// <param name="x">The image, [1,C,H,W].</param>
/// <param name="path">The map is Σ weight · factor · gradient(alpha · x).</param>
/// <param name="factor">x, or ones.</param>
internal sealed class FlipSearch(KinkFlips flips, Tensor x, QuadratureRule path, float[] factor)
{
    /// <summary>Flips tried between two looks at what is left.</summary>
    private const int Chunk = 64;

    /// <summary>Flips tried before the search is given up: 600 MB of changes.</summary>
    private const int Most = 1024;

    private readonly List<(float[] Change, double Square)> _columns = [];
    private readonly List<int> _coefficients = [];

    /// <summary>What is left of a difference; the flips with the largest gradient behind them are tried first, until little enough is left.</summary>
    /// <param name="difference">One map less the other.</param>
    /// <param name="class">The class they explain.</param>
    /// <param name="negligible">Norm of a change not worth a column.</param>
    /// <param name="isLittle">Whether what is left needs no explanation.</param>
    public float[] Left(float[] difference, int @class, double negligible, Func<float[], bool> isLittle)
    {
        var left = difference.ToArray();
        var candidates = Enumerable.Range(0, path.Points.Length).SelectMany(k => flips.At(Point(k), @class).Select(flip => (k, flip)));
        foreach (var chunk in candidates.OrderByDescending(c => path.Weights[c.k] * Math.Abs(c.flip.Gradient)).Take(Most).Chunk(Chunk))
        {
            foreach (var (k, flip) in chunk)
            {
                var change = flips.Change(Point(k), flip).Zip(factor, (g, f) => (float)(path.Weights[k] * g * f)).ToArray();
                var square = (double)TensorPrimitives.SumOfSquares<float>(change);
                if (square > negligible * negligible)
                {
                    _columns.Add((change, square));
                    _coefficients.Add(0);
                }
            }

            while (TakeBest(left))
            {
            }

            if (isLittle(left))
            {
                break;
            }
        }

        return left;
    }

    /// <summary>Takes, or takes back, the one flip that lessens the rest most; false when none does.</summary>
    private bool TakeBest(float[] left)
    {
        var (best, sign, gain) = (-1, 0, 0.0);
        for (var j = 0; j < _columns.Count; j++)
        {
            var product = (double)TensorPrimitives.Dot<float>(left, _columns[j].Change);
            var lessens = (2 * Math.Abs(product)) - _columns[j].Square;
            if (lessens > Math.Max(gain, 1e-3 * _columns[j].Square) && Math.Abs(_coefficients[j] + Math.Sign(product)) <= 1)
            {
                (best, sign, gain) = (j, Math.Sign(product), lessens);
            }
        }

        if (best >= 0)
        {
            _coefficients[best] += sign;
            TensorPrimitives.MultiplyAdd(_columns[best].Change, -sign, left, left);
        }

        return best >= 0;
    }

    private Tensor Point(int k) => new(x.Shape, [.. x.Values.Select(v => (float)(path.Points[k] * v))]);
}
