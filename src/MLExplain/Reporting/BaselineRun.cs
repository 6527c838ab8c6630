using MLExplain.Audit;
using MLExplain.Audit.Gates;
using MLExplain.Audit.Trend;

namespace MLExplain.Reporting;

/// <summary>The report of an earlier run, as far as a comparison needs it.</summary>
public sealed class BaselineRun
{
    private readonly PastRun _run;

    private BaselineRun(PastRun run) => _run = run;

    /// <summary>Reads a report.</summary>
    /// <param name="folder">Folder of the report.</param>
    /// <exception cref="DataException">It is no complete report of an audit, or was changed since.</exception>
    public static BaselineRun Load(string folder)
    {
        try
        {
            return new BaselineRun(PastRunFolder.Load(folder));
        }
        catch (DataException e)
        {
            throw new DataException($"The baseline {e.Message} Give the folder that an earlier run wrote.");
        }
    }

    /// <summary>Holds a decision beside this run's.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="now">What it was made from.</param>
    public BaselineComparison Compare(GateDecision decision, RunIdentity now)
    {
        ArgumentNullException.ThrowIfNull(now);
        IEnumerable<BaselineGate> before = _run.Gates.Select(g => new BaselineGate(g.Name, g.Value, g.Lower, g.Upper, g.Status) { Severity = g.Condition.Severity, WorstOff = g.WorstOff });
        return BaselineComparison.Of(decision, GateWords.Name, [.. before], [.. now.Since(_run.Identity).Select(d => d.Sentence)]);
    }
}
