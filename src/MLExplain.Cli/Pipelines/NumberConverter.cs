using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace MLExplain.Cli.Pipelines;

/// <summary>Reads the numbers of pipeline files; what is none is refused with its key and the form expected. One number may stand for a list of one.</summary>
/// <param name="key">The key whose value is being read.</param>
internal sealed class NumberConverter(Func<string> key) : IYamlTypeConverter
{
    public bool Accepts(Type type) => type == typeof(int) || type == typeof(int?) || type == typeof(float) || type == typeof(double) || type == typeof(float[]);

    public object? ReadYaml(IParser parser, Type type, ObjectDeserializer rootDeserializer)
    {
        if (type == typeof(float[]))
        {
            return List(parser);
        }

        if (type == typeof(float))
        {
            return Read(parser, Number.Real, Number.RealForm);
        }

        if (type == typeof(double))
        {
            return Read(parser, Number.Precise, Number.RealForm);
        }

        var isAbsent = type == typeof(int?) && parser.Accept<Scalar>(out var scalar) && scalar is { Style: ScalarStyle.Plain, Value: "" or "~" or "null" };
        return isAbsent && parser.MoveNext() ? null : Read(parser, Number.Whole, Number.WholeForm);
    }

    public void WriteYaml(IEmitter emitter, object? value, Type type, ObjectSerializer serializer) => throw new NotSupportedException("Pipeline files are read, never written.");

    private float[] List(IParser parser)
    {
        const string form = "numbers with a point as their decimal sign, such as [0.4, 0.5, 0.6]";
        if (!parser.TryConsume<SequenceStart>(out _))
        {
            return [Read(parser, Number.Real, form)];
        }

        var values = new List<float>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            values.Add(Read(parser, Number.Real, form));
        }

        return [.. values];
    }

    private T Read<T>(IParser parser, Func<string, T?> parse, string form)
        where T : struct
    {
        if (!parser.TryConsume<Scalar>(out var scalar))
        {
            var found = parser.Current!;
            throw new YamlException(found.Start, found.End, $"{key()} takes {form}, but a list or a section was found.");
        }

        return parse(scalar.Value) ?? throw new YamlException(scalar.Start, scalar.End, $"{key()} takes {form}, but '{scalar.Value}' was found.");
    }
}
