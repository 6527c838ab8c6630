using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExplain.Transforms;

/// <summary>What an image-shaped column says about itself: the names of its slots, and texts such as the method that made it.</summary>
internal sealed class ImageAnnotations
{
    private readonly DataViewSchema.Annotations.Builder _annotations = new();

    /// <param name="dimensions"><c>[C,H,W]</c> or <c>[H,W]</c>.</param>
    public ImageAnnotations(int[] dimensions)
    {
        var names = new VectorDataViewType(TextDataViewType.Instance, dimensions.Aggregate(1, (product, size) => product * size));
        _annotations.Add("SlotNames", names, (ref VBuffer<ReadOnlyMemory<char>> value) => SlotNames(dimensions, ref value));
    }

    public ImageAnnotations With(string kind, string text)
    {
        _annotations.Add(kind, TextDataViewType.Instance, (ref ReadOnlyMemory<char> value) => value = text.AsMemory());
        return this;
    }

    public DataViewSchema.Annotations ToAnnotations() => _annotations.ToAnnotations();

    /// <summary>c0y0x0, c0y0x1, ... or y0x0, y0x1, ...: made only when somebody asks, there are as many as values.</summary>
    private static void SlotNames(int[] dimensions, ref VBuffer<ReadOnlyMemory<char>> value)
    {
        var (height, width) = (dimensions[^2], dimensions[^1]);
        var channels = dimensions.Length == 3 ? dimensions[0] : 1;
        var editor = VBufferEditor.Create(ref value, channels * height * width);
        for (var i = 0; i < editor.Values.Length; i++)
        {
            var pixel = string.Create(CultureInfo.InvariantCulture, $"y{i / width % height}x{i % width}");
            editor.Values[i] = (dimensions.Length == 3 ? string.Create(CultureInfo.InvariantCulture, $"c{i / (height * width)}{pixel}") : pixel).AsMemory();
        }

        value = editor.Commit();
    }
}
