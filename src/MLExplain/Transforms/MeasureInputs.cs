using Microsoft.ML;
using Microsoft.ML.Data;
using MLExplain.Models;

namespace MLExplain.Transforms;

/// <summary>The columns that a measure reads, found in a schema.</summary>
internal sealed record MeasureInputs(DataViewSchema.Column? Image, DataViewSchema.Column? Map, DataViewSchema.Column? Mask, DataViewSchema.Column? Target)
{
    public IReadOnlyList<DataViewSchema.Column> All => [.. new[] { Image, Map, Mask, Target }.OfType<DataViewSchema.Column>()];

    /// <summary>Finds and checks them.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="state">Their names.</param>
    /// <param name="shape">What the model takes; null for measures that ask none.</param>
    public static MeasureInputs Find(DataViewSchema schema, MeasureState state, ImageShape? shape)
    {
        DataViewSchema.Column? image = state.ImageColumn is { } imageName ? InputColumns.Image(schema, imageName, shape!.Value) : null;
        DataViewSchema.Column? map = state.SaliencyColumn is { } mapName ? FindMap(schema, mapName, shape) : null;
        DataViewSchema.Column? mask = state.MaskColumn is { } maskName ? FindMask(schema, maskName, SizeOf(map!.Value)) : null;
        return new(image, map, mask, InputColumns.Target(schema, state.TargetColumn));
    }

    /// <summary>Size of the pictures in a column of <c>[C,H,W]</c> or <c>[H,W]</c>.</summary>
    public static (int Height, int Width) SizeOf(DataViewSchema.Column column) => SizeOf((VectorDataViewType)column.Type);

    private static (int Height, int Width) SizeOf(VectorDataViewType vector) => (vector.Dimensions[^2], vector.Dimensions[^1]);

    private static DataViewSchema.Column FindMap(DataViewSchema schema, string name, ImageShape? shape)
    {
        var (height, width) = shape is { } known ? ($"{known.Height}", $"{known.Width}") : ("H", "W");
        return InputColumns.Vector(
            schema,
            name,
            vector => vector.Dimensions.Length is 2 or 3 && (shape is not { } model || SizeOf(vector) == (model.Height, model.Width)),
            $"known-size vector of Single, [C,{height},{width}] or [{height},{width}]");
    }

    private static DataViewSchema.Column FindMask(DataViewSchema schema, string name, (int Height, int Width) map)
    {
        var pixels = map.Height * map.Width;
        return InputColumns.Vector(schema, name, vector => vector.Size == pixels, $"vector of Single of size {pixels}, one value for each pixel of the map ({map.Height}x{map.Width})");
    }
}
