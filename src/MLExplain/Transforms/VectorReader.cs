using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExplain.Transforms;

/// <summary>Takes the vectors of a column over, one slot after the other.</summary>
internal sealed class VectorReader(DataViewRow row, DataViewSchema.Column column, int capacity)
{
    private readonly ValueGetter<VBuffer<float>> _input = row.GetGetter<VBuffer<float>>(column);
    private readonly float[]?[] _slots = new float[]?[capacity];
    private VBuffer<float> _value;

    /// <summary>The vector of a slot, until the next one is read into it.</summary>
    public float[] this[int slot] => _slots[slot]!;

    /// <summary>Takes over the vector of the row the input stands on.</summary>
    public void Read(int slot)
    {
        _input(ref _value);
        var values = _slots[slot] ??= new float[((VectorDataViewType)column.Type).Size];
        if (_value.Length != values.Length)
        {
            throw new InvalidOperationException($"The vector of column '{column.Name}' has {_value.Length} values in a row, but the column's type says {values.Length}.");
        }

        _value.CopyTo(values);
    }

    /// <summary>Why a slot cannot be used, one sentence; null when it can.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="done">What is not done to it, such as <c>explained</c>.</param>
    public string? WhatIsMissing(int slot, string done) => Array.Exists(this[slot], float.IsNaN)
        ? $"Column '{column.Name}' holds NaN, the sign for missing, in this row, so it was not {done}; finite values are expected."
        : null;
}
