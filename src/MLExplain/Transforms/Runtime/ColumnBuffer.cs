using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace MLExplain.Transforms.Runtime;

/// <summary>The values of one column over a block of rows, each with its own memory.</summary>
internal abstract class ColumnBuffer : IDisposable
{
    private static readonly MethodInfo CreateValuesMethod = ((Func<DataViewRow, DataViewSchema.Column, int, ColumnBuffer>)CreateValues<int>).Method.GetGenericMethodDefinition();
    private static readonly MethodInfo CreateVectorsMethod = ((Func<DataViewRow, DataViewSchema.Column, int, ColumnBuffer>)CreateVectors<int>).Method.GetGenericMethodDefinition();

    /// <summary>The <see cref="SlotGetter{T}"/> of the stored values, typed as the column is.</summary>
    public abstract Delegate Getter { get; }

    public static ColumnBuffer Create(DataViewRow input, DataViewSchema.Column column, int capacity)
    {
        var (method, type) = column.Type switch
        {
            ImageDataViewType => (null, null),
            VectorDataViewType vector => (CreateVectorsMethod, vector.ItemType.RawType),
            _ => (CreateValuesMethod, column.Type.RawType),
        };
        return method is null
            ? new Images(input.GetGetter<MLImage>(column), capacity)
            : (ColumnBuffer)method.MakeGenericMethod(type!).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [input, column, capacity], null)!;
    }

    public abstract void Store(int slot);

    public virtual void Dispose()
    {
    }

    private static Values<T> CreateValues<T>(DataViewRow input, DataViewSchema.Column column, int capacity) => new(input.GetGetter<T>(column), capacity);

    private static Vectors<T> CreateVectors<T>(DataViewRow input, DataViewSchema.Column column, int capacity) => new(input.GetGetter<VBuffer<T>>(column), capacity);

    private sealed class Values<T>(ValueGetter<T> input, int capacity) : ColumnBuffer
    {
        private readonly T[] _slots = new T[capacity];

        public override Delegate Getter => new SlotGetter<T>((int slot, ref T value) => value = _slots[slot]);

        public override void Store(int slot) => input(ref _slots[slot]);
    }

    private sealed class Vectors<T>(ValueGetter<VBuffer<T>> input, int capacity) : ColumnBuffer
    {
        private readonly VBuffer<T>[] _slots = new VBuffer<T>[capacity];

        public override Delegate Getter => new SlotGetter<VBuffer<T>>((int slot, ref VBuffer<T> value) => _slots[slot].CopyTo(ref value));

        public override void Store(int slot) => input(ref _slots[slot]);
    }

    /// <summary>Pictures are handed out as copies, because whoever asks for a picture disposes it.</summary>
    private sealed class Images(ValueGetter<MLImage> input, int capacity) : ColumnBuffer
    {
        private readonly MLImage?[] _slots = new MLImage?[capacity];

        public override Delegate Getter => new SlotGetter<MLImage>((int slot, ref MLImage value) =>
        {
            value?.Dispose();
            value = Copy(_slots[slot])!;
        });

        public override void Store(int slot) => input(ref _slots[slot]!);

        public override void Dispose()
        {
            foreach (var image in _slots)
            {
                image?.Dispose();
            }

            base.Dispose();
        }

        private static MLImage? Copy(MLImage? image)
        {
            if (image is null)
            {
                return null;
            }

            var copy = MLImage.CreateFromPixels(image.Width, image.Height, image.PixelFormat, image.Pixels);
            copy.Tag = image.Tag;
            return copy;
        }
    }
}
