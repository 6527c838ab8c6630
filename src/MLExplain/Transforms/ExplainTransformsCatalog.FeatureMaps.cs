using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Transforms;

#pragma warning disable IDE0130 // ML.NET's catalogs are extended in its own namespace, so that users need no further using.
namespace Microsoft.ML;
#pragma warning restore IDE0130

/// <content>Methods that read feature maps.</content>
public static partial class ExplainTransformsCatalog
{
    /// <summary>Explains a classifier by its last feature maps, weighted by the class; see <see cref="Cam"/> and <see cref="SaliencyEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add: known-size vector of <see cref="float"/>, <c>[H,W]</c>, or the layer's <c>[h,w]</c>.</param>
    /// <param name="inputColumnName">Name of the column to read; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="modelFile">Path of the classifier's <c>.onnx</c> file; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="options">ReLU and size; null for the defaults.</param>
    /// <param name="column">Which class is explained, and the column's layout; null for the defaults.</param>
    /// <param name="classifier">How the file is read and where it runs; null for the defaults. Where it runs is not saved.</param>
    public static SaliencyEstimator ExplainCam(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName,
        string modelFile,
        CamOptions? options = null,
        SaliencyColumnOptions? column = null,
        OnnxClassifierOptions? classifier = null)
    {
        options ??= new();
        return Explain(catalog, outputColumnName, inputColumnName, modelFile, SaliencyRecipe.Of(new Cam(options), options), column, classifier);
    }

    /// <summary>Explains a classifier by Grad-CAM; see <see cref="GradCam"/> and <see cref="SaliencyEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add: known-size vector of <see cref="float"/>, <c>[H,W]</c>, or the layer's <c>[h,w]</c>.</param>
    /// <param name="inputColumnName">Name of the column to read; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="modelFile">Path of the classifier's <c>.onnx</c> file; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="options">Layers, ReLU, size and fusion; null for the defaults.</param>
    /// <param name="column">Which class is explained, and the column's layout; null for the defaults.</param>
    /// <param name="classifier">How the file is read and where it runs; null for the defaults. Where it runs is not saved.</param>
    public static SaliencyEstimator ExplainGradCam(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName,
        string modelFile,
        LayerMapOptions? options = null,
        SaliencyColumnOptions? column = null,
        OnnxClassifierOptions? classifier = null)
    {
        options ??= new();
        return Explain(catalog, outputColumnName, inputColumnName, modelFile, SaliencyRecipe.Of(new GradCam(options), options), column, classifier);
    }

    /// <summary>Explains a classifier by Grad-CAM++; see <see cref="GradCamPlusPlus"/> and <see cref="SaliencyEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add: known-size vector of <see cref="float"/>, <c>[H,W]</c>, or the layer's <c>[h,w]</c>.</param>
    /// <param name="inputColumnName">Name of the column to read; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="modelFile">Path of the classifier's <c>.onnx</c> file; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="options">Layers, ReLU, size and fusion; null for the defaults.</param>
    /// <param name="column">Which class is explained, and the column's layout; null for the defaults.</param>
    /// <param name="classifier">How the file is read and where it runs; null for the defaults. Where it runs is not saved.</param>
    public static SaliencyEstimator ExplainGradCamPlusPlus(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName,
        string modelFile,
        LayerMapOptions? options = null,
        SaliencyColumnOptions? column = null,
        OnnxClassifierOptions? classifier = null)
    {
        options ??= new();
        return Explain(catalog, outputColumnName, inputColumnName, modelFile, SaliencyRecipe.Of(new GradCamPlusPlus(options), options), column, classifier);
    }

    /// <summary>Explains a classifier by LayerCAM; see <see cref="LayerCam"/> and <see cref="SaliencyEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add: known-size vector of <see cref="float"/>, <c>[H,W]</c>, or the layer's <c>[h,w]</c>.</param>
    /// <param name="inputColumnName">Name of the column to read; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="modelFile">Path of the classifier's <c>.onnx</c> file; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="options">Layers, ReLU, size and fusion; null for the defaults.</param>
    /// <param name="column">Which class is explained, and the column's layout; null for the defaults.</param>
    /// <param name="classifier">How the file is read and where it runs; null for the defaults. Where it runs is not saved.</param>
    public static SaliencyEstimator ExplainLayerCam(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName,
        string modelFile,
        LayerMapOptions? options = null,
        SaliencyColumnOptions? column = null,
        OnnxClassifierOptions? classifier = null)
    {
        options ??= new();
        return Explain(catalog, outputColumnName, inputColumnName, modelFile, SaliencyRecipe.Of(new LayerCam(options), options), column, classifier);
    }
}
