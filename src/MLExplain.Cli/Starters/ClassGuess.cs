using System.Globalization;
using MLExplain.Audit;
using MLExplain.Models;

namespace MLExplain.Cli.Starters;

/// <summary>What the classes seem to be called, and what the labels of the data seem to mean.</summary>
/// <param name="Classes">Names in the order of the outputs, where the pipeline file must say them; null where the model does, or nobody can.</param>
/// <param name="Labels">Labels that are no names of classes, with the class that each seems to mean.</param>
/// <param name="Note">The grounds, one sentence.</param>
internal sealed record ClassGuess(string[]? Classes, IReadOnlyList<KeyValuePair<string, string>> Labels, string Note)
{
    /// <summary>Numbers that a comment translates.</summary>
    private const int Shown = 5;

    /// <summary>Path of the file of names that the user gave; null without one.</summary>
    public string? File { get; init; }

    /// <summary>Names of all classes; numbers where nobody knows names.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>The output that a label means; null for none.</summary>
    public int? OutputOf(string label)
    {
        var name = Labels.FirstOrDefault(l => l.Key == label).Value ?? label;
        return Names.Index().Where(n => n.Item == name).Select(n => (int?)n.Index).FirstOrDefault() ?? (NumberOf(name) is { } number && number < Names.Count ? number : null);
    }

    /// <summary>Guesses.</summary>
    /// <param name="model">The classifier.</param>
    /// <param name="data">The data.</param>
    /// <param name="file">A file of names; null for none.</param>
    /// <param name="said">Labels, and the classes that they mean.</param>
    public static ClassGuess Of(OnnxClassifier model, DataGuess data, string? file, IReadOnlyDictionary<string, string> said)
    {
        var labels = data.Table.Values(data.Label);
        if (said.Keys.FirstOrDefault(l => !labels.Contains(l)) is { } absent)
        {
            throw new Pipelines.ConfigurationException($"--labels translates '{absent}', but the column '{data.Label}' has no such cell: it has {NameList.Quoted(labels)}.");
        }

        var given = file is null ? null : Pipelines.ClassNames.Read(file);
        if (given is not null && given.Length != model.ClassCount)
        {
            throw new Pipelines.ConfigurationException(FormattableString.Invariant($"'{file}' names {given.Length} classes, but the model has {model.ClassCount} outputs: expected one name a line, in their order."));
        }

        IReadOnlyList<string> names = given ?? model.Summary.ClassNames;
        if (names.Count > 0 && said.Values.FirstOrDefault(n => !names.Contains(n)) is { } unknown)
        {
            throw new Pipelines.ConfigurationException($"--labels: {Pipelines.KnownKeys.Unknown("class", unknown, [.. names])}");
        }

        if (said.Count == labels.Length && labels.Length > 1 && said.Values.Distinct().Count() == 1)
        {
            throw new Pipelines.ConfigurationException($"--labels takes every cell of the column '{data.Label}' for '{said.Values.First()}': no model could be told from a guess by it.");
        }

        string[] meant = [.. labels.Select(l => said.GetValueOrDefault(l, l)).Distinct()];
        var guess = names.Count > 0 ? Named(meant, names, given is null ? "The model names its classes itself." : Other(names, model.Summary.ClassNames)) : Unnamed(meant, model.ClassCount, data.Source);
        return guess with { File = file, Labels = [.. said.OrderBy(l => l.Key, StringComparer.Ordinal), .. guess.Labels] };
    }

    /// <summary>Names in another order than the model's own turn every verdict around.</summary>
    private static string Other(IReadOnlyList<string> given, IReadOnlyList<string> own) =>
        own.Count == 0 || own.SequenceEqual(given) ? "" : $"CHECK: the model itself names its outputs {NameList.Of([.. own])}.";

    private static ClassGuess Named(string[] labels, IReadOnlyList<string> names, string note)
    {
        var unknown = labels.Except(names).ToList();
        var numbers = unknown.Select(NumberOf).OfType<int>().Order().ToList();
        if (unknown.Count == 0 || numbers.Count < labels.Length)
        {
            var others = unknown.Where(l => NumberOf(l) is not { } number || number >= names.Count).ToList();
            var way = others.Count == labels.Length ? ", or name the column of the true class with --label" : "";
            var unread = $"CHECK: the labels {NameList.Quoted(others)} are none of the classes {NameList.Of([.. names])}, and are counted as unknown: run init again with --labels, such as \"{others.FirstOrDefault()}=CLASS\", with one of these classes for CLASS{way}.";
            return new(null, [], others.Count == 0 ? note : unread) { Names = names };
        }

        // All labels are numbers. Numbers from 1 to that of the last output plus one would be read as the neighbours of what they mean.
        var isFromOne = numbers[0] >= 1 && numbers[^1] == names.Count;
        var read = string.Join(", ", numbers.Where(n => n - (isFromOne ? 1 : 0) < names.Count).Take(Shown).Select(n => FormattableString.Invariant($"{n} as {names[n - (isFromOne ? 1 : 0)]}")));
        return isFromOne
            ? new(null, [.. numbers.Select(n => KeyValuePair.Create(Text(n), names[n - 1]))], $"CHECK: the labels seem to count from 1; data.labels reads {read}.") { Names = names }
            : new(null, [], $"CHECK: the labels are numbers of outputs, from 0: {read}.") { Names = names };
    }

    private static ClassGuess Unnamed(string[] labels, int outputs, string source)
    {
        string[] numbers = [.. Enumerable.Range(0, outputs).Select(Text)];
        var isNumbered = labels.All(l => NumberOf(l) is not null);
        string[] ordered = isNumbered ? [.. labels.OrderBy(l => NumberOf(l))] : labels;
        if (isNumbered && labels.All(l => NumberOf(l) < outputs))
        {
            return new(null, [], "The labels are the numbers of the outputs, from 0. Names here, or in a file under classesFile, make the report easier to read.") { Names = numbers };
        }

        if (labels.Length == outputs)
        {
            var order = isNumbered ? "the order of their numbers" : "alphabetical order, as training on folders numbers them";
            return new(ordered, [], $"CHECK: the order of the model's outputs. The labels of {source} are taken in {order}.") { Names = ordered };
        }

        var found = FormattableString.Invariant($"the model has {outputs} outputs and no names for them, {source} {(source.EndsWith('s') ? "have" : "has")} {labels.Length} labels");
        return new(null, [], $"CHECK: {found}: name all outputs in their order here, or one a line in a file under classesFile; or use the outputs' numbers, from 0, as labels. Until then every label is unknown.")
        {
            Names = numbers,
        };
    }

    private static int? NumberOf(string label) => int.TryParse(label, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
