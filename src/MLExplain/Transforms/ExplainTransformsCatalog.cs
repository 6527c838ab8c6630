using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Transforms;
using MLExplain.Transforms.Runtime;

#pragma warning disable IDE0130 // ML.NET's catalogs are extended in its own namespace, so that users need no further using.
namespace Microsoft.ML;
#pragma warning restore IDE0130

/// <summary>MLExplain's transforms, beside ML.NET's own on <c>mlContext.Transforms</c>.</summary>
public static class ExplainTransformsCatalog
{
    /// <summary>Reads pictures and makes network inputs of them; see <see cref="ClassifierImageEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add: known-size vector of <see cref="float"/>, <c>[C,H,W]</c>, network space.</param>
    /// <param name="inputColumnName">Name of the column to read: text (a path) or <see cref="Data.MLImage"/>. Null for <paramref name="outputColumnName"/>.</param>
    /// <param name="preprocessing">Size, channel order and normalisation of the network's input.</param>
    /// <param name="options">Folder, and what a bad picture costs; null for the defaults.</param>
    public static ClassifierImageEstimator LoadClassifierImages(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName,
        Preprocessing preprocessing,
        ClassifierImageOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new(MlNetAccess.EnvironmentOf(catalog), outputColumnName, inputColumnName, preprocessing, options);
    }

    /// <summary>Explains a classifier by the gradient of the explained class's logit; see <see cref="Gradient"/> and <see cref="SaliencyEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add: known-size vector of <see cref="float"/>, <c>[C,H,W]</c> or <c>[H,W]</c>.</param>
    /// <param name="inputColumnName">Name of the column to read: known-size vector of <see cref="float"/>, <c>[C,H,W]</c>, network space. Null for <paramref name="outputColumnName"/>.</param>
    /// <param name="modelFile">Path of the classifier's <c>.onnx</c> file; opened by <c>Fit</c>, and stored whole by <c>mlContext.Model.Save</c>.</param>
    /// <param name="column">Which class is explained, and the column's layout; null for the defaults.</param>
    /// <param name="classifier">How the file is read and where it runs; null for the defaults. Where it runs is not saved.</param>
    public static SaliencyEstimator ExplainGradient(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName,
        string modelFile,
        SaliencyColumnOptions? column = null,
        OnnxClassifierOptions? classifier = null) =>
        Explain(catalog, outputColumnName, inputColumnName, modelFile, SaliencyRecipe.Gradient(), column, classifier);

    /// <summary>Explains a classifier by input × gradient; see <see cref="InputXGradient"/> and <see cref="SaliencyEstimator"/>.</summary>
    /// <inheritdoc cref="ExplainGradient"/>
    public static SaliencyEstimator ExplainInputXGradient(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName,
        string modelFile,
        SaliencyColumnOptions? column = null,
        OnnxClassifierOptions? classifier = null) =>
        Explain(catalog, outputColumnName, inputColumnName, modelFile, SaliencyRecipe.InputXGradient(), column, classifier);

    /// <summary>Explains a classifier by Integrated Gradients; see <see cref="IntegratedGradients"/> and <see cref="SaliencyEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="inputColumnName">Name of the column to read; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="modelFile">Path of the classifier's <c>.onnx</c> file; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="options">Steps, quadrature and baseline; null for the defaults. Baselines in image units, black included, need its preprocessing.</param>
    /// <param name="column">Which class is explained, and the column's layout; null for the defaults.</param>
    /// <param name="classifier">How the file is read and where it runs; null for the defaults. Where it runs is not saved.</param>
    public static SaliencyEstimator ExplainIntegratedGradients(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName,
        string modelFile,
        IntegratedGradientsOptions? options = null,
        SaliencyColumnOptions? column = null,
        OnnxClassifierOptions? classifier = null) =>
        Explain(catalog, outputColumnName, inputColumnName, modelFile, SaliencyRecipe.IntegratedGradients(options ?? new()), column, classifier);

    /// <summary>Draws saliency maps over the pictures they explain; see <see cref="OverlayEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add: <see cref="Data.MLImage"/>.</param>
    /// <param name="saliencyColumnName">Name of the column with the map: known-size vector of <see cref="float"/>, <c>[C,H,W]</c> (channels are summed) or <c>[H,W]</c>.</param>
    /// <param name="imageColumnName">Name of the column with the picture: text (a path) or <see cref="Data.MLImage"/>.</param>
    /// <param name="preprocessing">What the network saw of the picture; the overlay has its size. Null when the map covers the whole picture.</param>
    /// <param name="options">Colours and opacity, and where pictures are found; null for the defaults.</param>
    public static OverlayEstimator ExplainOverlay(
        this TransformsCatalog catalog,
        string outputColumnName,
        string saliencyColumnName,
        string imageColumnName,
        Preprocessing? preprocessing = null,
        OverlayOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new(MlNetAccess.EnvironmentOf(catalog), outputColumnName, saliencyColumnName, imageColumnName, preprocessing, options);
    }

    private static SaliencyEstimator Explain(
        TransformsCatalog catalog,
        string output,
        string? input,
        string modelFile,
        SaliencyRecipe recipe,
        SaliencyColumnOptions? column,
        OnnxClassifierOptions? classifier)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrEmpty(modelFile);
        return new(MlNetAccess.EnvironmentOf(catalog), output, input, () => OnnxExplainedModel.Open(modelFile, classifier), recipe, column);
    }
}
