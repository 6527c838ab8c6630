using System.Globalization;
using Microsoft.ML.Data;

namespace MLExplain.Transforms;

/// <summary>What an image-shaped column says about itself: the names of its slots, and texts.</summary>
internal sealed class ImageAnnotations : TextAnnotations
{
    /// <param name="dimensions"><c>[C,H,W]</c> or <c>[H,W]</c>.</param>
    public ImageAnnotations(int[] dimensions)
    {
        var names = new VectorDataViewType(TextDataViewType.Instance, dimensions.Aggregate(1, (product, size) => product * size));
        Annotations.Add("SlotNames", names, (ref VBuffer<ReadOnlyMemory<char>> value) => SlotNames(dimensions, ref value));
    }

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
