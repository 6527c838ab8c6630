using MLExplain.Evaluation;
using MLExplain.Models;
using MLExplain.Transforms;

#pragma warning disable IDE0130 // ML.NET's catalogs are extended in its own namespace, so that users need no further using.
namespace Microsoft.ML;
#pragma warning restore IDE0130

/// <content>Measures of single maps by a curve of scores, which can have a column too.</content>
public static partial class ExplainTransformsCatalog
{
    /// <summary>Scores maps by deletion: how fast the score falls while the most important pixels are removed; see <see cref="Deletion"/> and <see cref="MeasureEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add: <see cref="float"/>, NaN where there is no score.</param>
    /// <param name="imageColumnName">Name of the column with the network's input; as for <see cref="MeasureSensitivityN"/>.</param>
    /// <param name="saliencyColumnName">Name of the column with the map; as for <see cref="MeasureSensitivityN"/>.</param>
    /// <param name="modelFile">Path of the classifier's <c>.onnx</c> file; as for <see cref="MeasureSensitivityN"/>.</param>
    /// <param name="options">Substrate, steps and score; null for the defaults. Its preprocessing should be given where the input was made from pixels.</param>
    /// <param name="column">Which class was explained, and what stands beside the score; null for the defaults.</param>
    /// <param name="classifier">How the file is read and where it runs; null for the defaults. Where it runs is not saved.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static MeasureEstimator MeasureDeletion(
        this TransformsCatalog catalog,
        string outputColumnName,
        string imageColumnName,
        string saliencyColumnName,
        string modelFile,
        PixelCurveOptions? options = null,
        MeasureColumnOptions? column = null,
        OnnxClassifierOptions? classifier = null) =>
        MeasureMap(catalog, outputColumnName, imageColumnName, saliencyColumnName, modelFile, MeasureRecipe.Of("deletion", options ?? new()), column, classifier);

    /// <summary>Scores maps by insertion: how fast the score rises while the most important pixels are put into a blurred image; see <see cref="Insertion"/> and <see cref="MeasureEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add: <see cref="float"/>, NaN where there is no score.</param>
    /// <param name="imageColumnName">Name of the column with the network's input; as for <see cref="MeasureSensitivityN"/>.</param>
    /// <param name="saliencyColumnName">Name of the column with the map; as for <see cref="MeasureSensitivityN"/>.</param>
    /// <param name="modelFile">Path of the classifier's <c>.onnx</c> file; as for <see cref="MeasureSensitivityN"/>.</param>
    /// <param name="options">Substrate, steps and score; null for the defaults. Its preprocessing should be given where the input was made from pixels.</param>
    /// <param name="column">Which class was explained, and what stands beside the score; null for the defaults.</param>
    /// <param name="classifier">How the file is read and where it runs; null for the defaults. Where it runs is not saved.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static MeasureEstimator MeasureInsertion(
        this TransformsCatalog catalog,
        string outputColumnName,
        string imageColumnName,
        string saliencyColumnName,
        string modelFile,
        PixelCurveOptions? options = null,
        MeasureColumnOptions? column = null,
        OnnxClassifierOptions? classifier = null) =>
        MeasureMap(catalog, outputColumnName, imageColumnName, saliencyColumnName, modelFile, MeasureRecipe.Of("insertion", options ?? new()), column, classifier);

    /// <summary>Scores maps by ROAD: whether the score suffers more from losing the most relevant pixels than the least relevant; see <see cref="Road"/> and <see cref="MeasureEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add: <see cref="float"/>, NaN where there is no score.</param>
    /// <param name="imageColumnName">Name of the column with the network's input; as for <see cref="MeasureSensitivityN"/>.</param>
    /// <param name="saliencyColumnName">Name of the column with the map; as for <see cref="MeasureSensitivityN"/>.</param>
    /// <param name="modelFile">Path of the classifier's <c>.onnx</c> file; as for <see cref="MeasureSensitivityN"/>.</param>
    /// <param name="options">Shares, noise and score; null for the defaults. Its preprocessing should be given where the input was made from pixels.</param>
    /// <param name="column">Which class was explained, and what stands beside the score; null for the defaults.</param>
    /// <param name="classifier">How the file is read and where it runs; null for the defaults. Where it runs is not saved.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static MeasureEstimator MeasureRoad(
        this TransformsCatalog catalog,
        string outputColumnName,
        string imageColumnName,
        string saliencyColumnName,
        string modelFile,
        RoadOptions? options = null,
        MeasureColumnOptions? column = null,
        OnnxClassifierOptions? classifier = null) =>
        MeasureMap(catalog, outputColumnName, imageColumnName, saliencyColumnName, modelFile, MeasureRecipe.Of("road", options ?? new()), column, classifier);

    /// <summary>Scores maps by the softmax information curve: how soon the probability comes back as a blurred picture is revealed; see <see cref="Pic"/> and <see cref="MeasureEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add: <see cref="float"/>, NaN where there is no score.</param>
    /// <param name="imageColumnName">Name of the column with the network's input; as for <see cref="MeasureSensitivityN"/>.</param>
    /// <param name="saliencyColumnName">Name of the column with the map; as for <see cref="MeasureSensitivityN"/>.</param>
    /// <param name="modelFile">Path of the classifier's <c>.onnx</c> file; as for <see cref="MeasureSensitivityN"/>.</param>
    /// <param name="options">Shares and conditions; null for the defaults. Without its preprocessing no map has a score, and its entropy estimator must be <see cref="WebPEntropy"/>.</param>
    /// <param name="column">Which class was explained, and what stands beside the score; null for the defaults.</param>
    /// <param name="classifier">How the file is read and where it runs; null for the defaults. Where it runs is not saved.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static MeasureEstimator MeasurePicSic(
        this TransformsCatalog catalog,
        string outputColumnName,
        string imageColumnName,
        string saliencyColumnName,
        string modelFile,
        PicOptions? options = null,
        MeasureColumnOptions? column = null,
        OnnxClassifierOptions? classifier = null) =>
        MeasureMap(catalog, outputColumnName, imageColumnName, saliencyColumnName, modelFile, MeasureRecipe.Of("pic-sic", options ?? new()), column, classifier);

    /// <summary>Scores maps by the accuracy information curve: how soon the target ranks first as a blurred picture is revealed; see <see cref="Pic"/> and <see cref="MeasureEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add: <see cref="float"/>, NaN where there is no score.</param>
    /// <param name="imageColumnName">Name of the column with the network's input; as for <see cref="MeasureSensitivityN"/>.</param>
    /// <param name="saliencyColumnName">Name of the column with the map; as for <see cref="MeasureSensitivityN"/>.</param>
    /// <param name="modelFile">Path of the classifier's <c>.onnx</c> file; as for <see cref="MeasureSensitivityN"/>.</param>
    /// <param name="options">Shares and conditions; as for <see cref="MeasurePicSic"/>.</param>
    /// <param name="column">Which class was explained, and what stands beside the score; null for the defaults.</param>
    /// <param name="classifier">How the file is read and where it runs; null for the defaults. Where it runs is not saved.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static MeasureEstimator MeasurePicAic(
        this TransformsCatalog catalog,
        string outputColumnName,
        string imageColumnName,
        string saliencyColumnName,
        string modelFile,
        PicOptions? options = null,
        MeasureColumnOptions? column = null,
        OnnxClassifierOptions? classifier = null) =>
        MeasureMap(catalog, outputColumnName, imageColumnName, saliencyColumnName, modelFile, MeasureRecipe.Of("pic-aic", options ?? new()), column, classifier);
}
