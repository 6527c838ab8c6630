using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Transforms;

#pragma warning disable IDE0130 // ML.NET's catalogs are extended in its own namespace, so that users need no further using.
namespace Microsoft.ML;
#pragma warning restore IDE0130

/// <content>Methods that change the image and watch the score: they need no gradient.</content>
public static partial class ExplainTransformsCatalog
{
    /// <summary>Explains a classifier by hiding one window after the other; see <see cref="Occlusion"/> and <see cref="SaliencyEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add: known-size vector of <see cref="float"/>, <c>[H,W]</c>.</param>
    /// <param name="inputColumnName">Name of the column to read; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="modelFile">Path of the classifier's <c>.onnx</c> file; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="options">Window, stride and replacement; null for the defaults. Replacements in image units need its preprocessing.</param>
    /// <param name="column">Which class is explained, and the column's layout; null for the defaults.</param>
    /// <param name="classifier">How the file is read and where it runs; null for the defaults. Where it runs is not saved.</param>
    public static SaliencyEstimator ExplainOcclusion(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName,
        string modelFile,
        OcclusionOptions? options = null,
        SaliencyColumnOptions? column = null,
        OnnxClassifierOptions? classifier = null)
    {
        options ??= new();
        return Explain(catalog, outputColumnName, inputColumnName, modelFile, SaliencyRecipe.Of(new Occlusion(options), options), column, classifier);
    }

    /// <summary>Explains a classifier by LIME, a linear surrogate over superpixels; see <see cref="Lime"/> and <see cref="SaliencyEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add; as for <see cref="ExplainOcclusion"/>.</param>
    /// <param name="inputColumnName">Name of the column to read; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="modelFile">Path of the classifier's <c>.onnx</c> file; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="options">Superpixels, samples and fit; null for the defaults.</param>
    /// <param name="column">Which class is explained, and the column's layout; null for the defaults.</param>
    /// <param name="classifier">How the file is read and where it runs; null for the defaults. Where it runs is not saved.</param>
    public static SaliencyEstimator ExplainLime(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName,
        string modelFile,
        LimeOptions? options = null,
        SaliencyColumnOptions? column = null,
        OnnxClassifierOptions? classifier = null)
    {
        options ??= new();
        return Explain(catalog, outputColumnName, inputColumnName, modelFile, SaliencyRecipe.Of(new Lime(options), options), column, classifier);
    }

    /// <summary>Explains a classifier by RISE, the mean score under random masks; see <see cref="Rise"/> and <see cref="SaliencyEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add; as for <see cref="ExplainOcclusion"/>.</param>
    /// <param name="inputColumnName">Name of the column to read; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="modelFile">Path of the classifier's <c>.onnx</c> file; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="options">Masks and replacement; null for the defaults.</param>
    /// <param name="column">Which class is explained, and the column's layout; null for the defaults.</param>
    /// <param name="classifier">How the file is read and where it runs; null for the defaults. Where it runs is not saved.</param>
    public static SaliencyEstimator ExplainRise(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName,
        string modelFile,
        RiseOptions? options = null,
        SaliencyColumnOptions? column = null,
        OnnxClassifierOptions? classifier = null)
    {
        options ??= new();
        return Explain(catalog, outputColumnName, inputColumnName, modelFile, SaliencyRecipe.Of(new Rise(options), options), column, classifier);
    }

    /// <summary>Explains a classifier by KernelSHAP, Shapley values of superpixels; see <see cref="KernelShap"/> and <see cref="SaliencyEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add; as for <see cref="ExplainOcclusion"/>.</param>
    /// <param name="inputColumnName">Name of the column to read; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="modelFile">Path of the classifier's <c>.onnx</c> file; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="options">Superpixels and coalitions; null for the defaults.</param>
    /// <param name="column">Which class is explained, and the column's layout; null for the defaults.</param>
    /// <param name="classifier">How the file is read and where it runs; null for the defaults. Where it runs is not saved.</param>
    public static SaliencyEstimator ExplainKernelShap(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName,
        string modelFile,
        KernelShapOptions? options = null,
        SaliencyColumnOptions? column = null,
        OnnxClassifierOptions? classifier = null)
    {
        options ??= new();
        return Explain(catalog, outputColumnName, inputColumnName, modelFile, SaliencyRecipe.Of(new KernelShap(options), options), column, classifier);
    }
}
