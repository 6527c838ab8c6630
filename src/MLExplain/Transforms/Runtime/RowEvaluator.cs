using Microsoft.ML;

namespace MLExplain.Transforms.Runtime;

/// <summary>Computes the row an input stands on, once per position and only when a value is asked for.</summary>
internal sealed class RowEvaluator(DataViewRow input, RowBinding binding, CancellationToken cancellationToken) : IDisposable
{
    private readonly RowComputation _computation = binding.Open(input, capacity: 1);
    private long _computed = -1;

    public ValueGetter<T> Getter<T>(int output)
    {
        var slots = Getters.As<SlotGetter<T>, T>(_computation.GetterOf(output), binding.Outputs[output].Type);
        return (ref T value) =>
        {
            ComputeCurrentRow();
            slots(0, ref value);
        };
    }

    public void Dispose() => _computation.Dispose();

    private void ComputeCurrentRow()
    {
        var position = input.Position;
        if (position < 0)
        {
            throw Getters.NotOnARow();
        }

        if (position != _computed)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _computed = -1;
            _computation.Read(0);
            _computation.Compute(1, cancellationToken);
            _computed = position;
        }
    }
}
