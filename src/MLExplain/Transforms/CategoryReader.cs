using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLExplain.Transforms.Runtime;

namespace MLExplain.Transforms;

/// <summary>Reads the name of a class or group from a column of the types ML.NET uses for them.</summary>
internal static class CategoryReader
{
    private const string Expected = "text, Boolean, a number, or a key of UInt32 whose values have names (as MapValueToKey makes them)";

    private static readonly Dictionary<Type, Source> Sources = new Source[]
    {
        new Source<ReadOnlyMemory<char>>(CategoryKind.Text), new Source<bool>(CategoryKind.Boolean), new Source<float>(), new Source<double>(), new Source<sbyte>(), new Source<short>(),
        new Source<int>(), new Source<long>(), new Source<byte>(), new Source<ushort>(), new Source<uint>(), new Source<ulong>(),
    }.ToDictionary(source => source.Type);

    /// <summary>What the names of a column are made of; of a key, its values.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column holds something else.</exception>
    public static CategoryKind KindOf(DataViewSchema.Column column, string role) => SourceOf(column, role).Kind;

    /// <summary>Gives the name the current row has in a column; empty where it is missing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column holds something else.</exception>
    public static Func<string> Open(DataViewRow row, DataViewSchema.Column column, string role)
    {
        var source = SourceOf(column, role);
        if (column.Type is not KeyDataViewType)
        {
            return source.Open(row, column);
        }

        var names = source.KeyNames(column);
        var getter = row.GetGetter<uint>(column);
        uint key = 0;
        return () =>
        {
            getter(ref key);
            return key == 0 ? "" : names[key - 1];
        };
    }

    private static Source SourceOf(DataViewSchema.Column column, string role) =>
        Sources.GetValueOrDefault(NamedBy(column)?.RawType ?? typeof(object)) ?? throw ColumnErrors.Mismatch(column.Name, role, Expected, column.Type);

    private static DataViewType? NamedBy(DataViewSchema.Column column) => column.Type is not KeyDataViewType ? column.Type
        : column.Type.RawType != typeof(uint) ? null
        : (column.Annotations.Schema.GetColumnOrNull(Source.KeyValues)?.Type as VectorDataViewType)?.ItemType;

    private abstract class Source(Type type, CategoryKind kind)
    {
        public const string KeyValues = "KeyValues";

        public Type Type => type;

        public CategoryKind Kind => kind;

        public abstract Func<string> Open(DataViewRow row, DataViewSchema.Column column);

        public abstract string[] KeyNames(DataViewSchema.Column column);
    }

    private sealed class Source<T>(CategoryKind kind = CategoryKind.Number) : Source(typeof(T), kind)
    {
        public override Func<string> Open(DataViewRow row, DataViewSchema.Column column)
        {
            var getter = row.GetGetter<T>(column);
            T value = default!;
            return () =>
            {
                getter(ref value);
                return Name(value);
            };
        }

        public override string[] KeyNames(DataViewSchema.Column column)
        {
            var values = default(VBuffer<T>);
            column.Annotations.GetValue(KeyValues, ref values);
            return [.. values.DenseValues().Select(Name)];
        }

        private static string Name(T value) => value switch
        {
            bool truth => truth ? "true" : "false",
            float.NaN or double.NaN => "",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value!.ToString()!,
        };
    }
}
