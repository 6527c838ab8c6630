using MLExplain.Saliency;
using YamlDotNet.Serialization;

namespace MLExplain.Cli.Pipelines;

/// <summary>Refuses keys that no option has, naming the nearest one that exists.</summary>
/// <param name="inner">Knows the keys.</param>
/// <param name="reading">Is told each key before its value is read.</param>
internal sealed class KnownKeys(ITypeInspector inner, Action<string> reading) : ITypeInspector
{
    public IEnumerable<IPropertyDescriptor> GetProperties(Type type, object? container) => inner.GetProperties(type, container);

    public IPropertyDescriptor GetProperty(Type type, object? container, string name, bool ignoreUnmatched, bool caseInsensitivePropertyMatching)
    {
        reading(name);
        var known = inner.GetProperties(type, container).ToList();
        return known.FirstOrDefault(p => p.Name == name) ?? throw new ConfigurationException(Unknown("key", name, known.Select(p => p.Name)));
    }

    public string GetEnumName(Type enumType, string name)
    {
        string[] known = [.. Enum.GetNames(enumType).Select(n => char.ToLowerInvariant(n[0]) + n[1..])];
        return known.Contains(name) ? char.ToUpperInvariant(name[0]) + name[1..] : throw new ConfigurationException(Unknown("value", name, known));
    }

    public string GetEnumValue(object enumValue) => inner.GetEnumValue(enumValue);

    public bool HasParseMethod(Type type) => inner.HasParseMethod(type);

    public object? Parse(string value, Type type) => inner.Parse(value, type);

    /// <summary>"unknown key 'modle': did you mean 'model'? Known here: …"</summary>
    public static string Unknown(string what, string name, IEnumerable<string> known)
    {
        string[] sorted = [.. known.Order(StringComparer.Ordinal)];
        return $"unknown {what} '{name}'{(NearestName.Of(name, sorted) is { } near ? $": did you mean '{near}'?" : ".")} Known here: {string.Join(", ", sorted)}.";
    }
}
