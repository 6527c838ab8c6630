using MLExplain.Evaluation;
using MLExplain.Models;
using MLExplain.Transforms;

#pragma warning disable IDE0130 // ML.NET's catalogs are extended in its own namespace, so that users need no further using.
namespace Microsoft.ML;
#pragma warning restore IDE0130

/// <content>Measures that run a method again: on other weights, for another class, or on a nudged image.</content>
public static partial class ExplainTransformsCatalog
{
    /// <summary>Scores a method by max-sensitivity: how far its attribution moves at most when the image is nudged a little; see <see cref="MaxSensitivity"/> and <see cref="MeasureEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add: <see cref="float"/>, NaN where there is no score.</param>
    /// <param name="saliency">The estimator of the method's saliency column: its method and options are run on its input column, for the classes that it explains. It need not be part of the pipeline.</param>
    /// <param name="options">Radius and samples; null for the defaults. Its preprocessing should be given where the input was made from pixels.</param>
    /// <param name="column">Which class is explained, and what stands beside the score; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static MeasureEstimator MeasureMaxSensitivity(
        this TransformsCatalog catalog,
        string outputColumnName,
        SaliencyEstimator saliency,
        MaxSensitivityOptions? options = null,
        MeasureColumnOptions? column = null) =>
        MeasureMethod(catalog, outputColumnName, saliency, MeasureRecipe.Of("max-sensitivity", options ?? new()), column);

    /// <summary>Scores a method by completeness: how far its attribution's sum is from the change of score that it explains; see <see cref="Completeness"/> and <see cref="MeasureEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add: <see cref="float"/>, NaN where there is no score.</param>
    /// <param name="saliency">The estimator of the method's saliency column; as for <see cref="MeasureMaxSensitivity"/>.</param>
    /// <param name="options">How the residual is stated; null for the defaults.</param>
    /// <param name="column">Which class is explained, and what stands beside the score; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static MeasureEstimator MeasureCompleteness(
        this TransformsCatalog catalog,
        string outputColumnName,
        SaliencyEstimator saliency,
        CompletenessOptions? options = null,
        MeasureColumnOptions? column = null) =>
        MeasureMethod(catalog, outputColumnName, saliency, MeasureRecipe.Of("completeness", options ?? new()), column);

    /// <summary>Scores a method by parameter randomisation: how alike its maps stay when the network's weights become random; see <see cref="ParameterRandomisation"/> and <see cref="MeasureEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add: <see cref="float"/>, NaN where there is no score.</param>
    /// <param name="saliency">The estimator of the method's saliency column; as for <see cref="MeasureMaxSensitivity"/>.</param>
    /// <param name="options">How weights are drawn and maps compared; null for the defaults.</param>
    /// <param name="column">Which class is explained, and what stands beside the score; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static MeasureEstimator MeasureParameterRandomisation(
        this TransformsCatalog catalog,
        string outputColumnName,
        SaliencyEstimator saliency,
        ParameterRandomisationOptions? options = null,
        MeasureColumnOptions? column = null) =>
        MeasureMethod(catalog, outputColumnName, saliency, MeasureRecipe.Of("parameter-randomisation", options ?? new()), column);

    /// <summary>Scores a method by how alike its maps of the target and of another class are; see <see cref="RandomLogit"/> and <see cref="MeasureEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add: <see cref="float"/>, NaN where there is no score.</param>
    /// <param name="saliency">The estimator of the method's saliency column; as for <see cref="MeasureMaxSensitivity"/>.</param>
    /// <param name="options">How maps are compared; null for the defaults.</param>
    /// <param name="column">Which class is explained, and what stands beside the score; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static MeasureEstimator MeasureRandomLogit(
        this TransformsCatalog catalog,
        string outputColumnName,
        SaliencyEstimator saliency,
        RandomLogitOptions? options = null,
        MeasureColumnOptions? column = null) =>
        MeasureMethod(catalog, outputColumnName, saliency, MeasureRecipe.Of("random-logit", options ?? new()), column);

    /// <summary>Scores a method by how alike its maps of the network and of one trained on shuffled labels are; see <see cref="DataRandomisation"/> and <see cref="MeasureEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add: <see cref="float"/>, NaN where there is no score.</param>
    /// <param name="saliency">The estimator of the method's saliency column; as for <see cref="MeasureMaxSensitivity"/>.</param>
    /// <param name="shuffledModelFile">Path of the <c>.onnx</c> file of the same network trained on shuffled labels. It is stored inside the saved pipeline.</param>
    /// <param name="options">How maps are compared; null for the defaults.</param>
    /// <param name="column">Which class is explained, and what stands beside the score; null for the defaults.</param>
    /// <param name="classifier">How the second file is read and where it runs; null for the defaults. Where it runs is not saved.</param>
    /// <exception cref="ArgumentException">An option is out of range. <c>Fit</c>: the second network takes other images or has other classes.</exception>
    public static MeasureEstimator MeasureDataRandomisation(
        this TransformsCatalog catalog,
        string outputColumnName,
        SaliencyEstimator saliency,
        string shuffledModelFile,
        SimilarityOptions? options = null,
        MeasureColumnOptions? column = null,
        OnnxClassifierOptions? classifier = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(shuffledModelFile);
        return MeasureMethod(
            catalog, outputColumnName, saliency, MeasureRecipe.Of("data-randomisation", options ?? new()), column, OnnxModelState.Of(classifier ?? new()), () => OnnxExplainedModel.Open(shuffledModelFile, classifier));
    }
}
