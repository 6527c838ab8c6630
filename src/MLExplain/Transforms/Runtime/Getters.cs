using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExplain.Transforms.Runtime;

/// <summary>The refusals every row and cursor shares, in ML.NET's words.</summary>
internal static class Getters
{
    /// <summary>A getter as the column's own type, or ML.NET's refusal of a wrong one.</summary>
    public static TDelegate As<TDelegate, TValue>(Delegate getter, DataViewType type)
        where TDelegate : Delegate => getter as TDelegate
        ?? throw new InvalidOperationException($"Invalid TValue in GetGetter: '{typeof(TValue)}', expected type: '{type.RawType}'.");

    public static void CheckActive(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Index >= row.Schema.Count || row.Schema[column.Index].Name != column.Name)
        {
            throw new ArgumentOutOfRangeException(nameof(column), $"Column '{column.Name}' (index {column.Index}) is not a column of this row.");
        }

        if (!row.IsColumnActive(column))
        {
            throw new ArgumentOutOfRangeException(nameof(column), $"Column '{column.Name}' is not active in this cursor: name it when the cursor is opened.");
        }
    }

    public static InvalidOperationException NotOnARow() =>
        new("Cannot call value getter in current state: the cursor is before its first row or after its last; call MoveNext first.");
}
