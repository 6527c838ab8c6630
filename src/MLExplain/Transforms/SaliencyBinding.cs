using Microsoft.ML;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Transforms.Runtime;

namespace MLExplain.Transforms;

/// <summary>A saliency column bound to a schema.</summary>
internal sealed class SaliencyBinding(
    IClassifier classifier,
    ISaliencyMethod method,
    SaliencyState state,
    DataViewSchema.Column input,
    DataViewSchema.Column? target,
    IReadOnlyList<DataViewSchema.DetachedColumn> outputs,
    Action<string> warn)
    : RowBinding(target is { } column ? [input, column] : [input], outputs)
{
    public override RowComputation Open(DataViewRow row, int capacity) => new SaliencyComputation(
        classifier,
        method,
        state,
        new VectorReader(row, input, capacity),
        target is { } column ? TargetReader.Open(row, column) : null,
        warn,
        capacity);
}
