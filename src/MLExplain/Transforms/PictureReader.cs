using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using MLExplain.Imaging;
using MLExplain.Transforms.Runtime;

namespace MLExplain.Transforms;

/// <summary>Takes pictures from a column of paths or of <see cref="MLImage"/>.</summary>
internal abstract class PictureReader : IDisposable
{
    private const string Expected = "Text (a path) or MLImage";

    public static void Check(DataViewSchema.Column column, string role)
    {
        if (column.Type is not (TextDataViewType or ImageDataViewType))
        {
            throw ColumnErrors.Mismatch(column.Name, role, Expected, column.Type);
        }
    }

    public static void Check(SchemaShape.Column column, string role)
    {
        if (column.Kind != SchemaShape.Column.VectorKind.Scalar || column.ItemType is not (TextDataViewType or ImageDataViewType))
        {
            throw ColumnErrors.Mismatch(column.Name, role, Expected, ColumnErrors.Describe(column));
        }
    }

    public static PictureReader Open(DataViewRow row, DataViewSchema.Column column, string? folder, int capacity) => column.Type is TextDataViewType
        ? new Files(row.GetGetter<ReadOnlyMemory<char>>(column), folder, capacity)
        : new Images(row.GetGetter<MLImage>(column), column.Name, capacity);

    /// <summary>Takes over the picture, or the way to it, of the row the input stands on.</summary>
    public abstract void Read(int slot);

    /// <summary>The picture of a slot; may be called from several threads for different slots.</summary>
    /// <exception cref="ImageDecodeException">It cannot be decoded.</exception>
    public abstract RgbImage Picture(int slot);

    public virtual void Dispose()
    {
    }

    private sealed class Files(ValueGetter<ReadOnlyMemory<char>> input, string? folder, int capacity) : PictureReader
    {
        private readonly string[] _paths = new string[capacity];
        private ReadOnlyMemory<char> _value;

        public override void Read(int slot)
        {
            input(ref _value);
            _paths[slot] = _value.ToString();
        }

        public override RgbImage Picture(int slot) =>
            ImageDecoder.Decode(folder is null || _paths[slot].Length == 0 ? _paths[slot] : Path.Combine(folder, _paths[slot]));
    }

    private sealed class Images(ValueGetter<MLImage> input, string column, int capacity) : PictureReader
    {
        private readonly RgbImage?[] _pictures = new RgbImage?[capacity];
        private MLImage? _value;

        public override void Read(int slot)
        {
            input(ref _value!);
            _pictures[slot] = _value is null ? null : MLImages.ToRgb(_value);
        }

        public override RgbImage Picture(int slot) => _pictures[slot]
            ?? throw new ImageDecodeException($"Column '{column}' holds no picture (null) in this row; an MLImage is expected.");

        public override void Dispose()
        {
            _value?.Dispose();
            base.Dispose();
        }
    }
}
