using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExplain.Transforms;

/// <summary>A saliency column and its error column: their types, and what they say about themselves.</summary>
internal static class SaliencyColumn
{
    public static IReadOnlyList<DataViewSchema.DetachedColumn> Describe(SaliencyState state, IReadOnlyList<int> shape, string modelHash)
    {
        int[] dimensions = state.Reduction is null ? [.. shape] : [shape[^2], shape[^1]];
        var annotations = new ImageAnnotations(dimensions)
            .With("MLExplain.Method", state.Method)
            .With("MLExplain.Options", state.MethodOptions)
            .With("MLExplain.Target", TargetReader.Describe(state.TargetColumn))
            .With("MLExplain.Reduction", state.Reduction?.ToString() ?? "none")
            .With("MLExplain.ModelHash", modelHash);
        var map = new DataViewSchema.DetachedColumn(state.OutputColumn, new VectorDataViewType(NumberDataViewType.Single, dimensions), annotations.ToAnnotations());
        return state.ErrorColumn is { } error ? [map, new DataViewSchema.DetachedColumn(error, TextDataViewType.Instance)] : [map];
    }
}
