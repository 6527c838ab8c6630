using MLExplain.Imaging;
using MLExplain.Models;

namespace MLExplain.Cli.Starters;

/// <summary>Everything that a starter file says, each guess with its grounds.</summary>
internal sealed record Starter
{
    /// <summary>Images on which preprocessing is tried; spread over the rows.</summary>
    private const int Sample = 100;

    /// <summary>Standard errors within which two shares are not told apart: 95 % of a normal distribution.</summary>
    private const double Deviations = 1.96;

    /// <summary>Name of the run.</summary>
    public required string Name { get; init; }

    /// <summary>Path of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The data.</summary>
    public required DataGuess Data { get; init; }

    /// <summary>Path of the CSV that the pipeline reads.</summary>
    public required string Manifest { get; init; }

    /// <summary>The classes.</summary>
    public required ClassGuess Classes { get; init; }

    /// <summary>Ways to make network inputs, the best first; empty when there were no labelled images to try them on.</summary>
    public required IReadOnlyList<PreprocessingTrial> Trials { get; init; }

    /// <summary>The way that is written.</summary>
    public required Preprocessing Way { get; init; }

    /// <summary>Whether another way is right about as often as the best one, as far as so many pictures tell: the difference lies within chance.</summary>
    public bool IsUncertain => Trials is [var best, var next, ..] && best.Right - next.Right <= Deviations * Math.Sqrt(2.0 * best.Right * (best.Images - best.Right) / best.Images);

    /// <summary>Tries the usual ways on labelled images, and ranks them; of two that are right as often the one without a crop comes first, which shows the whole picture.</summary>
    public static IReadOnlyList<PreprocessingTrial> Try(OnnxClassifier model, DataGuess data, ClassGuess classes, Terminal terminal, CancellationToken cancellationToken)
    {
        var images = Labelled(data, classes);
        if (images.Select(i => i.Class).Distinct().Count() < 2)
        {
            return [];
        }

        var candidates = PreprocessingTrial.Candidates(model.InputShape);
        var done = 0;
        using var progress = new ProgressLine(terminal, "ways of preprocessing tried", candidates.Count);
        var trials = new List<PreprocessingTrial>();
        foreach (var (name, way) in candidates)
        {
            trials.Add(PreprocessingTrial.Of(model, name, way, images, cancellationToken));
            progress.Report(++done);
        }

        return [.. trials.OrderByDescending(t => t.Right).ThenBy(t => t.Preprocessing.Resize != ResizeMode.Stretch).ThenByDescending(t => t.LogLikelihood)];
    }

    /// <summary>Pictures with a class. Of one class only, a way that calls everything so would win.</summary>
    private static List<(RgbImage Picture, int Class)> Labelled(DataGuess data, ClassGuess classes)
    {
        string[] files = [.. data.Table.Cells(data.File)], labels = [.. data.Table.Cells(data.Label)];
        var count = Math.Min(Sample, files.Length);
        var images = new List<(RgbImage, int)>();
        foreach (var i in Enumerable.Range(0, count).Select(k => (int)((long)k * files.Length / count)))
        {
            var path = Path.Combine(data.Root, files[i]);
            if (classes.OutputOf(labels[i]) is { } output && File.Exists(path) && Decoded(path) is { } picture)
            {
                images.Add((picture, output));
            }
        }

        return images;
    }

    private static RgbImage? Decoded(string path)
    {
        try
        {
            return ImageDecoder.Decode(path);
        }
        catch (ImageDecodeException)
        {
            return null;
        }
    }
}
