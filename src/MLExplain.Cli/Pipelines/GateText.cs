using MLExplain.Cli.Pipelines.Sections;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace MLExplain.Cli.Pipelines;

/// <summary>Reads gates that are written as one text; those written as sections are read as sections are.</summary>
internal sealed class GateText : INodeDeserializer
{
    public bool Deserialize(IParser reader, Type expectedType, Func<IParser, Type, object?> nestedObjectDeserializer, out object? value, ObjectDeserializer rootDeserializer)
    {
        value = null;
        if (expectedType != typeof(GateSection) || !reader.TryConsume<Scalar>(out var scalar))
        {
            return false;
        }

        try
        {
            value = GateSection.Parse(scalar.Value);
            return true;
        }
        catch (ArgumentException e)
        {
            throw new YamlException(scalar.Start, scalar.End, Sentence.Of(e));
        }
    }
}
