using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Transforms;

#pragma warning disable IDE0130 // ML.NET's catalogs are extended in its own namespace, so that users need no further using.
namespace Microsoft.ML;
#pragma warning restore IDE0130

/// <content>Methods that attribute to regions of the image.</content>
public static partial class ExplainTransformsCatalog
{
    /// <summary>Explains a classifier by XRAI's ranked regions; see <see cref="Xrai"/> and <see cref="SaliencyEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add: known-size vector of <see cref="float"/>, <c>[H,W]</c>.</param>
    /// <param name="inputColumnName">Name of the column to read; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="modelFile">Path of the classifier's <c>.onnx</c> file; as for <see cref="ExplainGradient"/>.</param>
    /// <param name="options">Base attribution, segments and algorithm; null for the defaults. A base other than the default may need its preprocessing.</param>
    /// <param name="column">Which class is explained, and the column's layout; null for the defaults.</param>
    /// <param name="classifier">How the file is read and where it runs; null for the defaults. Where it runs is not saved.</param>
    public static SaliencyEstimator ExplainXrai(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName,
        string modelFile,
        XraiOptions? options = null,
        SaliencyColumnOptions? column = null,
        OnnxClassifierOptions? classifier = null)
    {
        options ??= new();
        return Explain(catalog, outputColumnName, inputColumnName, modelFile, SaliencyRecipe.Of(new Xrai(options), options), column, classifier);
    }
}
