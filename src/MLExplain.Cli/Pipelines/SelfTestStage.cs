using System.Globalization;
using MLExplain.Audit;
using MLExplain.Audit.Power;
using MLExplain.Cli.Pipelines.Sections;

namespace MLExplain.Cli.Pipelines;

/// <summary>The self-test of a pipeline file; every mistake in its section is found before the first image is read.</summary>
internal sealed class SelfTestStage
{
    private readonly SelfTestSection _section;
    private readonly DetectionPowerOptions _power;
    private readonly AuditSetup _audit;

    public SelfTestStage(string path, PipelineOptions options, AuditSetup audit)
    {
        (_section, _audit) = (options.SelfTest ?? new SelfTestSection(), audit);
        _power = new DetectionPowerOptions
        {
            Kinds = _section.Kinds, Strengths = _section.Strengths, Correlation = _section.Correlation, Repetitions = _section.Repetitions, Seed = options.Seed,
        };
        PipelineSetup.Checked($"{path}: selfTest", () => DetectionPower.Check(audit, _power));
    }

    /// <summary>What it was told, for readers who trace a run.</summary>
    public IEnumerable<KeyValuePair<string, string>> Options =>
    [
        KeyValuePair.Create("self-test", FormattableString.Invariant(
            $"{string.Join(' ', _section.Kinds)}, strengths {string.Join(' ', _section.Strengths.Select(s => s.ToString(CultureInfo.InvariantCulture)))}, correlation {_section.Correlation}, {_section.Repetitions} repetitions")),
    ];

    public SelfTestReport Execute(Terminal terminal, CancellationToken cancellationToken)
    {
        using var progress = new ProgressLine(terminal, "trials of the self-test", DetectionPower.Trials(_power));
        progress.Report(0);
        return DetectionPower.Run(_audit, _power, progress, cancellationToken);
    }
}
