using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExplain.Transforms;

/// <summary>A saliency column: its type, and what it says about itself.</summary>
internal static class SaliencyColumn
{
    public static DataViewSchema.DetachedColumn Describe(SaliencyState state, IReadOnlyList<int> shape, string modelHash)
    {
        int[] dimensions = state.Reduction is null ? [.. shape] : [shape[^2], shape[^1]];
        var annotations = new ImageAnnotations(dimensions)
            .With("MLExplain.Method", state.Method)
            .With("MLExplain.Options", state.MethodOptions)
            .With("MLExplain.Target", state.TargetColumn is { } column ? $"column {column}" : "highest logit")
            .With("MLExplain.Reduction", state.Reduction?.ToString() ?? "none")
            .With("MLExplain.ModelHash", modelHash);
        return new DataViewSchema.DetachedColumn(state.OutputColumn, new VectorDataViewType(NumberDataViewType.Single, dimensions), annotations.ToAnnotations());
    }
}
