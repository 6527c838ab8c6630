namespace MLExplain.Saliency;

/// <summary>A guided path whose every step is integrated as well as its share of the tolerance asks for.</summary>
/// <remarks>
/// The end of a step is where the next gradient is needed anyway, so each step is a straight chord with scores and gradients at both ends:
/// its residual is known, and it is bisected only where that is too large. Memory is one chord, whatever the number of steps.
/// </remarks>
internal sealed class AutomaticGuidedRun(int image, GuidedPath path, double score, GuidedIgOptions options) : GuidedRun(image)
{
    private readonly double[] _total = new double[path.Length];
    private GuidedChord? _chord;
    private double _baselineScore;
    private double _residual;
    private int _calls;

    public override IReadOnlyList<double> Wanted => _chord?.Wanted ?? (_calls == 0 ? [0] : []);

    private double Allowed => ResidualLimit.Accepted(options.Tolerance, score - _baselineScore, Math.Max(Math.Abs(score), Math.Abs(_baselineScore)));

    public override void Fill(double at, Span<float> row)
    {
        if (_chord is { } chord)
        {
            chord.Fill(at, row);
        }
        else
        {
            path.Fill(row);
        }
    }

    public override void Add(double at, double score, ReadOnlySpan<float> gradient)
    {
        _calls++;
        if (_chord is { } chord)
        {
            chord.Add(at, score, gradient);
        }
        else
        {
            _baselineScore = score;
            _chord = Next(score, gradient);
        }
    }

    public override void Advance()
    {
        if (_chord is not { } chord || !chord.HasEnds)
        {
            return;
        }

        chord.Advance();
        if (chord.IsDone)
        {
            chord.Path.AddAttribution(chord.Integrate(), 1, _total);
            _residual += chord.Residual;
            _chord = path.IsDone ? null : Next(chord.Score, chord.EndGradient);
        }
    }

    public override Attribution Finish(ExplainedBatch batch) =>
        (batch.Attribution(Image, Array.ConvertAll(_total, value => (float)value), score, _calls) with
        {
            BaselineScore = _baselineScore,
            Rule = $"guided {path.Steps} {AdaptiveIntegration.Rule}",
            Converged = Math.Abs(_residual) <= Allowed,
        }).Judged();

    // What is left of the budget, one gradient kept for the end of each later step.
    private GuidedChord Next(double score, ReadOnlySpan<float> gradient)
    {
        var from = new float[path.Length];
        path.Fill(from);
        path.Advance(gradient);
        var to = new float[path.Length];
        path.Fill(to);
        var share = (double)path.Step / path.Steps;
        var spare = Math.Max(0, options.MaxSteps - _calls - 1 - (path.Steps - path.Step));
        var chord = new GuidedChord(new StraightPath(Image, 0, to, from), _residual, Allowed * share, Allowed / path.Steps, Allowed / Math.Sqrt(path.Steps), 2 + spare);
        chord.Add(0, score, gradient);
        return chord;
    }
}
