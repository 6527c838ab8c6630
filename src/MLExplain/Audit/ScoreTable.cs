using MLExplain.Evaluation;
using MLExplain.Models;

namespace MLExplain.Audit;

/// <summary>Every score of an evaluation: by method or oracle, measure and image.</summary>
internal sealed class ScoreTable(int seed, IReadOnlyList<EvaluatedImage> images, IReadOnlyList<ExplainedSample> methods)
{
    private readonly List<ImageScore> _scores = [];
    private readonly List<EvaluatedMap> _maps =
    [
        .. methods.SelectMany(m => m.Maps).Select(m => m.Map).OfType<EvaluatedMap>(), .. images.SelectMany(i => OracleMaps.Of(i, seed)),
    ];

    /// <summary>Names of the measures, in the order they were added.</summary>
    public IReadOnlyList<string> Measures => [.. _scores.Select(s => s.Measure).Distinct()];

    /// <summary>The scores of the methods, by method, measure and image.</summary>
    public IReadOnlyList<ImageScore> OfMethods => [.. methods.SelectMany(m => _scores.Where(s => s.Method == m.Method.Name))];

    /// <summary>Judges all maps, those of oracles too, with one call.</summary>
    public int Add(IMapMeasure measure, IClassifier model, CancellationToken cancellationToken)
    {
        var scores = measure.Measure(model, _maps, cancellationToken).Zip(_maps).ToDictionary(s => (s.Second.Source, s.Second.Image), s => s.First);
        foreach (var method in methods)
        {
            _scores.AddRange(images.Zip(method.Maps, (image, map) => new ImageScore(
                method.Method.Name, measure.Name, image.Id, map.Map is null ? MeasureScore.Undefined(map.Reason) : scores[(method.Method.Name, image)])));
        }

        _scores.AddRange(from oracle in OracleMaps.Names from image in images select new ImageScore(oracle, measure.Name, image.Id, scores[(oracle, image)]));
        return _scores.Count;
    }

    /// <summary>Takes a method's scores, one per image.</summary>
    public int Add(string method, string measure, IReadOnlyList<MeasureScore> scores)
    {
        _scores.AddRange(images.Zip(scores, (image, score) => new ImageScore(method, measure, image.Id, score)));
        return _scores.Count;
    }

    /// <summary>A method's or an oracle's measures over all images.</summary>
    public IReadOnlyList<MeasureSummary> Summaries(string source) =>
    [
        .. _scores.Where(s => s.Method == source).GroupBy(s => s.Measure)
            .Select(g => MeasureSummary.Of(Evaluation.Measures.Find(g.Key).Facts, [.. g.Select(s => KeyValuePair.Create(s.Image, s.Score))], seed)),
    ];
}
