using MLExplain.Evaluation;
using MLExplain.Models;
using MLExplain.Transforms;

#pragma warning disable IDE0130 // ML.NET's catalogs are extended in its own namespace, so that users need no further using.
namespace Microsoft.ML;
#pragma warning restore IDE0130

/// <content>Measures that hold single maps against the scores of changed images.</content>
public static partial class ExplainTransformsCatalog
{
    /// <summary>Scores maps by sensitivity-n: whether subsets of pixels change the score as much as their share of the map says; see <see cref="SensitivityN"/> and <see cref="MeasureEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add: <see cref="float"/>, NaN where there is no score.</param>
    /// <param name="imageColumnName">Name of the column with the network's input: known-size vector of <see cref="float"/>, as many values as the model takes per image (channels × height × width, network space).</param>
    /// <param name="saliencyColumnName">Name of the column with the map: known-size vector of <see cref="float"/>, <c>[C,H,W]</c> (channels are summed) or <c>[H,W]</c>, as large as the model's image; whoever made it.</param>
    /// <param name="modelFile">Path of the classifier's <c>.onnx</c> file. It is stored inside the saved pipeline.</param>
    /// <param name="options">Numbers and kinds of features, subsets, baseline and score; null for the defaults. Its preprocessing should be given where the input was made from pixels.</param>
    /// <param name="column">Which class was explained, and what stands beside the score; null for the defaults.</param>
    /// <param name="classifier">How the file is read and where it runs; null for the defaults. Where it runs is not saved.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static MeasureEstimator MeasureSensitivityN(
        this TransformsCatalog catalog,
        string outputColumnName,
        string imageColumnName,
        string saliencyColumnName,
        string modelFile,
        SensitivityNOptions? options = null,
        MeasureColumnOptions? column = null,
        OnnxClassifierOptions? classifier = null) =>
        MeasureMap(catalog, outputColumnName, imageColumnName, saliencyColumnName, modelFile, MeasureRecipe.Of("sensitivity-n", options ?? new()), column, classifier);

    /// <summary>Scores maps by infidelity: how far they are from what removing random squares does to the score; see <see cref="Infidelity"/> and <see cref="MeasureEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add: <see cref="float"/>, NaN where there is no score.</param>
    /// <param name="imageColumnName">Name of the column with the network's input; as for <see cref="MeasureSensitivityN"/>.</param>
    /// <param name="saliencyColumnName">Name of the column with the map; as for <see cref="MeasureSensitivityN"/>.</param>
    /// <param name="modelFile">Path of the classifier's <c>.onnx</c> file; as for <see cref="MeasureSensitivityN"/>.</param>
    /// <param name="options">Squares, baseline and score; null for the defaults. Its preprocessing should be given where the input was made from pixels.</param>
    /// <param name="column">Which class was explained, and what stands beside the score; null for the defaults.</param>
    /// <param name="classifier">How the file is read and where it runs; null for the defaults. Where it runs is not saved.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static MeasureEstimator MeasureInfidelity(
        this TransformsCatalog catalog,
        string outputColumnName,
        string imageColumnName,
        string saliencyColumnName,
        string modelFile,
        InfidelityOptions? options = null,
        MeasureColumnOptions? column = null,
        OnnxClassifierOptions? classifier = null) =>
        MeasureMap(catalog, outputColumnName, imageColumnName, saliencyColumnName, modelFile, MeasureRecipe.Of("infidelity", options ?? new()), column, classifier);

    /// <summary>Scores maps by average drop: the share of the score that is lost when only the part is shown that the map shows; see <see cref="AverageDrop"/> and <see cref="MeasureEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add: <see cref="float"/>, NaN where there is no score.</param>
    /// <param name="imageColumnName">Name of the column with the network's input; as for <see cref="MeasureSensitivityN"/>.</param>
    /// <param name="saliencyColumnName">Name of the column with the map; as for <see cref="MeasureSensitivityN"/>.</param>
    /// <param name="modelFile">Path of the classifier's <c>.onnx</c> file; as for <see cref="MeasureSensitivityN"/>.</param>
    /// <param name="options">Baseline and score; null for the defaults. Its preprocessing should be given where the input was made from pixels.</param>
    /// <param name="column">Which class was explained, and what stands beside the score; null for the defaults.</param>
    /// <param name="classifier">How the file is read and where it runs; null for the defaults. Where it runs is not saved.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static MeasureEstimator MeasureAverageDrop(
        this TransformsCatalog catalog,
        string outputColumnName,
        string imageColumnName,
        string saliencyColumnName,
        string modelFile,
        ConfidenceOptions? options = null,
        MeasureColumnOptions? column = null,
        OnnxClassifierOptions? classifier = null) =>
        MeasureMap(catalog, outputColumnName, imageColumnName, saliencyColumnName, modelFile, MeasureRecipe.Of("average-drop", options ?? new()), column, classifier);

    /// <summary>Scores maps by whether the score rises when only the part is shown that the map shows, 1 or 0; see <see cref="IncreaseInConfidence"/> and <see cref="MeasureEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add: <see cref="float"/>, NaN where there is no score.</param>
    /// <param name="imageColumnName">Name of the column with the network's input; as for <see cref="MeasureSensitivityN"/>.</param>
    /// <param name="saliencyColumnName">Name of the column with the map; as for <see cref="MeasureSensitivityN"/>.</param>
    /// <param name="modelFile">Path of the classifier's <c>.onnx</c> file; as for <see cref="MeasureSensitivityN"/>.</param>
    /// <param name="options">Baseline and score; null for the defaults. Its preprocessing should be given where the input was made from pixels.</param>
    /// <param name="column">Which class was explained, and what stands beside the score; null for the defaults.</param>
    /// <param name="classifier">How the file is read and where it runs; null for the defaults. Where it runs is not saved.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static MeasureEstimator MeasureIncreaseInConfidence(
        this TransformsCatalog catalog,
        string outputColumnName,
        string imageColumnName,
        string saliencyColumnName,
        string modelFile,
        ConfidenceOptions? options = null,
        MeasureColumnOptions? column = null,
        OnnxClassifierOptions? classifier = null) =>
        MeasureMap(catalog, outputColumnName, imageColumnName, saliencyColumnName, modelFile, MeasureRecipe.Of("increase-in-confidence", options ?? new()), column, classifier);
}
