using MLExplain.Audit.Gates;

namespace MLExplain.Reporting.Tables;

/// <summary>A comparison with an earlier run as a CSV file, worst first.</summary>
public static class BaselineCsv
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "baseline_diff.csv";

    internal static readonly CsvTable<(ChangedGate Gate, bool IsComparable)> Table = new(FileName, "a gate beside the same gate of an earlier report, worst first; with `--baseline` only")
    {
        { "gate", "what the gate asks", g => g.Gate.Name },
        { "severity", "`error` or `warning`", g => g.Gate.Severity },
        { "baseline_value", "its number in the earlier report", g => g.Gate.Before?.Value },
        { "current_value", "its number in this one", g => g.Gate.Now?.Value },
        { "delta", "their difference", g => g.Gate.Delta },
        { "ci_low", "lower end of the 95 % interval of the difference", g => g.Gate.Lower },
        { "ci_high", "upper end", g => g.Gate.Upper },
        { "q_value", "chance of such a difference if nothing changed, adjusted for the number of gates (Benjamini, Hochberg 1995)", g => g.Gate.QValue },
        { "comparable", "`false` when images, labels, masks, options, classes or the tool's version differ: the difference cannot be blamed on the model", g => g.IsComparable },
        { "verdict_before", "the gate's status in the earlier report", g => g.Gate.Before?.Status },
        { "verdict_now", "its status in this one", g => g.Gate.Now?.Status },
        {
            "change",
            "`newly_failing`, `other_groups` (it fails as before, but for other groups), `no_longer_evaluated` (it had a number), `worse`, `no_longer_passing` (it is inconclusive now), `new`, `gone`, `unchanged`, `better`, `newly_passing`",
            g => g.Gate.Change
        },
    };

    /// <summary>One row per gate of either run.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="comparison">What to write.</param>
    public static void Write(string path, BaselineComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        Table.Write(path, comparison.Gates.Select(g => (g, comparison.IsComparable)));
    }
}
