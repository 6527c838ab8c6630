using Microsoft.ML.Data;
using MLExplain.Imaging;
using MLExplain.Transforms.Runtime;

namespace MLExplain.Transforms;

/// <summary>Decodes and preprocesses a block of pictures, each on its own, at the same time.</summary>
internal sealed class ClassifierImageComputation(ClassifierImageState state, PictureReader pictures, Action<string> warn, int capacity) : RowComputation
{
    private readonly float[]?[] _pixels = new float[]?[capacity];
    private readonly Exception?[] _failures = new Exception?[capacity];

    public override void Read(int slot) => pictures.Read(slot);

    public override void Compute(int count, CancellationToken cancellationToken)
    {
        Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellationToken }, Decode);
        if (state.ErrorColumn is not null)
        {
            foreach (var failure in _failures.Take(count).OfType<Exception>())
            {
                warn(failure.Message);
            }
        }
    }

    public override Delegate GetterOf(int output) => output == 0 ? new SlotGetter<VBuffer<float>>(GetPixels) : new SlotGetter<ReadOnlyMemory<char>>(GetError);

    public override void Dispose()
    {
        pictures.Dispose();
        base.Dispose();
    }

    private void Decode(int slot)
    {
        (_pixels[slot], _failures[slot]) = (null, null);
        try
        {
            _pixels[slot] = state.Preprocessing.Apply(pictures.Picture(slot)).Values;
        }
        catch (Exception failure) when (failure is ImageDecodeException or ArgumentException)
        {
            // Kept for whoever reads this row: a bad picture costs its own row, and only if somebody looks at it.
            _failures[slot] = failure;
        }
    }

    private void GetPixels(int slot, ref VBuffer<float> value)
    {
        if (_failures[slot] is { } failure && state.ErrorColumn is null)
        {
            throw new InvalidOperationException(failure.Message, failure);
        }

        var preprocessing = state.Preprocessing;
        var editor = VBufferEditor.Create(ref value, preprocessing.ChannelCount * preprocessing.Height * preprocessing.Width);
        if (_pixels[slot] is { } pixels)
        {
            pixels.CopyTo(editor.Values);
        }
        else
        {
            editor.Values.Fill(float.NaN);
        }

        value = editor.Commit();
    }

    private void GetError(int slot, ref ReadOnlyMemory<char> value) => value = (_failures[slot]?.Message ?? "").AsMemory();
}
