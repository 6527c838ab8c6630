using MLExplain.Models;
using MLExplain.Transforms;
using MLExplain.Transforms.Runtime;

#pragma warning disable IDE0130 // ML.NET's catalogs are extended in its own namespace, so that users need no further using.
namespace Microsoft.ML;
#pragma warning restore IDE0130

/// <content>What the measures share.</content>
public static partial class ExplainTransformsCatalog
{
    private static MeasureEstimator MeasureMap(
        TransformsCatalog catalog,
        string output,
        string image,
        string saliency,
        string modelFile,
        MeasureRecipe recipe,
        MeasureColumnOptions? column,
        OnnxClassifierOptions? classifier)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrEmpty(image);
        ArgumentException.ThrowIfNullOrEmpty(saliency);
        ArgumentException.ThrowIfNullOrEmpty(modelFile);
        var state = MeasureState.Of(output, recipe, column) with { ImageColumn = image, SaliencyColumn = saliency };
        return new(MlNetAccess.EnvironmentOf(catalog), state, () => new MeasureModels(OnnxExplainedModel.Open(modelFile, classifier)));
    }

    private static MeasureEstimator MeasurePlace(
        TransformsCatalog catalog, string output, string saliency, string mask, MeasureRecipe recipe, MeasureColumnOptions? column)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrEmpty(saliency);
        ArgumentException.ThrowIfNullOrEmpty(mask);
        var state = MeasureState.Of(output, recipe, column) with { SaliencyColumn = saliency, MaskColumn = mask };
        return state.TargetColumn is { } target
            ? throw new ArgumentException($"'{recipe.Name}' holds a map against a mask and asks no class, but {nameof(column.TargetColumnName)} is '{target}': leave it out.", nameof(column))
            : new(MlNetAccess.EnvironmentOf(catalog), state, () => new MeasureModels(Explained: null));
    }

    private static MeasureEstimator MeasureMethod(
        TransformsCatalog catalog,
        string output,
        SaliencyEstimator saliency,
        MeasureRecipe recipe,
        MeasureColumnOptions? column,
        OnnxModelState? shuffled = null,
        Func<ExplainedModel>? openShuffled = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(saliency);
        var state = MeasureState.Of(output, recipe, column) with
        {
            ImageColumn = saliency.State.InputColumn,
            TargetColumn = column?.TargetColumnName ?? saliency.State.TargetColumn,
            Method = saliency.State.Method,
            MethodOptions = saliency.State.MethodOptions,
            ShuffledModel = shuffled,
        };
        return new(MlNetAccess.EnvironmentOf(catalog), state, () => new MeasureModels(saliency.OpenModel(), openShuffled?.Invoke()));
    }
}
