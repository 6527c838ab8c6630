using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Tests.Saliency;

/// <summary>A classifier given by a formula and its derivative in float64, so that saliency is tested without any runtime.</summary>
internal sealed class ClosedFormClassifier(
    ImageShape shape, Func<double[], double> score, Func<double[], double[]> gradient, int preferredRows = 8) : IDifferentiableClassifier
{
    public ImageShape InputShape => shape;

    public int ClassCount => 2;

    public ScoreLink Link => ScoreLink.Softmax;

    public int PreferredRows => preferredRows;

    /// <summary>Rows of the largest call so far.</summary>
    public int LargestCall { get; private set; }

    /// <summary>Number of differentiated rows and of calls so far.</summary>
    public (int Rows, int Calls) Differentiated { get; private set; }

    public static ClosedFormClassifier OnVector(int length, Func<double[], double> score, Func<double[], double[]> gradient, int preferredRows = 8) =>
        new(new ImageShape(1, 1, length), score, gradient, preferredRows);

    /// <summary>Class 0 has the formula's score; class 1 has its negative, so that seeds matter.</summary>
    public Tensor Score(Tensor inputs, CancellationToken cancellationToken = default)
    {
        var logits = new Tensor(Rows(inputs), 2);
        for (var row = 0; row < inputs.Shape[0]; row++)
        {
            var value = (float)score(ToDouble(inputs.Row(row)));
            (logits.Row(row)[0], logits.Row(row)[1]) = (value, -value);
        }

        return logits;
    }

    public ScoredGradients Differentiate(Tensor inputs, Tensor seeds, CancellationToken cancellationToken = default)
    {
        Differentiated = (Differentiated.Rows + inputs.Shape[0], Differentiated.Calls + 1);
        var gradients = new Tensor(inputs.Shape, new float[inputs.Length]);
        for (var row = 0; row < inputs.Shape[0]; row++)
        {
            var seed = seeds.Row(row)[0] - seeds.Row(row)[1];
            Array.ConvertAll(gradient(ToDouble(inputs.Row(row))), value => (float)(seed * value)).CopyTo(gradients.Row(row));
        }

        return new ScoredGradients(Score(inputs, cancellationToken), gradients);
    }

    /// <summary>Class 0's score as methods see it: at the float32 rounding of a point.</summary>
    public double ScoreAt(double[] x) => (float)score(ToDouble(ToFloat(x)));

    /// <summary>Class 0's gradient as methods see it: float32 at the float32 rounding of a point.</summary>
    public double[] GradientAt(double[] x) => ToDouble(ToFloat(gradient(ToDouble(ToFloat(x)))));

    private int Rows(Tensor inputs)
    {
        LargestCall = Math.Max(LargestCall, inputs.Shape[0]);
        return inputs.Shape[0];
    }

    private static float[] ToFloat(double[] values) => Array.ConvertAll(values, value => (float)value);

    private static double[] ToDouble(Span<float> row) => Array.ConvertAll(row.ToArray(), value => (double)value);
}
