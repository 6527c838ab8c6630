using Google.Protobuf;
using MLExplain.Onnx.Proto;
using static MLExplain.Onnx.Proto.AttributeProto.Types;

namespace MLExplain.Onnx;

/// <summary>Reading and writing the attributes of an operator.</summary>
internal static class NodeAttributes
{
    public static AttributeProto? Find(this NodeProto node, string name) => node.Attribute.FirstOrDefault(a => a.Name == name);

    public static long Int(this NodeProto node, string name, long @default) => node.Find(name)?.I ?? @default;

    public static float Float(this NodeProto node, string name, float @default) => node.Find(name)?.F ?? @default;

    public static string Text(this NodeProto node, string name, string @default) => node.Find(name)?.S.ToStringUtf8() ?? @default;

    public static long[]? Ints(this NodeProto node, string name) => node.Find(name) is { } a ? [.. a.Ints] : null;

    public static void Remove(this NodeProto node, string name)
    {
        if (node.Find(name) is { } attribute)
        {
            node.Attribute.Remove(attribute);
        }
    }

    public static AttributeProto Create(string name, object value)
    {
        var attribute = new AttributeProto { Name = name };
        switch (value)
        {
            case int or long or bool:
                (attribute.Type, attribute.I) = (AttributeType.Int, Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case float number:
                (attribute.Type, attribute.F) = (AttributeType.Float, number);
                break;
            case string text:
                (attribute.Type, attribute.S) = (AttributeType.String, ByteString.CopyFromUtf8(text));
                break;
            case IEnumerable<long> integers:
                attribute.Type = AttributeType.Ints;
                attribute.Ints.AddRange(integers);
                break;
            case IEnumerable<float> numbers:
                attribute.Type = AttributeType.Floats;
                attribute.Floats.AddRange(numbers);
                break;
            case TensorProto tensor:
                (attribute.Type, attribute.T) = (AttributeType.Tensor, tensor);
                break;
            default:
                throw new ArgumentException($"Attribute '{name}' cannot hold a {value.GetType().Name}: expected an integer, a float, a string, or longs or floats.", nameof(value));
        }

        return attribute;
    }
}
