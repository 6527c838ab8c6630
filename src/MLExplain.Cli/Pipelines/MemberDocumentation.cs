using System.Reflection;
using System.Xml.Linq;

namespace MLExplain.Cli.Pipelines;

/// <summary>The summaries that the compiler writes beside an assembly.</summary>
internal sealed class MemberDocumentation
{
    private readonly Dictionary<string, string> _summaries;

    private MemberDocumentation(Dictionary<string, string> summaries) => _summaries = summaries;

    /// <exception cref="FileNotFoundException">The documentation file is not beside the assembly.</exception>
    public static MemberDocumentation Load(Assembly assembly)
    {
        var path = Path.ChangeExtension(assembly.Location, ".xml");
        return new(XDocument.Load(path).Descendants("member").Where(m => m.Element("summary") is not null)
            .ToDictionary(m => (string)m.Attribute("name")!, m => string.Join(' ', m.Element("summary")!.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
    }

    /// <summary>What a property means; its type's own summary where it has none.</summary>
    public string? Of(PropertyInfo property) =>
        _summaries.GetValueOrDefault($"P:{property.DeclaringType!.FullName}.{property.Name}") ?? _summaries.GetValueOrDefault($"T:{property.PropertyType.FullName}");
}
