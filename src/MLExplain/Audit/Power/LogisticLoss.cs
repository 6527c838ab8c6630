using MLExplain.Tensors;

namespace MLExplain.Audit.Power;

/// <summary>
/// Mean cross-entropy of labels under softmax(scores), where the scores are those of a layer plus a change that is linear in standardised
/// features, plus a penalty on the change. Strictly convex.
/// </summary>
/// <remarks>
/// D. R. Cox, "The regression analysis of binary sequences", JRSS B 20, 1958; for several classes C. Bishop, "Pattern Recognition and Machine
/// Learning", 2006, eq. 4.108 and its gradient, eq. 4.109: Σ (softmax − one-hot) · feature. A layer of one score z has the classes' scores (0, z).
/// </remarks>
internal sealed class LogisticLoss
{
    private readonly double[][] _features;
    private readonly Tensor _start;
    private readonly IReadOnlyList<int> _labels;
    private readonly double _penalty;
    private readonly int _scores;

    /// <param name="features">Standardised, one row per image; the last is 1 where there is a bias.</param>
    /// <param name="start">Scores before any change, <c>[N,R]</c>.</param>
    /// <param name="labels">Class of each image.</param>
    /// <param name="penalty">λ.</param>
    public LogisticLoss(double[][] features, Tensor start, IReadOnlyList<int> labels, double penalty) =>
        (_features, _start, _labels, _penalty, _scores) = (features, start, labels, penalty, start.Shape[1]);

    /// <summary>The loss at a change, its part without the penalty, and its gradient.</summary>
    /// <param name="change">Row after row, R x features.</param>
    public (double Loss, double CrossEntropy, double[] Gradient) At(double[] change)
    {
        var (count, width) = (_features.Length, _features[0].Length);
        var (losses, errors) = (new double[count], new double[count][]);
        Parallel.For(0, count, n => (losses[n], errors[n]) = Error(n, change));
        var gradient = new double[change.Length];
        Parallel.For(0, _scores, r =>
        {
            var row = gradient.AsSpan(r * width, width);
            for (var n = 0; n < count; n++)
            {
                for (var c = 0; c < width; c++)
                {
                    row[c] += errors[n][r] * _features[n][c] / count;
                }
            }

            for (var c = 0; c < width; c++)
            {
                row[c] += _penalty * change[(r * width) + c];
            }
        });
        var crossEntropy = losses.Sum() / count;
        return (crossEntropy + (_penalty / 2 * change.Sum(v => v * v)), crossEntropy, gradient);
    }

    /// <summary>One image's cross-entropy, and its derivative by each score: probability − 1 for the label, else probability.</summary>
    private (double Loss, double[] Error) Error(int n, double[] change)
    {
        var width = _features[n].Length;
        double[] scores = [.. Enumerable.Range(0, _scores).Select(r =>
        {
            double sum = _start.Row(n)[r];
            for (var c = 0; c < width; c++)
            {
                sum += change[(r * width) + c] * _features[n][c];
            }

            return sum;
        })];
        double[] classes = _scores == 1 ? [0, .. scores] : scores;
        var largest = classes.Max();
        var normaliser = largest + Math.Log(classes.Sum(z => Math.Exp(z - largest)));
        double[] errors = [.. classes.Select((z, k) => Math.Exp(z - normaliser) - (k == _labels[n] ? 1 : 0))];
        return (normaliser - classes[_labels[n]], errors[(classes.Length - _scores)..]);
    }
}
