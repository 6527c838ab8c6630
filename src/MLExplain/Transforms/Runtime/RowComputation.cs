namespace MLExplain.Transforms.Runtime;

/// <summary>Gives the value computed for one slot of a block.</summary>
/// <typeparam name="T">The raw type of the column.</typeparam>
/// <param name="slot">Position in the block.</param>
/// <param name="value">Receives the value; its buffers are reused.</param>
internal delegate void SlotGetter<T>(int slot, ref T value);

/// <summary>Computes the added columns of a block of rows: the inputs are read row by row, then the block is computed at once.</summary>
/// <remarks>Belongs to one cursor; never used by two threads.</remarks>
internal abstract class RowComputation : IDisposable
{
    /// <summary>Takes over the inputs of the row the input stands on.</summary>
    public abstract void Read(int slot);

    /// <summary>Computes the first <paramref name="count"/> slots.</summary>
    public abstract void Compute(int count, CancellationToken cancellationToken);

    /// <summary>The <see cref="SlotGetter{T}"/> of an added column, typed as the column is.</summary>
    public abstract Delegate GetterOf(int output);

    /// <summary>Releases what the slots hold.</summary>
    public virtual void Dispose()
    {
    }
}
