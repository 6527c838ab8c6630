using Microsoft.ML.OnnxRuntime;
using MLExplain.Tensors;

namespace MLExplain.Models;

/// <summary>Holds a model with an open batch axis against the same model run on one image at a time.</summary>
internal static class BatchComparison
{
    /// <summary>Images in the batch that is compared with single runs.</summary>
    public const int Rows = 3;

    /// <summary>Relative to an image's largest logit: float32 sums in another order differ by about 1e-6 a layer, mixed-up images by far more.</summary>
    private const double Tolerance = 1e-4;

    /// <summary>Images whose scores differ by less would pass the comparison even when mixed up.</summary>
    private const double LeastDifference = 10 * Tolerance;

    /// <summary>Null when the opened model scores a batch of random images as the other scores them one by one; else what differs.</summary>
    public static string? Difference(ClassifierGraph graph, ClassifierGraph opened, RunSettings settings)
    {
        var images = RandomImages(graph.Image.Shape);
        var (expected, found) = (Score(graph, images, 1, settings), Score(opened, images, Rows, settings));
        for (var row = 0; row < Rows; row++)
        {
            var scale = Scale(expected.Row(row));
            var error = Distance(expected.Row(row), found.Row(row));
            if (!(error <= Tolerance * scale))
            {
                return FormattableString.Invariant($"in a batch of {Rows} random images the scores of image {row + 1} differ by {error:g2} from those it has alone (largest score {scale:g2})");
            }

            var next = expected.Row((row + 1) % Rows);
            if (!(Distance(expected.Row(row), next) > LeastDifference * Math.Max(scale, Scale(next))))
            {
                return "random images score too much alike to verify it";
            }
        }

        return null;
    }

    /// <summary>Noise of growing contrast: networks that average over the picture hardly tell noise of equal contrast apart.</summary>
    private static Tensor RandomImages(ImageShape shape)
    {
        var random = new SplitMix64(0);
        var images = new Tensor(Rows, shape.Channels, shape.Height, shape.Width);
        for (var row = 0; row < Rows; row++)
        {
            foreach (ref var value in images.Row(row))
            {
                value = (float)((row + 1) * random.NextGaussian());
            }
        }

        return images;
    }

    private static Tensor Score(ClassifierGraph graph, Tensor images, int rowsPerRun, RunSettings settings)
    {
        var scores = new Tensor(Rows, graph.Classes);
        var (imageLength, scoreLength) = (images.Length / Rows, graph.Classes);
        using var session = SessionFactory.Open(graph.Model, settings, isBatched: true);
        using var run = new RunOptions();
        for (var row = 0; row < Rows; row += rowsPerRun)
        {
            using var input = OrtValue.CreateTensorValueFromMemory(
                OrtMemoryInfo.DefaultInstance, images.Values.AsMemory(row * imageLength, rowsPerRun * imageLength), [rowsPerRun, .. images.Shape[1..].ToArray().Select(d => (long)d)]);
            using var output = OrtValue.CreateTensorValueFromMemory(
                OrtMemoryInfo.DefaultInstance, scores.Values.AsMemory(row * scoreLength, rowsPerRun * scoreLength), [rowsPerRun, scoreLength]);
            session.Run(run, [graph.Input], [input], [graph.Logits], [output]);
        }

        return scores;
    }

    private static double Scale(ReadOnlySpan<float> scores)
    {
        var largest = 0.0;
        foreach (var score in scores)
        {
            largest = Math.Max(largest, Math.Abs(score));
        }

        return largest;
    }

    private static double Distance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var largest = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs((double)a[i] - b[i]));
        }

        return largest;
    }
}
