using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Tests.Transforms;

/// <summary>A classifier in closed form: logit_k = Σ_i w_ki x_i² / 2, so that its gradient w_ki x_i tells every image from every other.</summary>
internal sealed class SquareClassifier(ImageShape shape, int classCount) : IDifferentiableClassifier
{
    public ImageShape InputShape => shape;

    public int ClassCount => classCount;

    public ScoreLink Link => ScoreLink.Softmax;

    public int PreferredRows => 8;

    public static float Weight(int k, int i) => (((k * 5) + (i * 3)) % 7) - 3f;

    /// <summary>The logits of one image.</summary>
    public float[] Logits(ReadOnlySpan<float> image)
    {
        var logits = new float[classCount];
        for (var k = 0; k < classCount; k++)
        {
            double sum = 0;
            for (var i = 0; i < image.Length; i++)
            {
                sum += Weight(k, i) * image[i] * image[i] / 2;
            }

            logits[k] = (float)sum;
        }

        return logits;
    }

    public Tensor Score(Tensor inputs, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var rows = inputs.Shape[0];
        return new Tensor([rows, classCount], [.. Enumerable.Range(0, rows).SelectMany(row => Logits(inputs.Row(row)))]);
    }

    public ScoredGradients Differentiate(Tensor inputs, Tensor seeds, CancellationToken cancellationToken = default)
    {
        var gradients = new Tensor(inputs.Shape);
        for (var row = 0; row < inputs.Shape[0]; row++)
        {
            var image = inputs.Row(row);
            var seed = seeds.Row(row);
            var gradient = gradients.Row(row);
            for (var i = 0; i < image.Length; i++)
            {
                for (var k = 0; k < classCount; k++)
                {
                    gradient[i] += seed[k] * Weight(k, i) * image[i];
                }
            }
        }

        return new ScoredGradients(Score(inputs, cancellationToken), gradients);
    }
}
