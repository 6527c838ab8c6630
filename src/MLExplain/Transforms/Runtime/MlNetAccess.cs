using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace MLExplain.Transforms.Runtime;

/// <summary>Members ML.NET 5 keeps internal and an estimator outside its assemblies cannot do without.</summary>
/// <remarks>A member renamed in a later ML.NET shows as <see cref="MissingMethodException"/> on the first call, never as a wrong result.</remarks>
internal static class MlNetAccess
{
    /// <summary>The environment of the context a catalog belongs to.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Microsoft.ML.Data.IInternalCatalog.get_Environment")]
    public static extern IHostEnvironment EnvironmentOf(TransformsCatalog catalog);

    /// <summary>The estimator-time shape of a schema.</summary>
    public static SchemaShape ShapeOf(DataViewSchema schema) => CreateShape(null, schema);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "Create")]
    private static extern SchemaShape CreateShape(SchemaShape? declaringType, DataViewSchema schema);
}
