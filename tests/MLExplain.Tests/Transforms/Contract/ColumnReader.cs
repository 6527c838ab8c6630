using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExplain.Tests.Transforms.Contract;

/// <summary>Reads columns from the row a cursor stands on, into one buffer per column as ML.NET does.</summary>
internal static class ColumnReader
{
    /// <summary>A vector's values, a number as a vector of one, or a picture's levels from 0 to 255.</summary>
    public static Func<float[]> Floats(DataViewRow row, string column)
    {
        if (row.Schema[column].Type is VectorDataViewType)
        {
            var vector = Value<VBuffer<float>>(row, column);
            return () => [.. vector().DenseValues()];
        }

        if (row.Schema[column].Type is NumberDataViewType)
        {
            var number = Value<float>(row, column);
            return () => [number()];
        }

        var image = Value<MLImage>(row, column);
        return () => Levels(image());
    }

    public static Func<T> Value<T>(DataViewRow row, string column)
    {
        var getter = row.GetGetter<T>(row.Schema[column]);
        T value = default!;
        return () =>
        {
            getter(ref value);
            return value;
        };
    }

    public static float[] Levels(MLImage image)
    {
        Assert.Equal(MLPixelFormat.Rgba32, image.PixelFormat);
        return [.. image.Pixels.ToArray().Select(level => (float)level)];
    }
}
