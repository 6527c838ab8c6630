using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExplain.Transforms;

/// <summary>Reads the class to explain from a column of the types ML.NET uses for classes.</summary>
internal static class TargetReader
{
    public const string Expected = "Int32, Int64 or key of UInt32";

    public static bool CanRead(DataViewType type) =>
        type == NumberDataViewType.Int32 || type == NumberDataViewType.Int64 || (type is KeyDataViewType && type.RawType == typeof(uint));

    /// <summary>Gives the class the current row names, from 0 and not yet compared with the model's; null for a missing key.</summary>
    public static Func<long?> Open(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is KeyDataViewType)
        {
            return Read<uint>(row, column, static key => key == 0 ? null : key - 1L);
        }

        return column.Type == NumberDataViewType.Int32
            ? Read<int>(row, column, static target => target)
            : Read<long>(row, column, static target => target);
    }

    private static Func<long?> Read<T>(DataViewRow row, DataViewSchema.Column column, Func<T, long?> toClass)
    {
        var getter = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            getter(ref value);
            return toClass(value);
        };
    }
}
