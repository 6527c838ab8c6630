using MLExplain.Evaluation;
using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Tests.Evaluation;

/// <summary>A broken measure: it reads maps upside down.</summary>
internal sealed class UpsideDown(IMapMeasure measure) : IMapMeasure
{
    public string Name => measure.Name;

    public IReadOnlyList<MeasureScore> Measure(IClassifier model, IReadOnlyList<EvaluatedMap> maps, CancellationToken cancellationToken = default) =>
        measure.Measure(model, [.. maps.Select(map => map with { Map = new Tensor(map.Map.Shape, Array.ConvertAll(map.Map.Values, v => -v)) })], cancellationToken);

    /// <summary>What is found of a measure by name that was broken so.</summary>
    /// <param name="name">The measure.</param>
    /// <param name="options">Options that leave what is known of it, key and value.</param>
    public static Calibration Calibrate(string name, params (string Key, string Value)[] options)
    {
        var (entry, values) = (Measures.Find(name), options.ToDictionary(o => o.Key, o => o.Value));
        var oracle = OracleCase.Make(values);
        var measure = new UpsideDown((IMapMeasure)entry.Create(values, oracle.Context));
        return Calibration.Of(entry.Facts, entry.Oracle!.Under(values.Keys)!, measure, oracle, CancellationToken.None);
    }
}
