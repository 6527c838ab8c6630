using Microsoft.ML;

namespace MLExplain.Transforms.Runtime;

/// <summary>A transformer applied to one schema: which columns it reads, which it adds, and how rows are computed.</summary>
/// <param name="inputs">The columns of the input schema that every added column depends on.</param>
/// <param name="outputs">The added columns.</param>
internal abstract class RowBinding(IReadOnlyList<DataViewSchema.Column> inputs, IReadOnlyList<DataViewSchema.DetachedColumn> outputs)
{
    public IReadOnlyList<DataViewSchema.Column> Inputs { get; } = inputs;

    public IReadOnlyList<DataViewSchema.DetachedColumn> Outputs { get; } = outputs;

    /// <summary>Starts computing over the rows that <paramref name="input"/> will stand on.</summary>
    /// <param name="input">A row or cursor whose <see cref="Inputs"/> are active.</param>
    /// <param name="capacity">The largest number of rows computed at once.</param>
    public abstract RowComputation Open(DataViewRow input, int capacity);
}
