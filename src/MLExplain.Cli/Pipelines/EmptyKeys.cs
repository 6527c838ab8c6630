using System.Collections;
using System.Reflection;
using MLExplain.Cli.Pipelines.Sections;

namespace MLExplain.Cli.Pipelines;

/// <summary>A key without a value is one that is not there: it has its default, or is refused where there is none.</summary>
internal static class EmptyKeys
{
    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>Fills defaults into a section and everything below it.</summary>
    /// <param name="section">The section, as it was read.</param>
    /// <param name="path">The file.</param>
    /// <param name="place">Where the section stands in it; empty for the whole.</param>
    /// <exception cref="ConfigurationException">A key without a default, or an entry of a list, is empty.</exception>
    public static void FillIn(object section, string path, string place = "")
    {
        var defaults = Activator.CreateInstance(section.GetType())!;
        var above = place.Length == 0 ? "" : place.EndsWith(',') ? place + " " : place + ".";
        foreach (var property in section.GetType().GetProperties().Where(p => p.SetMethod is not null && p.GetIndexParameters().Length == 0))
        {
            var name = $"{above}{char.ToLowerInvariant(property.Name[0])}{property.Name[1..]}";
            var value = property.GetValue(section);
            if (value is null && property.GetValue(defaults) is { } usual)
            {
                property.SetValue(section, value = usual);
            }

            if (value is null && !IsNullable(property))
            {
                throw new ConfigurationException($"{path}: {name} is empty: fill it in.");
            }

            Below(value, path, name);
        }
    }

    private static bool IsNullable(PropertyInfo property)
    {
        lock (Nullability)
        {
            return Nullability.Create(property).ReadState == NullabilityState.Nullable;
        }
    }

    private static void Below(object? value, string path, string name)
    {
        switch (value)
        {
            case null or string:
                return;
            case IDictionary texts:
                foreach (DictionaryEntry entry in texts)
                {
                    Entry(entry.Value, path, $"{name}.{entry.Key}");
                }

                return;
            case IEnumerable entries:
                foreach (var (index, entry) in entries.Cast<object?>().Index())
                {
                    Entry(entry, path, FormattableString.Invariant($"{name}, entry {index + 1},"));
                }

                return;
            case { } when SectionTypes.Contains(value.GetType()):
                FillIn(value, path, name);
                return;
        }
    }

    private static void Entry(object? entry, string path, string name) => Below(entry ?? throw new ConfigurationException($"{path}: {name} is empty: fill it in, or take it out."), path, name);
}
