using MLExplain.Imaging;
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
}
