using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms.Image;
using MLExplain.Transforms.Persistence;
using MLExplain.Transforms.Runtime;

namespace MLExplain.Transforms;

/// <summary>Adds the column described at <see cref="OverlayEstimator"/>.</summary>
public sealed class OverlayTransformer : RowTransformer
{
    internal const string LoaderName = "MLExplainOverlay";
    internal const string ExpectedMap = "known-size vector of Single, [C,H,W] or [H,W]";

    private readonly OverlayState _state;

    internal OverlayTransformer(IHostEnvironment environment, OverlayState state)
        : base(environment)
    {
        _state = state;
        BatchSize = state.Options.BatchSize;
    }

    internal static DataViewSchema.DetachedColumn OutputColumn(OverlayState state) =>
        new(state.OutputColumn, state.Preprocessing is { } size ? new ImageDataViewType(size.Height, size.Width) : new ImageDataViewType());

    private protected override RowBinding BindTo(DataViewSchema schema)
    {
        var saliency = ColumnErrors.Find(schema, _state.SaliencyColumn, "input");
        if (saliency.Type is not VectorDataViewType { IsKnownSize: true, Dimensions.Length: 2 or 3 } map || map.ItemType != NumberDataViewType.Single)
        {
            throw ColumnErrors.Mismatch(_state.SaliencyColumn, "input", ExpectedMap, saliency.Type);
        }

        var image = ColumnErrors.Find(schema, _state.ImageColumn, "input");
        PictureReader.Check(image, "input");
        return new OverlayBinding(_state, saliency, image, OutputColumn(_state));
    }

    private protected override void SaveState(ModelSaveContext context) =>
        ModelEntry.Save(context, LoaderName, _state with { Options = _state.Options with { BatchSize = BatchSize } });
}
