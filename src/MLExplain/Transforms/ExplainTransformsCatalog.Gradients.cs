using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Transforms;

#pragma warning disable IDE0130 // ML.NET's catalogs are extended in its own namespace, so that users need no further using.
namespace Microsoft.ML;
#pragma warning restore IDE0130

/// <content>Methods that read the gradient along a path, or at the image alone.</content>
public static partial class ExplainTransformsCatalog
{
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
        Explain(catalog, outputColumnName, inputColumnName, modelFile, SaliencyRecipe.Of(new Gradient()), column, classifier);

    /// <summary>Explains a classifier by input × gradient; see <see cref="InputXGradient"/> and <see cref="SaliencyEstimator"/>.</summary>
    /// <inheritdoc cref="ExplainGradient"/>
    public static SaliencyEstimator ExplainInputXGradient(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName,
        string modelFile,
        SaliencyColumnOptions? column = null,
        OnnxClassifierOptions? classifier = null) =>
        Explain(catalog, outputColumnName, inputColumnName, modelFile, SaliencyRecipe.Of(new InputXGradient()), column, classifier);

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
        OnnxClassifierOptions? classifier = null)
    {
        options ??= new();
        return Explain(catalog, outputColumnName, inputColumnName, modelFile, SaliencyRecipe.Of(new IntegratedGradients(options), options), column, classifier);
    }

    /// <summary>Explains a classifier by Guided Integrated Gradients; see <see cref="GuidedIg"/> and <see cref="SaliencyEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="inputColumnName">Name of the column to read; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="modelFile">Path of the classifier's <c>.onnx</c> file; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="options">Steps, fraction, distance and baseline; null for the defaults. Baselines in image units, black included, need its preprocessing.</param>
    /// <param name="column">Which class is explained, and the column's layout; null for the defaults.</param>
    /// <param name="classifier">How the file is read and where it runs; null for the defaults. Where it runs is not saved.</param>
    public static SaliencyEstimator ExplainGuidedIg(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName,
        string modelFile,
        GuidedIgOptions? options = null,
        SaliencyColumnOptions? column = null,
        OnnxClassifierOptions? classifier = null)
    {
        options ??= new();
        return Explain(catalog, outputColumnName, inputColumnName, modelFile, SaliencyRecipe.Of(new GuidedIg(options), options), column, classifier);
    }

    /// <summary>Explains a classifier by Blur Integrated Gradients; see <see cref="BlurIg"/> and <see cref="SaliencyEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="inputColumnName">Name of the column to read; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="modelFile">Path of the classifier's <c>.onnx</c> file; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="options">Steps, schedule and largest blur; null for the defaults.</param>
    /// <param name="column">Which class is explained, and the column's layout; null for the defaults.</param>
    /// <param name="classifier">How the file is read and where it runs; null for the defaults. Where it runs is not saved.</param>
    public static SaliencyEstimator ExplainBlurIg(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName,
        string modelFile,
        BlurIgOptions? options = null,
        SaliencyColumnOptions? column = null,
        OnnxClassifierOptions? classifier = null)
    {
        options ??= new();
        return Explain(catalog, outputColumnName, inputColumnName, modelFile, SaliencyRecipe.Of(new BlurIg(options), options), column, classifier);
    }

    /// <summary>Explains a classifier by SmoothGrad; see <see cref="SmoothGrad"/> and <see cref="SaliencyEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="inputColumnName">Name of the column to read; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="modelFile">Path of the classifier's <c>.onnx</c> file; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="options">Noise, draws and what is averaged; null for the defaults.</param>
    /// <param name="column">Which class is explained, and the column's layout; null for the defaults.</param>
    /// <param name="classifier">How the file is read and where it runs; null for the defaults. Where it runs is not saved.</param>
    public static SaliencyEstimator ExplainSmoothGrad(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName,
        string modelFile,
        SmoothGradOptions? options = null,
        SaliencyColumnOptions? column = null,
        OnnxClassifierOptions? classifier = null)
    {
        options ??= new();
        return Explain(catalog, outputColumnName, inputColumnName, modelFile, SaliencyRecipe.Of(new SmoothGrad(options), options), column, classifier);
    }

    /// <summary>Explains a classifier by VarGrad; see <see cref="VarGrad"/> and <see cref="SaliencyEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="inputColumnName">Name of the column to read; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="modelFile">Path of the classifier's <c>.onnx</c> file; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="options">Noise and draws; null for the defaults.</param>
    /// <param name="column">Which class is explained, and the column's layout; null for the defaults.</param>
    /// <param name="classifier">How the file is read and where it runs; null for the defaults. Where it runs is not saved.</param>
    public static SaliencyEstimator ExplainVarGrad(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName,
        string modelFile,
        VarGradOptions? options = null,
        SaliencyColumnOptions? column = null,
        OnnxClassifierOptions? classifier = null)
    {
        options ??= new();
        return Explain(catalog, outputColumnName, inputColumnName, modelFile, SaliencyRecipe.Of(new VarGrad(options), options), column, classifier);
    }

    /// <summary>Explains a classifier by expected gradients; see <see cref="ExpectedGradients"/> and <see cref="SaliencyEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="inputColumnName">Name of the column to read; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="modelFile">Path of the classifier's <c>.onnx</c> file; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="options">Baselines and draws; null for the defaults. Baselines in image units, black and white included, need the preprocessing.</param>
    /// <param name="column">Which class is explained, and the column's layout; null for the defaults.</param>
    /// <param name="classifier">How the file is read and where it runs; null for the defaults. Where it runs is not saved.</param>
    public static SaliencyEstimator ExplainExpectedGradients(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName,
        string modelFile,
        ExpectedGradientsOptions? options = null,
        SaliencyColumnOptions? column = null,
        OnnxClassifierOptions? classifier = null)
    {
        options ??= new();
        return Explain(catalog, outputColumnName, inputColumnName, modelFile, SaliencyRecipe.Of(new ExpectedGradients(options), options), column, classifier);
    }
}
