using System.Reflection;
using System.Runtime.CompilerServices;
using MLExplain.Cli.Pipelines.Sections;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace MLExplain.Cli.Pipelines;

/// <summary>
/// Reads a section whose keys are all left out, or commented out, as one of defaults: 'audit:' with nothing below it still asks for an audit. A section that needs a key is refused,
/// and so is a section or a list where one value is expected.
/// </summary>
/// <param name="key">The key whose value is being read.</param>
internal sealed class EmptySection(Func<string> key) : INodeDeserializer
{
    public bool Deserialize(IParser reader, Type expectedType, Func<IParser, Type, object?> nestedObjectDeserializer, out object? value, ObjectDeserializer rootDeserializer)
    {
        value = null;
        if (IsSection(expectedType) && reader.Accept<Scalar>(out var scalar) && IsNull(scalar))
        {
            Require(expectedType, scalar);
            reader.MoveNext();
            value = Activator.CreateInstance(expectedType);
            return true;
        }

        // Numbers have a reader of their own.
        if (expectedType.IsEnum || expectedType == typeof(string))
        {
            RequireValue(reader, expectedType.IsEnum);
        }

        return false;
    }

    /// <summary>Whether nothing, or one of YAML's words for nothing, stands there.</summary>
    public static bool IsNull(Scalar scalar) => scalar is { Style: ScalarStyle.Plain, Value: "" or "~" or "null" or "Null" or "NULL" };

    private static bool IsSection(Type type) => SectionTypes.Contains(type) && type != typeof(GateSection);

    private static void Require(Type section, Scalar scalar)
    {
        string[] required = [.. section.GetProperties().Where(p => p.GetCustomAttribute<RequiredMemberAttribute>() is not null).Select(p => char.ToLowerInvariant(p.Name[0]) + p.Name[1..])];
        if (section == typeof(PreprocessingSection))
        {
            throw new YamlException(scalar.Start, scalar.End, "preprocessing is empty: say how a picture becomes the network's input, as in training; 'resize: stretch' alone states the defaults.");
        }

        if (required.Length > 0)
        {
            throw new YamlException(scalar.Start, scalar.End, $"a section is empty here: expected one with {string.Join(", ", required)}.");
        }
    }

    private void RequireValue(IParser reader, bool isChoice)
    {
        if (isChoice && reader.Accept<Scalar>(out var scalar) && IsNull(scalar))
        {
            throw new YamlException(scalar.Start, scalar.End, $"{key()} is empty: fill it in, or take the key out.");
        }

        if (reader.Current is MappingStart or SequenceStart)
        {
            throw new YamlException(reader.Current.Start, reader.Current.End, $"{key()} takes one value, but a {(reader.Current is MappingStart ? "section" : "list")} was found.");
        }
    }
}
