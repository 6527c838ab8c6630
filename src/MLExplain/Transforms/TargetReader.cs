using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExplain.Transforms;

/// <summary>Reads the class to explain from a column of the types ML.NET uses for classes.</summary>
internal static class TargetReader
{
    public const string Expected = "Int32, Int64 or key of UInt32";

    public static bool CanRead(DataViewType type) =>
        type == NumberDataViewType.Int32 || type == NumberDataViewType.Int64 || (type is KeyDataViewType && type.RawType == typeof(uint));

    /// <summary>Where the classes come from, for annotations.</summary>
    public static string Describe(string? column) => column is null ? "highest logit" : $"column {column}";

    /// <summary>Why a row that names no class cannot be used, one sentence.</summary>
    public static string WhatIsMissing(string? column, string done) =>
        $"Column '{column}' holds a missing key in this row, so it was not {done}; a class of the model is expected.";

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
