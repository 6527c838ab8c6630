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
        return $"unknown {what} '{name}': did you mean '{sorted.MinBy(k => Distance(name, k))}'? Known here: {string.Join(", ", sorted)}.";
    }

    /// <summary>Levenshtein's edit distance.</summary>
    public static int Distance(string a, string b)
    {
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var current = new int[b.Length + 1];
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = previous[j - 1] + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                current[j] = Math.Min(substitution, Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[b.Length];
    }
}
