using MLExplain.Tensors;

namespace MLExplain.Models;

/// <summary>One image and one weighting of the scores, and what a classifier makes of images on a line through it.</summary>
/// <param name="Classifier">The classifier.</param>
/// <param name="Image">The image, [1,C,H,W].</param>
/// <param name="Weights">Weight of each score.</param>
internal sealed record ScorePlace(IDifferentiableClassifier Classifier, Tensor Image, float[] Weights)
{
    /// <summary>Typical size of the image's values: steps are fractions of it.</summary>
    public double Size { get; } = Math.Max(Math.Sqrt(Image.Values.Average(v => (double)v * v)), 1e-3);

    /// <summary>x + t·v for every t.</summary>
    public Tensor Moved(float[] direction, params ReadOnlySpan<double> steps)
    {
        var moved = new Tensor([steps.Length, .. Image.Shape[1..]]);
        for (var i = 0; i < steps.Length; i++)
        {
            var row = moved.Row(i);
            var t = (float)steps[i];
            for (var p = 0; p < row.Length; p++)
            {
                row[p] = Image.Values[p] + (t * direction[p]);
            }
        }

        return moved;
    }

    /// <summary>φ of every image, and the largest size of one of its parts.</summary>
    public (double[] Scores, double Largest) Score(Tensor images, CancellationToken cancellationToken)
    {
        var logits = Classifier.Score(images, cancellationToken);
        var parts = Enumerable.Range(0, images.Shape[0]).Select(i => logits.Row(i).ToArray().Zip(Weights, (z, s) => (double)z * s).ToArray()).ToList();
        return ([.. parts.Select(p => p.Sum())], parts.Max(p => p.Max(Math.Abs)));
    }

    /// <summary>Gradients of φ at every image.</summary>
    public Tensor Gradients(Tensor images, CancellationToken cancellationToken)
    {
        var seeds = new Tensor(images.Shape[0], Weights.Length);
        for (var i = 0; i < images.Shape[0]; i++)
        {
            Weights.CopyTo(seeds.Row(i));
        }

        return Classifier.Differentiate(images, seeds, cancellationToken).Gradients;
    }
}
