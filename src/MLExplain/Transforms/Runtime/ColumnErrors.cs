using Microsoft.ML;

namespace MLExplain.Transforms.Runtime;

/// <summary>Schema errors, in the words and exception type ML.NET's own transforms use.</summary>
#pragma warning disable CA2208 // The argument at fault is the input schema of the estimator or transformer that calls.
internal static class ColumnErrors
{
    public static DataViewSchema.Column Find(DataViewSchema schema, string name, string role)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return schema.GetColumnOrNull(name) ?? throw NotFound(name, role);
    }

    public static ArgumentOutOfRangeException NotFound(string name, string role) =>
        new("inputSchema", $"Could not find {role} column '{name}'");

    public static ArgumentOutOfRangeException Mismatch(string name, string role, string expected, object actual) =>
        new("inputSchema", $"Schema mismatch for {role} column '{name}': expected {expected}, got {actual}");

    /// <summary>How a column's estimator-time type reads in a message.</summary>
    public static string Describe(SchemaShape.Column column) =>
        column.Kind == SchemaShape.Column.VectorKind.Scalar ? $"{column.ItemType}" : $"{column.Kind} of {column.ItemType}";
}
