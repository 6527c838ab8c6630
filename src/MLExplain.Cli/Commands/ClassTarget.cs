using MLExplain.Cli.Pipelines;
using MLExplain.Models;
using MLExplain.Saliency;

namespace MLExplain.Cli.Commands;

/// <summary>What <c>--target</c> means for a model: a class by its number, or by the name that the model's metadata gives it.</summary>
internal static class ClassTarget
{
    public static int Find(string text, OnnxClassifier model)
    {
        var range = $"the model scores classes 0 to {model.ClassCount - 1}";
        if (Number.Whole(text) is { } number)
        {
            return number >= 0 && number < model.ClassCount ? number : throw new ConfigurationException($"--target {text} is out of range: {range}.");
        }

        var names = model.Summary.ClassNames;
        if (names.Count == 0)
        {
            throw new ConfigurationException($"--target '{text}' is not a class number, and the model's metadata names no classes: {range}.");
        }

        int[] called = [.. Enumerable.Range(0, names.Count).Where(k => string.Equals(names[k], text, StringComparison.OrdinalIgnoreCase))];
        return called switch
        {
            [var only] => only,
            [] => throw new ConfigurationException(
                $"--target '{text}' is neither a class number nor a name that the model knows{(NearestName.Of(text, names) is { } near ? $": did you mean '{near}'?" : ".")} {char.ToUpperInvariant(range[0])}{range[1..]}."),
            _ => throw new ConfigurationException($"--target '{text}' is ambiguous: classes {string.Join(" and ", called)} have this name; give the number."),
        };
    }

    /// <summary>The name that the model's metadata gives a class; null where it gives none.</summary>
    public static string? Name(int target, OnnxClassifier model) => model.Summary.ClassNames.Count > 0 ? model.Summary.ClassNames[target] : null;
}
