namespace MLExplain.Evaluation;

/// <summary>Similarities of every image, step and draw of a randomisation.</summary>
internal sealed class SimilarityTable(int images, int steps, int draws)
{
    private readonly MeasureScore[,,] _cells = new MeasureScore[images, steps, draws];

    public MeasureScore this[int image, int step, int draw]
    {
        set => _cells[image, step, draw] = value;
    }

    public RandomisationReport Report(ParameterRandomisationOptions options, IReadOnlyList<IReadOnlyList<string>> layers)
    {
        var judged = options.Order == RandomisationOrder.Cascading ? Enumerable.Range(steps - 1, 1) : Enumerable.Range(0, steps);
        return new RandomisationReport(
            [.. layers.Select((names, step) => new RandomisedStep(names, Interval([step]), Missing(step)))],
            Interval([.. judged]),
            options.Threshold,
            [.. Enumerable.Range(0, images).Select(image => Score(image, [.. judged]))]);
    }

    /// <summary>Images are the independent values; of a single one, its draws.</summary>
    private SimilarityInterval Interval(int[] judged) => SimilarityInterval.Of(images == 1
        ? [.. Enumerable.Range(0, draws).Select(draw => Mean([0], judged, [draw])).OfType<double>()]
        : [.. Enumerable.Range(0, images).Select(image => Mean([image], judged, Enumerable.Range(0, draws))).OfType<double>()]);

    private MeasureScore Score(int image, int[] judged)
    {
        if (Mean([image], judged, Enumerable.Range(0, draws)) is not { } value)
        {
            return _cells[image, judged[^1], 0];
        }

        var curve = Enumerable.Range(0, steps).Select(step => (Step: step, Value: Mean([image], [step], Enumerable.Range(0, draws))));
        return MeasureScore.Of(value, [.. curve.Where(p => p.Value is not null).Select(p => new CurvePoint((p.Step + 1) / (double)steps, p.Value!.Value))]);
    }

    private int Missing(int step) => Cells(Enumerable.Range(0, images), [step], Enumerable.Range(0, draws)).Count(c => c.Value is null);

    private double? Mean(IEnumerable<int> ofImages, IEnumerable<int> ofSteps, IEnumerable<int> ofDraws) =>
        Cells(ofImages, ofSteps, ofDraws).Select(c => c.Value).OfType<double>().Cast<double?>().DefaultIfEmpty().Average();

    private IEnumerable<MeasureScore> Cells(IEnumerable<int> ofImages, IEnumerable<int> ofSteps, IEnumerable<int> ofDraws) =>
        from image in ofImages from step in ofSteps from draw in ofDraws select _cells[image, step, draw];
}
