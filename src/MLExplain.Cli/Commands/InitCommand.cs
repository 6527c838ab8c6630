using System.CommandLine;
using MLExplain.Cli.Pipelines;
using MLExplain.Cli.Starters;
using MLExplain.Models;

namespace MLExplain.Cli.Commands;

/// <summary><c>mlexplain init</c>: writes a commented pipeline file from a model and labelled images.</summary>
internal static class InitCommand
{
    private const string Examples = """
        The columns of the CSV are guessed from their names and cells, the preprocessing from what the model gets right; the file says on
        what grounds, and marks what to check. Pictures are looked for beside the CSV and in the folders beside it.

        Examples:
          mlexplain init model.onnx --data labels.csv
          mlexplain init model.onnx --data labels.csv --root images --label diagnosis --out audit.yaml
          mlexplain init model.onnx --data labels.csv --labels gutartig=benign "bösartig=malignant"
          mlexplain init model.onnx --images photos
        """;

    public static Command Create(Terminal terminal)
    {
        var model = new Argument<string>("model") { Description = "The classifier, .onnx." };
        var data = new Option<string?>("--data") { Description = "A CSV with one row per image: its file or name, its true class, and what else is known." };
        var images = new Option<string?>("--images") { Description = "Instead: a folder with one folder of pictures per class." };
        var root = new Option<string?>("--root") { Description = "Folder of the CSV's pictures; default: looked for beside the CSV." };
        var label = new Option<string?>("--label") { Description = "Column of the true class; default: guessed." };
        var classes = new Option<string?>("--classes") { Description = "A text file with the name of one class a line, in the order of the model's outputs; default: the model's own names, or guessed." };
        var labels = new Option<string[]>("--labels") { Description = "What the CSV calls a class, and the class that it means, such as nevus=benign; repeat it, or give several.", AllowMultipleArgumentsPerToken = true };
        var output = new Option<string?>("--out") { Description = "The pipeline file to write; default: the model's name with .yaml, in the current folder." };
        var force = new Option<bool>("--force") { Description = "Replace the file when it is there." };
        var command = new Verb("init", "Write a commented pipeline file from a model and a CSV or folders of images; the last line printed is its path.", Examples) { model, data, images, root, label, labels, classes, output, force };
        command.SetAction((parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(model);
            var target = parsed.GetValue(output) ?? Path.GetFileNameWithoutExtension(path) + ".yaml";
            Require(target, parsed.GetValue(force));
            using var classifier = OnnxClassifier.Load(path, new OnnxClassifierOptions { Device = "cpu" });
            var guess = Guess(parsed.GetValue(data), parsed.GetValue(images), parsed.GetValue(root), parsed.GetValue(label), classifier.Summary.ClassNames);
            var named = ClassGuess.Of(classifier, guess, parsed.GetValue(classes), Pairs(parsed.GetValue(labels) ?? []));
            var starter = Write(path, classifier, target, guess, named, terminal, parsed.GetValue(force), cancellationToken);
            terminal.Say($"Next: look at the lines marked CHECK, then: mlexplain run {target}");
            terminal.Answer($"{target}");
            terminal.Give(() => new
            {
                pipeline = target, starter.Manifest, images = guess.Table.Rows.Count, columns = new { guess.Id, guess.File, guess.Label, guess.Groups, guess.Masks }, classes = starter.Classes.Classes, labels = starter.Classes.Labels.ToDictionary(),
                preprocessing = starter.Trials.Select(t => new { t.Name, t.Right, t.Images }),
            });
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static Dictionary<string, string> Pairs(string[] texts)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var at = text.LastIndexOf('=');
            if (at <= 0 || at == text.Length - 1 || !pairs.TryAdd(text[..at], text[(at + 1)..]))
            {
                throw new ConfigurationException($"--labels '{text}' is not usable: expected what the CSV calls a class and the class that it means, each once, such as nevus=benign.");
            }
        }

        return pairs;
    }

    private static void Require(string target, bool force)
    {
        if (Directory.Exists(target))
        {
            throw new ConfigurationException($"'{target}' is a folder: expected the file to write, such as {Path.Combine(target, "audit.yaml")}.");
        }

        if (!force && File.Exists(target))
        {
            throw new ConfigurationException($"'{target}' is there already: give --force to replace it, or another file with --out.");
        }
    }

    private static DataGuess Guess(string? data, string? images, string? root, string? label, IReadOnlyList<string> classes) => (data, images) switch
    {
        ({ } csv, null) => DataGuess.Of(ImageTable.Read(csv), root, label, classes),
        (null, { }) when root is not null || label is not null => throw new ConfigurationException("--root and --label are about a CSV: with --images the folders are the classes."),
        (null, { } folder) => new DataGuess(ClassFolders.Read(folder), folder, "id", "file", "label") { IsNew = true, Source = "the folders" },
        ({ }, { }) => throw new ConfigurationException("--data and --images were both given: give either --data with a CSV, or --images with a folder of one folder per class."),
        _ => throw new ConfigurationException("init needs the images: give either --data with a CSV, or --images with a folder of one folder per class."),
    };

    private static Starter Write(string path, OnnxClassifier model, string target, DataGuess guess, ClassGuess classes, Terminal terminal, bool force, CancellationToken cancellationToken)
    {
        var manifest = guess.IsNew ? Path.ChangeExtension(target, ".images.csv") : guess.Table.Path;
        if (guess.IsNew)
        {
            Require(manifest, force);
        }

        var trials = Starter.Try(model, guess, classes, terminal, cancellationToken);
        var starter = new Starter
        {
            Name = Path.GetFileNameWithoutExtension(target), Model = path, Data = guess, Manifest = manifest, Classes = classes, Trials = trials,
            Way = trials.Count > 0 ? trials[0].Preprocessing : PreprocessingTrial.Candidates(model.InputShape)[0].Way,
        };
        var text = new StarterFile(new StarterPaths(Path.GetDirectoryName(Path.GetFullPath(target))!)).Text(starter);
        PipelineFile.Parse(text, target, DateOnly.MinValue);
        if (guess.IsNew)
        {
            OutputFile.Write(manifest, guess.Table.Write);
        }

        OutputFile.Write(target, file => File.WriteAllText(file, text));
        Say(terminal, starter);
        return starter;
    }

    private static void Say(Terminal terminal, Starter starter)
    {
        var data = starter.Data;
        terminal.Say($"images: {data.Table.Rows.Count}, in '{data.Root}'; id '{data.Id}', file '{data.File}', label '{data.Label}', groups {List(data.Groups)}, masks {List(data.Masks)}");
        terminal.Say($"classes: {(starter.Classes.Note.Length > 0 ? starter.Classes.Note : $"named by '{starter.Classes.File}'")}");
        terminal.Say($"preprocessing: {Tried(starter)}");
    }

    private static string List(IReadOnlyList<string> columns) => columns.Count > 0 ? string.Join(", ", columns) : "none";

    private static string Tried(Starter starter) => starter.Trials is [var best, var next, ..]
        ? FormattableString.Invariant($"{best.Name}, with which {best.Right} of {best.Images} images are predicted right; the next best: {next.Name}, {next.Right}")
            + (starter.IsUncertain ? ", which these pictures do not tell apart" : "")
        : "not tried, no pictures have labels of two classes";
}
