using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace MLExplain.Cli.Pipelines;

/// <summary>Reads pipeline files; every mistake is answered with the file, the line and the way out.</summary>
internal static partial class PipelineFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="date">The run's day, for the dates in it.</param>
    public static PipelineOptions Load(string path, DateOnly date)
    {
        if (!File.Exists(path))
        {
            throw new ConfigurationException($"No pipeline file at '{path}'.");
        }

        var bytes = File.ReadAllBytes(path);
        return Utf8.IsValid(bytes) ? Parse(new UTF8Encoding().GetString(bytes).TrimStart('\ufeff'), path, date)
            : throw new ConfigurationException($"{path} holds letters that are not UTF-8: save it as UTF-8.");
    }

    public static PipelineOptions Parse(string yaml, string path, DateOnly date)
    {
        var key = string.Empty;
        var deserializer = new DeserializerBuilder()
            .WithNamingConvention(CamelCaseNamingConvention.Instance)
            .WithTypeInspector(inner => new KnownKeys(inner, name => key = name))
            .WithTypeConverter(new NumberConverter(() => key))
            .WithNodeDeserializer(new EmptySection(() => key), place => place.OnTop())
            .WithNodeDeserializer(new GateText(), place => place.OnTop())
            .WithEnforceRequiredMembers()
            .WithDuplicateKeyChecking()
            .Build();
        try
        {
            var options = deserializer.Deserialize<PipelineOptions>(new RunVariables(new MergingParser(new Parser(new StringReader(yaml))), date))
                ?? throw new ConfigurationException($"'{path}' is empty: expected a pipeline with name, model, data and explain.");
            EmptyKeys.FillIn(options, path);
            PipelineRanges.Check(options, path);
            return SharedOptions.FillIn(options, path);
        }
        catch (YamlException e) when (e.Message.Contains(" tab", StringComparison.Ordinal) && Tab().Match(yaml) is { Success: true } tab)
        {
            throw new ConfigurationException($"{path}({yaml.AsSpan(0, tab.Index).Count('\n') + 1},1): a tab indents this line: indent with spaces.", e);
        }
        catch (YamlException e)
        {
            var cause = Causes(e).OfType<ConfigurationException>().FirstOrDefault()?.Message ?? InWords(Causes(e).Last(), key);
            throw new ConfigurationException($"{path}({e.Start.Line},{e.Start.Column}): {cause}", e);
        }
    }

    /// <summary>What the YAML library says in terms of its own is said in terms of the file.</summary>
    private static string InWords(Exception cause, string key) => cause switch
    {
        FormatException or OverflowException => $"{(key.Length > 0 ? $"the value of {key}" : "the file")} has another form than expected.",
        _ when cause is InvalidCastException || cause.Message.Contains("deserializer", StringComparison.OrdinalIgnoreCase) =>
            $"{(key.Length > 0 ? $"the value of {key}" : "the file")} has another form than expected: a section has lines of 'key: value', a list has lines that begin with '- ', or stands in brackets: [a, b].",
        _ when Missing().Match(cause.Message) is { Success: true } missing => $"'{missing.Groups[1].Value.Replace(",", "', '", StringComparison.Ordinal)}' must be given here.",
        _ when cause.Message.Contains("StreamEnd", StringComparison.Ordinal) => "a second document begins here: expected one in a file.",
        _ when cause.Message.Contains("token", StringComparison.Ordinal) => $"{cause.Message.TrimEnd('.')} (a tab, or an unquoted text with one of : # {{ [ in it?).",
        _ => cause.Message,
    };

    private static IEnumerable<Exception> Causes(Exception e)
    {
        for (Exception? cause = e; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }

    [GeneratedRegex("^[ ]*\t", RegexOptions.Multiline)]
    private static partial Regex Tab();

    [GeneratedRegex("^Missing properties, '(.*)' in source yaml")]
    private static partial Regex Missing();
}
