using System.Globalization;
using MLExplain.Audit;
using MLExplain.Cli.Pipelines.Sections;

namespace MLExplain.Cli.Pipelines;

/// <summary>The rows of a pipeline's CSV with the classes that its labels mean. What cannot give a single number is refused before anything is computed.</summary>
/// <param name="path">The pipeline file.</param>
/// <param name="section">Its section of data.</param>
/// <param name="classes">Names of the classes, in the order of the model's outputs.</param>
internal sealed class LabelledData(string path, DataSection section, IReadOnlyList<string> classes)
{
    /// <summary>The rows, their labels as data.labels translates them.</summary>
    public IReadOnlyList<ManifestRow> Rows(IReadOnlyList<ManifestRow> rows)
    {
        foreach (var (label, name) in section.Labels.Where(l => !classes.Contains(l.Value)))
        {
            throw new ConfigurationException($"{path}: data.labels takes '{label}' for '{name}': {KnownKeys.Unknown("class", name, [.. classes])}");
        }

        return section.Labels.Count == 0 ? rows : [.. rows.Select(r => r with { Label = section.Labels.GetValueOrDefault(r.Label, r.Label) })];
    }

    /// <exception cref="DataException">No picture or no mask of a region is there, no label is a class, or the labels are numbers that do not count as the model's outputs do.</exception>
    public void Require(AuditSetup setup, bool needsLabels)
    {
        if (setup.Rows.All(r => !File.Exists(Path.Combine(setup.Root, r.File))))
        {
            throw new DataException(FormattableString.Invariant($"None of the {setup.Rows.Count} pictures of '{section.Manifest}' is there: looked in '{setup.Root}' for '{setup.Rows[0].File}' and the others. Name their folder under data.root of {path}."));
        }

        foreach (var (region, column) in section.Columns.Masks)
        {
            RequireMasks(setup, region, column);
        }

        if (needsLabels)
        {
            RequireLabels(setup);
        }
    }

    private void RequireMasks(AuditSetup setup, string region, string column)
    {
        string[] masks = [.. setup.Rows.SelectMany(r => r.Masks).Where(m => m.Key == region && m.Value.Length > 0).Select(m => Path.GetFullPath(m.Value, Path.GetFullPath(setup.Root)))];
        if (masks.Length > 0 && !masks.Any(File.Exists))
        {
            throw new DataException(
                FormattableString.Invariant($"None of the {masks.Length} masks in the column '{column}' of '{section.Manifest}' is there: looked for '{masks[0]}' and the others. ")
                + $"Name their folder under data.maskRoot of {path}, or take '{region}' out of data.columns.masks.");
        }
    }

    private void RequireLabels(AuditSetup setup)
    {
        string[] labels = [.. setup.Rows.Select(r => r.Label).Distinct(StringComparer.Ordinal)];
        if (CountsFromOne(labels))
        {
            throw new DataException(FormattableString.Invariant(
                $"The labels of '{section.Manifest}' seem to count from 1: there is a {classes.Count} and no 0, but the model's {classes.Count} outputs count from 0. ")
                + FormattableString.Invariant($"Say under data.labels which class each means, such as labels: {{ \"1\": {classes[0]}, \"{classes.Count}\": {classes[^1]} }}."));
        }

        if (labels.All(l => setup.ClassOf(l) is null))
        {
            throw new DataException(
                $"None of the labels of '{section.Manifest}' is a class of the model: found {NameList.Of(labels)}; expected {NameList.Of(classes)}, or the number of an output, from 0. "
                + "Name the classes in the order of the outputs under model.classes (or classesFile), or say under data.labels which class each label means.");
        }
    }

    /// <summary>Whether all labels are numbers of which the largest is that of no output and the smallest output is missing: read as they stand, every one would be taken for its neighbour.</summary>
    private bool CountsFromOne(string[] labels)
    {
        int?[] numbers = [.. labels.Select(l => int.TryParse(l, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && !classes.Contains(l) ? number : (int?)null)];
        return numbers.All(n => n is not null) && numbers.Min() > 0 && numbers.Max() == classes.Count;
    }
}
