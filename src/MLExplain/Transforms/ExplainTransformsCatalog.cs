using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Transforms;
using MLExplain.Transforms.Runtime;

#pragma warning disable IDE0130 // ML.NET's catalogs are extended in its own namespace, so that users need no further using.
namespace Microsoft.ML;
#pragma warning restore IDE0130

/// <summary>MLExplain's transforms, beside ML.NET's own on <c>mlContext.Transforms</c>.</summary>
public static partial class ExplainTransformsCatalog
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
