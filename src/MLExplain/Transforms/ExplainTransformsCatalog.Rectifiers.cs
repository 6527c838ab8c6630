using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Transforms;

#pragma warning disable IDE0130 // ML.NET's catalogs are extended in its own namespace, so that users need no further using.
namespace Microsoft.ML;
#pragma warning restore IDE0130

/// <content>Methods that treat rectifiers in another way than the gradient does.</content>
public static partial class ExplainTransformsCatalog
{
    /// <summary>Explains a classifier by Guided Backprop; see <see cref="GuidedBackprop"/> and <see cref="SaliencyEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add: known-size vector of <see cref="float"/>, <c>[C,H,W]</c> or <c>[H,W]</c>.</param>
    /// <param name="inputColumnName">Name of the column to read; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="modelFile">Path of the classifier's <c>.onnx</c> file; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="column">Which class is explained, and the column's layout; null for the defaults.</param>
    /// <param name="classifier">How the file is read and where it runs; null for the defaults. Where it runs is not saved.</param>
    public static SaliencyEstimator ExplainGuidedBackprop(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName,
        string modelFile,
        SaliencyColumnOptions? column = null,
        OnnxClassifierOptions? classifier = null) =>
        Explain(catalog, outputColumnName, inputColumnName, modelFile, SaliencyRecipe.Of(new GuidedBackprop()), column, classifier);

    /// <summary>Explains a classifier, or a layer of it, by DeconvNet; see <see cref="DeconvNet"/> and <see cref="SaliencyEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add: known-size vector of <see cref="float"/>, <c>[C,H,W]</c> or <c>[H,W]</c>.</param>
    /// <param name="inputColumnName">Name of the column to read; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="modelFile">Path of the classifier's <c>.onnx</c> file; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="options">What is brought down to the image; null for the defaults.</param>
    /// <param name="column">Which class is explained, and the column's layout; null for the defaults.</param>
    /// <param name="classifier">How the file is read and where it runs; null for the defaults. Where it runs is not saved.</param>
    public static SaliencyEstimator ExplainDeconvNet(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName,
        string modelFile,
        DeconvNetOptions? options = null,
        SaliencyColumnOptions? column = null,
        OnnxClassifierOptions? classifier = null)
    {
        options ??= new();
        return Explain(catalog, outputColumnName, inputColumnName, modelFile, SaliencyRecipe.Of(new DeconvNet(options), options), column, classifier);
    }

    /// <summary>Explains a classifier by Guided Grad-CAM; see <see cref="GuidedGradCam"/> and <see cref="SaliencyEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add: known-size vector of <see cref="float"/>, <c>[C,H,W]</c> or <c>[H,W]</c>.</param>
    /// <param name="inputColumnName">Name of the column to read; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="modelFile">Path of the classifier's <c>.onnx</c> file; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="options">Layer and size; null for the defaults.</param>
    /// <param name="column">Which class is explained, and the column's layout; null for the defaults.</param>
    /// <param name="classifier">How the file is read and where it runs; null for the defaults. Where it runs is not saved.</param>
    public static SaliencyEstimator ExplainGuidedGradCam(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName,
        string modelFile,
        GuidedGradCamOptions? options = null,
        SaliencyColumnOptions? column = null,
        OnnxClassifierOptions? classifier = null)
    {
        options ??= new();
        return Explain(catalog, outputColumnName, inputColumnName, modelFile, SaliencyRecipe.Of(new GuidedGradCam(options), options), column, classifier);
    }
}
