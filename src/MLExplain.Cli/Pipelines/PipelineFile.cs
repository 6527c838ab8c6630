using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace MLExplain.Cli.Pipelines;

/// <summary>Reads pipeline files; every mistake is answered with the file, the line and the way out.</summary>
internal static class PipelineFile
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

        return Parse(File.ReadAllText(path), path, date);
    }

    public static PipelineOptions Parse(string yaml, string path, DateOnly date)
    {
        var key = string.Empty;
        var deserializer = new DeserializerBuilder()
            .WithNamingConvention(CamelCaseNamingConvention.Instance)
            .WithTypeInspector(inner => new KnownKeys(inner, name => key = name))
            .WithTypeConverter(new NumberConverter(() => key))
            .WithNodeDeserializer(new GateText(), place => place.OnTop())
            .WithEnforceRequiredMembers()
            .WithDuplicateKeyChecking()
            .Build();
        try
        {
            var options = deserializer.Deserialize<PipelineOptions>(new RunVariables(new Parser(new StringReader(yaml)), date))
                ?? throw new ConfigurationException($"'{path}' is empty: expected a pipeline with name, model, data and explain.");
            return SharedOptions.FillIn(options, path);
        }
        catch (YamlException e)
        {
            var cause = Causes(e).OfType<ConfigurationException>().FirstOrDefault()?.Message ?? Causes(e).Last().Message;
            throw new ConfigurationException($"{path}({e.Start.Line},{e.Start.Column}): {cause}", e);
        }
    }

    private static IEnumerable<Exception> Causes(Exception e)
    {
        for (Exception? cause = e; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}
