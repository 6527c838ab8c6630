using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Tests.Saliency;

/// <summary>A classifier given by a formula in float64 that has no gradient: class 0 has the formula's score, class 1 its negative.</summary>
internal sealed class ScoresOnlyClassifier(ImageShape shape, Func<float[], double> score, int preferredRows = 8) : IClassifier
{
    public ImageShape InputShape => shape;

    public int ClassCount => 2;

    public ScoreLink Link => ScoreLink.Softmax;

    public int PreferredRows => preferredRows;

    /// <summary>Number of scored rows so far, and of the largest call.</summary>
    public (int All, int Largest) Rows { get; private set; }

    /// <summary>A weighted sum with bias 2.</summary>
    public static ScoresOnlyClassifier Linear(ImageShape shape, double[] weights, int preferredRows = 8) =>
        new(shape, x => 2 + x.Zip(weights, (a, w) => a * w).Sum(), preferredRows);

    public Tensor Score(Tensor inputs, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Rows = (Rows.All + inputs.Shape[0], Math.Max(Rows.Largest, inputs.Shape[0]));
        var logits = new Tensor(inputs.Shape[0], 2);
        for (var row = 0; row < inputs.Shape[0]; row++)
        {
            var value = (float)score(inputs.Row(row).ToArray());
            (logits.Row(row)[0], logits.Row(row)[1]) = (value, -value);
        }

        return logits;
    }
}
