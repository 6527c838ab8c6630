using MLExplain.Models;

namespace MLExplain.Evaluation;

/// <summary>Relevance rank accuracy: how many of the K most relevant pixels lie inside a mask of K pixels.</summary>
/// <remarks>
/// L. Arras, A. Osman, W. Samek 2022 (CLEVR-XAI), arXiv:2003.07258, §3.2: |top-K ∩ M| / K, 0..1, by signed value. Pixels tied at the edge of the top share
/// the places left, where Quantus and CLEVR-XAI leave them to the order of a sort. Empty masks and constant maps are undefined.
/// </remarks>
public sealed class RelevanceRank : IMapMeasure
{
    /// <inheritdoc/>
    public string Name => "relevance-rank";

    /// <inheritdoc/>
    public IReadOnlyList<MeasureScore> Measure(IClassifier model, IReadOnlyList<EvaluatedMap> maps, CancellationToken cancellationToken = default) =>
        MaskedMap.Judge(maps, map =>
        {
            var weights = TopPixels.Weights(Array.ConvertAll(map.Values, value => (double)value), map.Area);
            return MeasureScore.Of(Math.Min(1, weights.Where((_, pixel) => map.Mask[pixel]).Sum() / map.Area));
        });
}
