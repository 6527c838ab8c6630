using MLExplain.Evaluation;
using MLExplain.Transforms;

#pragma warning disable IDE0130 // ML.NET's catalogs are extended in its own namespace, so that users need no further using.
namespace Microsoft.ML;
#pragma warning restore IDE0130

/// <content>Measures that hold maps against masks of where the evidence should be; they need no model.</content>
public static partial class ExplainTransformsCatalog
{
    /// <summary>Scores maps by the pointing game: whether the largest value lies inside the mask; see <see cref="PointingGame"/> and <see cref="MeasureEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add: <see cref="float"/>, NaN where there is no score.</param>
    /// <param name="saliencyColumnName">Name of the column with the map: known-size vector of <see cref="float"/>, <c>[C,H,W]</c> (channels are summed) or <c>[H,W]</c>.</param>
    /// <param name="maskColumnName">Name of the column with the mask: known-size vector of <see cref="float"/>, one value for each pixel of the map, inside from above 0.5 on; NaN means no mask. <see cref="LoadClassifierImages"/> makes it of a picture, in grey levels, mean 0, standard deviation 1.</param>
    /// <param name="options">How near counts as a hit; null for the defaults.</param>
    /// <param name="column">What stands beside the score; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range, or a target column is named.</exception>
    public static MeasureEstimator MeasurePointingGame(
        this TransformsCatalog catalog,
        string outputColumnName,
        string saliencyColumnName,
        string maskColumnName,
        PointingGameOptions? options = null,
        MeasureColumnOptions? column = null) =>
        MeasurePlace(catalog, outputColumnName, saliencyColumnName, maskColumnName, MeasureRecipe.Of("pointing-game", options ?? new()), column);

    /// <summary>Scores maps by relevance mass: the share of the relevance inside the mask; see <see cref="RelevanceMass"/> and <see cref="MeasureEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add: <see cref="float"/>, NaN where there is no score.</param>
    /// <param name="saliencyColumnName">Name of the column with the map; as for <see cref="MeasurePointingGame"/>.</param>
    /// <param name="maskColumnName">Name of the column with the mask; as for <see cref="MeasurePointingGame"/>.</param>
    /// <param name="options">Which relevance counts; null for the defaults.</param>
    /// <param name="column">What stands beside the score; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range, or a target column is named.</exception>
    public static MeasureEstimator MeasureRelevanceMass(
        this TransformsCatalog catalog,
        string outputColumnName,
        string saliencyColumnName,
        string maskColumnName,
        MaskMassOptions? options = null,
        MeasureColumnOptions? column = null) =>
        MeasurePlace(catalog, outputColumnName, saliencyColumnName, maskColumnName, MeasureRecipe.Of("relevance-mass", options ?? new()), column);

    /// <summary>Scores maps by relevance rank: the share of the K most relevant pixels inside a mask of K pixels; see <see cref="RelevanceRank"/> and <see cref="MeasureEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add: <see cref="float"/>, NaN where there is no score.</param>
    /// <param name="saliencyColumnName">Name of the column with the map; as for <see cref="MeasurePointingGame"/>.</param>
    /// <param name="maskColumnName">Name of the column with the mask; as for <see cref="MeasurePointingGame"/>.</param>
    /// <param name="column">What stands beside the score; null for the defaults.</param>
    /// <exception cref="ArgumentException">A target column is named.</exception>
    public static MeasureEstimator MeasureRelevanceRank(
        this TransformsCatalog catalog,
        string outputColumnName,
        string saliencyColumnName,
        string maskColumnName,
        MeasureColumnOptions? column = null) =>
        MeasurePlace(catalog, outputColumnName, saliencyColumnName, maskColumnName, MeasureRecipe.Of("relevance-rank", new object()), column);

    /// <summary>Scores maps by mass over area: how much denser the relevance is inside the mask than over the whole image; see <see cref="MassOverArea"/> and <see cref="MeasureEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add: <see cref="float"/>, NaN where there is no score.</param>
    /// <param name="saliencyColumnName">Name of the column with the map; as for <see cref="MeasurePointingGame"/>.</param>
    /// <param name="maskColumnName">Name of the column with the mask; as for <see cref="MeasurePointingGame"/>.</param>
    /// <param name="options">Which relevance counts; null for the defaults.</param>
    /// <param name="column">What stands beside the score; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range, or a target column is named.</exception>
    public static MeasureEstimator MeasureMassOverArea(
        this TransformsCatalog catalog,
        string outputColumnName,
        string saliencyColumnName,
        string maskColumnName,
        MaskMassOptions? options = null,
        MeasureColumnOptions? column = null) =>
        MeasurePlace(catalog, outputColumnName, saliencyColumnName, maskColumnName, MeasureRecipe.Of("mass-over-area", options ?? new()), column);

    /// <summary>Scores maps by intersection over union of the mask with the pixels that the map shows; see <see cref="MaskOverlap"/> and <see cref="MeasureEstimator"/>.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Name of the column to add: <see cref="float"/>, NaN where there is no score.</param>
    /// <param name="saliencyColumnName">Name of the column with the map; as for <see cref="MeasurePointingGame"/>.</param>
    /// <param name="maskColumnName">Name of the column with the mask; as for <see cref="MeasurePointingGame"/>.</param>
    /// <param name="options">Where the map is cut; null for the defaults.</param>
    /// <param name="column">What stands beside the score; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range, or a target column is named.</exception>
    public static MeasureEstimator MeasureIou(
        this TransformsCatalog catalog,
        string outputColumnName,
        string saliencyColumnName,
        string maskColumnName,
        MaskOverlapOptions? options = null,
        MeasureColumnOptions? column = null) =>
        MeasurePlace(catalog, outputColumnName, saliencyColumnName, maskColumnName, MeasureRecipe.Of("iou", options ?? new()), column);
}
