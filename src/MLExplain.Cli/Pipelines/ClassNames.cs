using System.Globalization;
using MLExplain.Cli.Pipelines.Sections;
using MLExplain.Models;

namespace MLExplain.Cli.Pipelines;

/// <summary>Names of a model's classes, in the order of its outputs.</summary>
internal static class ClassNames
{
    /// <summary>Those of the pipeline file, else those of the model's metadata, else the outputs' numbers.</summary>
    public static IReadOnlyList<string> Of(string path, ModelSection section, Func<string, string> resolve, OnnxClassifier model)
    {
        if (section is { Classes: not null, ClassesFile: not null })
        {
            throw new ConfigurationException($"{path}: model.classes and model.classesFile both name the classes: give one of them.");
        }

        var names = section.ClassesFile is { } file ? Read(resolve(file)) : section.Classes;
        return names ?? (model.Summary.ClassNames.Count > 0 ? model.Summary.ClassNames : Numbers(model.ClassCount));
    }

    /// <summary>Reads a file with one name a line.</summary>
    public static string[] Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new ConfigurationException($"No file of class names at '{path}'.");
        }

        string[] names = [.. File.ReadLines(path).Select(line => line.Trim())];
        names = names is [.., ""] ? names[..^1] : names;
        return Array.IndexOf(names, "") is >= 0 and var empty
            ? throw new ConfigurationException(FormattableString.Invariant($"{path}({empty + 1}): the line is empty: expected the name of one class a line, in the order of the model's outputs."))
            : names;
    }

    private static string[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(k => k.ToString(CultureInfo.InvariantCulture))];
}
