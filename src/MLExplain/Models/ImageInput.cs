using MLExplain.Onnx;
using MLExplain.Onnx.Proto;

namespace MLExplain.Models;

/// <summary>The graph input that takes the image, and the order of its axes.</summary>
internal sealed record ImageInput(string Name, ImageLayout Layout, ImageShape Shape, long? FixedBatch)
{
    private const int MostColourChannels = 4;

    public static ImageInput Find(OnnxModel model, OnnxClassifierOptions options)
    {
        var candidates = Inputs(model).Where(i => options.Input is { } wanted ? i.Name == wanted : IsImage(i)).ToList();
        if (candidates is not [var input] || !IsImage(input))
        {
            throw new OnnxFormatException(
                $"'{model.Name}' has {(candidates.Count > 1 ? "several possible image inputs" : "no image input" + (options.Input is { } name ? $" called '{name}'" : ""))}: "
                + $"found {string.Join("; ", Inputs(model).Select(Describe))}. "
                + "Expected one float tensor of four axes, [N,C,H,W] or [N,H,W,C]; name it with the option Input.");
        }

        var dims = input.Type.TensorType.Shape.Dim.Select(d => d.HasDimValue && d.DimValue > 0 ? d.DimValue : (long?)null).ToArray();
        var layout = FindLayout(model, input.Name, dims);
        var (c, h, w) = layout == ImageLayout.Nchw ? (1, 2, 3) : (3, 1, 2);
        var channels = dims[c] ?? FirstConvolutionChannels(model, input.Name)
            ?? throw new OnnxFormatException($"The image input of '{model.Name}', {Describe(input)}, leaves its number of channels open, and no convolution tells it.");
        return new ImageInput(
            input.Name, layout, new ImageShape((int)channels, Size(model, input, dims[h], options.InputSize?.Height), Size(model, input, dims[w], options.InputSize?.Width)), dims[0]);
    }

    public static string Describe(ValueInfoProto value)
    {
        var shape = value.Type?.TensorType?.Shape?.Dim.Select(d => d.HasDimValue ? d.DimValue.ToString(System.Globalization.CultureInfo.InvariantCulture) : d.HasDimParam ? d.DimParam : "?");
        return $"{value.Name}: {(TensorProto.Types.DataType)(value.Type?.TensorType?.ElemType ?? 0)} [{string.Join(',', shape ?? ["?"])}]";
    }

    private static IEnumerable<ValueInfoProto> Inputs(OnnxModel model)
    {
        var names = model.InputNames.ToHashSet();
        return model.Graph.Input.Where(i => names.Contains(i.Name));
    }

    private static bool IsImage(ValueInfoProto input) =>
        input.Type?.TensorType is { Shape.Dim.Count: 4 } tensor
        && (TensorProto.Types.DataType)tensor.ElemType is TensorProto.Types.DataType.Float or TensorProto.Types.DataType.Float16;

    private static int Size(OnnxModel model, ValueInfoProto input, long? inFile, int? wanted) => (inFile, wanted) switch
    {
        (null, null) => throw new OnnxFormatException(
            $"The image input of '{model.Name}', {Describe(input)}, leaves its height or width open: say which to use with the option InputSize, such as 224x224."),
        (null, { } size) when size > 0 => size,
        ({ } size, null) => (int)size,
        ({ } size, { } same) when size == same => same,
        _ => throw new ArgumentException($"InputSize does not fit the image input of '{model.Name}', {Describe(input)}: leave it out, or give the size the file states."),
    };

    /// <summary>ONNX convolutions take channels first, so a channels-last input meets a Transpose before its first convolution.</summary>
    private static ImageLayout FindLayout(OnnxModel model, string input, long?[] dims)
    {
        foreach (var node in Downstream(model, input))
        {
            if (node.OpType == "Transpose")
            {
                return node.Ints("perm") is [0, 3, 1, 2] ? ImageLayout.Nhwc : ImageLayout.Nchw;
            }

            if (node.OpType == "Conv")
            {
                return ImageLayout.Nchw;
            }
        }

        return dims[3] is <= MostColourChannels && dims[1] is null or > MostColourChannels ? ImageLayout.Nhwc : ImageLayout.Nchw;
    }

    private static long? FirstConvolutionChannels(OnnxModel model, string input)
    {
        var convolution = Downstream(model, input).FirstOrDefault(n => n.OpType == "Conv");
        var weight = convolution is null ? null : model.Graph.Initializer.FirstOrDefault(t => t.Name == convolution.Input[1]);
        return weight?.Dims[1] * convolution?.Int("group", 1);
    }

    /// <summary>Nodes that the image reaches, nearest first.</summary>
    private static IEnumerable<NodeProto> Downstream(OnnxModel model, string input)
    {
        var reached = new HashSet<string> { input };
        foreach (var node in model.Graph.Node.Where(n => n.Input.Any(reached.Contains)))
        {
            reached.UnionWith(node.Output);
            yield return node;
        }
    }
}
