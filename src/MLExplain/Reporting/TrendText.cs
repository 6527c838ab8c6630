using System.Globalization;
using MLExplain.Audit.Gates;
using MLExplain.Audit.Trend;

namespace MLExplain.Reporting;

/// <summary>Past runs in words, the same wherever they are printed.</summary>
public static class TrendText
{
    private const int HashLength = 12;

    /// <summary>What was read and what was not, in one sentence.</summary>
    /// <param name="report">The runs.</param>
    public static string Sentence(TrendReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return FormattableString.Invariant($"Runs read: {report.Runs}. Folders not read: {report.Unread.Count}. Breaks, where a run is not comparable with the one before: {report.Trends.Sum(t => t.Runs.Count(r => r.IsComparable == false))}.");
    }

    /// <summary>The last verdict of the runs of one name beside the one before.</summary>
    /// <param name="trend">The runs.</param>
    public static string Sentence(NamedTrend trend)
    {
        ArgumentNullException.ThrowIfNull(trend);
        var last = trend.Runs[^1];
        var now = $"The last run, {last.Run.Folder}, {Verb(last.Run.Verdict)}";
        return trend.Runs.Count == 1 ? $"{now}. There is no run before it." : $"{now}; the one before {Verb(trend.Runs[^2].Run.Verdict)}. {Changes(last)}";
    }

    /// <summary>What changed since the run before, and whether numbers can be compared.</summary>
    /// <param name="run">The run.</param>
    public static string Changes(TrendRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.IsComparable switch
        {
            null => "The first run.",
            false => $"Not comparable with the run before: {string.Join(' ', run.Changes.Select(c => c.Sentence))}",
            _ when run.Changes.Count > 0 => "Comparable with the run before: only the model changed.",
            _ => "Comparable with the run before: nothing changed.",
        };
    }

    /// <summary>A time to the second, UTC, in a form that sorts.</summary>
    /// <param name="time">The time.</param>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The start of a hash, which tells it from others.</summary>
    /// <param name="hash">The hash; null where there is none.</param>
    public static string ShortHash(string? hash) => hash is null ? "none" : hash[..Math.Min(HashLength, hash.Length)];

    private static string Verb(GateStatus verdict) => verdict switch
    {
        GateStatus.Fail => "fails",
        GateStatus.Pass => "passes",
        GateStatus.Inconclusive => "is inconclusive",
        _ => "was not evaluated",
    };
}
