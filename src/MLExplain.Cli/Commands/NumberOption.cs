using System.CommandLine;
using System.CommandLine.Parsing;

namespace MLExplain.Cli.Commands;

/// <summary>
/// Options that take numbers, read the same in every country: the decimal sign is a point, no sign groups digits, and a comma separates the entries of a list.
/// </summary>
internal static class NumberOption
{
    public static Option<int?> Whole(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result => Single(result, Number.Whole, $"{name} takes {Number.WholeForm}"),
    };

    public static Option<float?> Real(string name, string description) => new(name)
    {
        Description = description, CustomParser = result => Single(result, Number.Real, $"{name} takes {Number.RealForm}"),
    };

    public static Option<float[]> List(string name, string description, float @default) => new(name)
    {
        Description = description, AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [@default], CustomParser = result => Entries(result, name),
    };

    private static T? Single<T>(ArgumentResult result, Func<string, T?> parse, string expected)
        where T : struct
    {
        var token = result.Tokens[0].Value;
        if (parse(token) is { } value)
        {
            return value;
        }

        result.AddError($"{expected}, but '{token}' was found.");
        return null;
    }

    private static float[]? Entries(ArgumentResult result, string name)
    {
        var values = new List<float>();
        foreach (var entry in result.Tokens.SelectMany(t => t.Value.Split(',')))
        {
            if (Number.Real(entry) is not { } value)
            {
                result.AddError(
                    $"{name} takes numbers, such as {name} 0.5 or {name} 0.4 0.5 0.6 or {name} 0.4,0.5,0.6 (the decimal sign is a point, a comma separates entries), but '{entry}' was found.");
                return null;
            }

            values.Add(value);
        }

        return [.. values];
    }
}
