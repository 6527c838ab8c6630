namespace MLExplain.Tensors;

/// <summary>A dense float32 tensor in row-major order; images are <c>[N,C,H,W]</c> or <c>[C,H,W]</c>.</summary>
/// <remarks>The values are shared, not copied: whoever passes an array gives it away.</remarks>
public sealed class Tensor
{
    private readonly int[] _shape;
    private readonly float[] _values;

    /// <summary>Wraps <paramref name="values"/> without copying.</summary>
    /// <param name="shape">Size of each axis, outermost first; every size ≥ 0.</param>
    /// <param name="values">The elements in row-major order; as many as the product of <paramref name="shape"/>.</param>
    /// <exception cref="ArgumentException">The number of values is not the product of the shape.</exception>
    public Tensor(ReadOnlySpan<int> shape, float[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var length = CountElements(shape);
        if (length != values.Length)
        {
            throw new ArgumentException($"Shape [{string.Join(',', shape.ToArray())}] holds {length} elements but {values.Length} were given.", nameof(values));
        }

        _shape = shape.ToArray();
        _values = values;
    }

    /// <summary>Makes a tensor of zeros.</summary>
    /// <param name="shape">Size of each axis, outermost first.</param>
    public Tensor(params ReadOnlySpan<int> shape)
        : this(shape, new float[CountElements(shape)])
    {
    }

    /// <summary>Size of each axis, outermost first.</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary>Number of axes.</summary>
    public int Rank => _shape.Length;

    /// <summary>Number of elements.</summary>
    public int Length => _values.Length;

    /// <summary>The elements, row-major; the tensor's own memory.</summary>
    public float[] Values => _values;

    /// <summary>The elements of one entry of the leading axis (one image of a batch); the tensor's own memory.</summary>
    /// <param name="index">Position on the leading axis.</param>
    public Span<float> Row(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)_shape[0], nameof(index));
        var size = _values.Length / _shape[0];
        return _values.AsSpan(index * size, size);
    }

    /// <summary>The same elements under another shape; memory is shared.</summary>
    /// <param name="shape">A shape with the same number of elements.</param>
    public Tensor Reshape(params ReadOnlySpan<int> shape) => new(shape, _values);

    /// <summary>A copy with its own memory.</summary>
    public Tensor Clone() => new(_shape, (float[])_values.Clone());

    /// <inheritdoc/>
    public override string ToString() => $"Tensor[{string.Join(',', _shape)}]";

    private static int CountElements(ReadOnlySpan<int> shape)
    {
        var length = 1;
        foreach (var size in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(size, nameof(shape));
            length = checked(length * size);
        }

        return length;
    }
}
