using MLExplain.Imaging;
using MLExplain.Models;

namespace MLExplain.Cli.Starters;

/// <summary>Everything that a starter file says, each guess with its grounds.</summary>
internal sealed record Starter
{
    /// <summary>Images on which preprocessing is tried; spread over the rows.</summary>
    private const int Sample = 100;

    /// <summary>Name of the run.</summary>
    public required string Name { get; init; }

    /// <summary>Path of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The data.</summary>
    public required DataGuess Data { get; init; }

    /// <summary>Path of the CSV that the pipeline reads.</summary>
    public required string Manifest { get; init; }

    /// <summary>Names of the classes in the order of the outputs; null where the model names them itself, or nobody can.</summary>
    public string[]? Classes { get; init; }

    /// <summary>What is known of the classes, one sentence.</summary>
    public required string ClassNote { get; init; }

    /// <summary>Ways to make network inputs, the best first; empty when there were no labelled images to try them on.</summary>
    public required IReadOnlyList<PreprocessingTrial> Trials { get; init; }

    /// <summary>The way that is written.</summary>
    public required Preprocessing Way { get; init; }

    /// <summary>Names the classes: by the model, by numbers in the CSV, or by the labels in alphabetical order, as folders of images are usually numbered.</summary>
    public static (string[]? Classes, string Note) ClassesOf(OnnxClassifier model, DataGuess data)
    {
        var labels = data.Table.Values(data.Label);
        if (model.Summary.ClassNames is { Count: > 0 } names)
        {
            var unknown = labels.Except(names).Where(l => !IsIndex(l, model.ClassCount)).ToArray();
            return (null, unknown.Length == 0 ? "The model names its classes itself."
                : $"CHECK: the model names its classes itself, but the labels {string.Join(", ", unknown)} are none of them; they are counted as unknown.");
        }

        if (labels.All(l => IsIndex(l, model.ClassCount)))
        {
            return (null, "The labels are the numbers of the outputs, from 0. Names here, one per output, make the report easier to read.");
        }

        return labels.Length == model.ClassCount
            ? (labels, "CHECK: the order of the model's outputs. The labels of the CSV are taken in alphabetical order, as training on folders numbers them.")
            : (null, FormattableString.Invariant($"CHECK: the model has {model.ClassCount} outputs and no names for them, the CSV has {labels.Length} labels: name all outputs here in their order, or every label is unknown."));
    }

    /// <summary>Tries the usual ways on labelled images, and ranks them; of two that are right as often the one without a crop comes first, which shows the whole picture.</summary>
    public static IReadOnlyList<PreprocessingTrial> Try(OnnxClassifier model, DataGuess data, string[]? classes, Terminal terminal, CancellationToken cancellationToken)
    {
        var images = Labelled(model, data, classes ?? [.. model.Summary.ClassNames]);
        if (images.Count == 0)
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

    private static List<(RgbImage Picture, int Class)> Labelled(OnnxClassifier model, DataGuess data, string[] names)
    {
        string[] files = [.. data.Table.Cells(data.File)], labels = [.. data.Table.Cells(data.Label)];
        var count = Math.Min(Sample, files.Length);
        var images = new List<(RgbImage, int)>();
        foreach (var i in Enumerable.Range(0, count).Select(k => (int)((long)k * files.Length / count)))
        {
            var label = Array.IndexOf(names, labels[i]) is >= 0 and var named ? named : IsIndex(labels[i], model.ClassCount) ? int.Parse(labels[i], System.Globalization.CultureInfo.InvariantCulture) : -1;
            var path = Path.Combine(data.Root, files[i]);
            if (label >= 0 && File.Exists(path) && Decoded(path) is { } picture)
            {
                images.Add((picture, label));
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

    private static bool IsIndex(string label, int classes) =>
        int.TryParse(label, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var index) && index < classes;
}
