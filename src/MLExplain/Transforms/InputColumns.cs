using Microsoft.ML;
using Microsoft.ML.Data;
using MLExplain.Models;
using MLExplain.Transforms.Runtime;

namespace MLExplain.Transforms;

/// <summary>Finds the columns that transforms of a classifier read, or refuses them in ML.NET's words.</summary>
internal static class InputColumns
{
    /// <summary>A column of network inputs.</summary>
    public static DataViewSchema.Column Image(DataViewSchema schema, string name, ImageShape shape) =>
        Vector(schema, name, vector => vector.Size == shape.Length, $"vector of Single of size {shape.Length} ({shape})");

    /// <summary>A vector column of Single that meets a condition.</summary>
    public static DataViewSchema.Column Vector(DataViewSchema schema, string name, Func<VectorDataViewType, bool> fits, string expected)
    {
        var column = ColumnErrors.Find(schema, name, "input");
        return column.Type is VectorDataViewType { IsKnownSize: true } vector && vector.ItemType == NumberDataViewType.Single && fits(vector)
            ? column
            : throw ColumnErrors.Mismatch(name, "input", expected, column.Type);
    }

    /// <summary>The column that names classes; null when there is none.</summary>
    public static DataViewSchema.Column? Target(DataViewSchema schema, string? name)
    {
        if (name is null)
        {
            return null;
        }

        var column = ColumnErrors.Find(schema, name, "target");
        return TargetReader.CanRead(column.Type) ? column : throw ColumnErrors.Mismatch(name, "target", TargetReader.Expected, column.Type);
    }

    /// <summary>Checks a vector column of Single at estimator time, when its size is not known.</summary>
    public static void CheckVector(SchemaShape schema, string name)
    {
        var column = SchemaShapes.Find(schema, name, "input");
        if (column.Kind != SchemaShape.Column.VectorKind.Vector || column.ItemType != NumberDataViewType.Single)
        {
            throw ColumnErrors.Mismatch(name, "input", "known-size vector of Single", ColumnErrors.Describe(column));
        }
    }

    /// <summary>Checks the column that names classes at estimator time; null when there is none.</summary>
    public static void CheckTarget(SchemaShape schema, string? name)
    {
        if (name is null)
        {
            return;
        }

        var column = SchemaShapes.Find(schema, name, "target");
        if (column.Kind != SchemaShape.Column.VectorKind.Scalar || !(column.IsKey || TargetReader.CanRead(column.ItemType)))
        {
            throw ColumnErrors.Mismatch(name, "target", TargetReader.Expected, ColumnErrors.Describe(column));
        }
    }
}
