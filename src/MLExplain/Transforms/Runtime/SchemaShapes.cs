using Microsoft.ML;

namespace MLExplain.Transforms.Runtime;

/// <summary>What estimators do with schema shapes.</summary>
internal static class SchemaShapes
{
    /// <summary>The column of that name, or ML.NET's refusal.</summary>
    public static SchemaShape.Column Find(SchemaShape schema, string name, string role)
    {
        ArgumentNullException.ThrowIfNull(schema);
        foreach (var column in schema)
        {
            if (column.Name == name)
            {
                return column;
            }
        }

        throw ColumnErrors.NotFound(name, role);
    }

    /// <summary>The shape after adding columns; an added column replaces its namesake.</summary>
    public static SchemaShape Add(SchemaShape schema, IEnumerable<DataViewSchema.DetachedColumn> added)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(added);
        var shapes = MlNetAccess.ShapeOf(builder.ToSchema());
        var names = shapes.Select(column => column.Name).ToHashSet();
        return new SchemaShape(schema.Where(column => !names.Contains(column.Name)).Concat(shapes));
    }
}
