using Microsoft.ML;
using MLExplain.Transforms.Runtime;

namespace MLExplain.Transforms;

/// <summary>An image column bound to a schema.</summary>
internal sealed class ClassifierImageBinding(
    ClassifierImageState state, DataViewSchema.Column input, IReadOnlyList<DataViewSchema.DetachedColumn> outputs, Action<string> warn)
    : RowBinding([input], outputs)
{
    public override RowComputation Open(DataViewRow row, int capacity) =>
        new ClassifierImageComputation(state, PictureReader.Open(row, input, state.ImageFolder, capacity), warn, capacity);
}
