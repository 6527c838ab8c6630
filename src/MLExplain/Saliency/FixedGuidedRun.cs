namespace MLExplain.Saliency;

/// <summary>The published algorithm: one gradient per step, which counts for the whole step.</summary>
internal sealed class FixedGuidedRun(int image, GuidedPath path, double score) : GuidedRun(image)
{
    private double _baselineScore;

    public override IReadOnlyList<double> Wanted => path.IsDone ? [] : [0];

    public override void Fill(double at, Span<float> row) => path.Fill(row);

    public override void Add(double at, double score, ReadOnlySpan<float> gradient)
    {
        _baselineScore = path.Step == 0 ? score : _baselineScore;
        path.Advance(gradient);
    }

    public override Attribution Finish(ExplainedBatch batch) =>
        (batch.Attribution(Image, Array.ConvertAll(path.Attribution, value => (float)value), score, path.Steps) with
        {
            BaselineScore = _baselineScore,
            Rule = $"guidedLeft {path.Steps}",
        }).Judged();
}
