using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MLExplain.Cli.Pipelines;

/// <summary>
/// Fills variables into the texts of a pipeline file: <c>${date:yyyy-MM}</c>, <c>${yesterday}</c>, <c>${previous-month}</c>, <c>${env:NAME}</c>. What is filled in
/// is text, never YAML; <c>$${</c> stands for <c>${</c> itself.
/// </summary>
/// <param name="inner">The file's parser.</param>
/// <param name="date">The run's day.</param>
internal sealed partial class RunVariables(IParser inner, DateOnly date) : IParser
{
    public ParsingEvent? Current { get; private set; }

    public bool MoveNext()
    {
        var moved = inner.MoveNext();
        Current = inner.Current is Scalar scalar && scalar.Value.Contains("${", StringComparison.Ordinal)
            ? new Scalar(scalar.Anchor, scalar.Tag, Expand(scalar), scalar.Style, scalar.IsPlainImplicit, scalar.IsQuotedImplicit, scalar.Start, scalar.End)
            : inner.Current;
        return moved;
    }

    private string Expand(Scalar scalar) => Variable().Replace(scalar.Value, match => match.Groups["escaped"].Success ? "${"
        : match.Groups["open"].Success ? throw Mistake(scalar, $"unknown variable {match.Value}: its closing brace is missing.") : Value(match, scalar));

    private string Value(Match match, Scalar scalar)
    {
        var (name, argument) = (match.Groups["name"].Value, match.Groups["argument"] is { Success: true, Value: var given } ? given : null);
        return name switch
        {
            "date" => Day(date, argument ?? "yyyy-MM-dd", match, scalar),
            "yesterday" => Day(date > DateOnly.MinValue ? date.AddDays(-1) : date, argument ?? "yyyy-MM-dd", match, scalar),
            "previous-month" => Day(date > DateOnly.MinValue.AddMonths(1) ? date.AddDays(1 - date.Day).AddMonths(-1) : date, argument ?? "yyyy-MM", match, scalar),
            "env" when argument is not null => Environment.GetEnvironmentVariable(argument)
                ?? throw Mistake(scalar, $"the variable {match.Value} asks for the environment variable '{argument}', which is not set."),
            _ => throw Mistake(scalar, $"unknown variable {match.Value}: expected ${{date}}, ${{yesterday}} or ${{previous-month}}, each with a format such as ${{date:yyyy-MM}}, or ${{env:NAME}}; $${{ stands for ${{ itself."),
        };
    }

    private static string Day(DateOnly day, string format, Match match, Scalar scalar)
    {
        return DayFormat().IsMatch(format) ? day.ToString(format, CultureInfo.InvariantCulture)
            : throw Mistake(scalar, $"the variable {match.Value} has a format that no day can be written in: expected one of year, month and day, such as yyyy-MM-dd.");
    }

    private static YamlException Mistake(Scalar scalar, string sentence) => new(scalar.Start, scalar.End, sentence, new ConfigurationException(sentence));

    /// <summary>Two letters at least: one alone stands for a whole format of some language.</summary>
    [GeneratedRegex(@"^(?=.*[yMd])[yMd._ /-]{2,}$")]
    private static partial Regex DayFormat();

    [GeneratedRegex(@"(?<escaped>\$\$\{)|\$\{(?<name>[^}:]*)(:(?<argument>[^}]*))?\}|(?<open>\$\{.*)$", RegexOptions.Singleline)]
    private static partial Regex Variable();
}
