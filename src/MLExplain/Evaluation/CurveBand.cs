namespace MLExplain.Evaluation;

/// <summary>One place of the curve of many images.</summary>
/// <param name="X">What was varied, such as the number of pixels removed.</param>
/// <param name="Y">Mean over the images that have a value there, with its interval; its count says how many have.</param>
public sealed record CurveBand(double X, Bootstrap Y)
{
    /// <summary>Places of curves that were not measured at the same ones.</summary>
    private const int Places = 26;

    /// <summary>The curve of many images. Curves from 0 to 1 that were measured at different places are read at the same ones, linearly.</summary>
    /// <param name="curves">One curve per image; empty ones are left out.</param>
    /// <param name="seed">Seed of the intervals.</param>
    internal static IReadOnlyList<CurveBand> Of(IEnumerable<IReadOnlyList<CurvePoint>> curves, int seed)
    {
        var given = curves.Where(c => c.Count > 0).ToList();
        var isAligned = given.TrueForAll(c => c.Select(p => p.X).SequenceEqual(given[0].Select(p => p.X)));
        var isWhole = given.TrueForAll(c => c[0].X <= 0 && c[^1].X >= 1);
        var aligned = isWhole && !isAligned ? given.ConvertAll(c => CurveAggregate.Mean([c], Places)) : given;
        return [.. aligned.SelectMany(c => c).GroupBy(p => p.X).OrderBy(g => g.Key).Select(g => new CurveBand(g.Key, Bootstrap.Of([.. g.Select(p => p.Y)], seed)))];
    }
}
