using Microsoft.ML;
using MLExplain.Transforms.Runtime;

namespace MLExplain.Transforms;

/// <summary>A score column bound to a schema.</summary>
internal sealed class MeasureBinding(MeasureTask task, MeasureState state, MeasureInputs inputs, IReadOnlyList<DataViewSchema.DetachedColumn> outputs)
    : RowBinding(inputs.All, outputs)
{
    public override RowComputation Open(DataViewRow row, int capacity) => new MeasureComputation(task, state, new MeasureReader(row, inputs, capacity), capacity);
}
