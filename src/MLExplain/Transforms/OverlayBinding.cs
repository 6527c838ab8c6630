using Microsoft.ML;
using Microsoft.ML.Data;
using MLExplain.Transforms.Runtime;

namespace MLExplain.Transforms;

/// <summary>An overlay column bound to a schema.</summary>
internal sealed class OverlayBinding(
    OverlayState state, DataViewSchema.Column saliency, DataViewSchema.Column image, DataViewSchema.DetachedColumn output)
    : RowBinding([saliency, image], [output])
{
    public override RowComputation Open(DataViewRow row, int capacity) => new OverlayComputation(
        state,
        row.GetGetter<VBuffer<float>>(saliency),
        [.. ((VectorDataViewType)saliency.Type).Dimensions],
        PictureReader.Open(row, image, state.Options.ImageFolder, capacity),
        capacity);
}
