using MLExplain.Audit;
using MLExplain.Evaluation;
using MLExplain.Reporting;
using Spectre.Console;

namespace MLExplain.Cli.Commands;

/// <summary>Prints an evaluation: a card for each method, then what a reader must know of the run.</summary>
internal static class MethodCardPrinter
{
    private const int ShownSteps = 8;

    public static void Print(Terminal terminal, EvaluationReport report)
    {
        var console = terminal.Plain();
        foreach (var method in report.Methods)
        {
            console.Write(Card(report, method));
        }

        terminal.Print($"{report.Images.Count} images of {report.Candidates}, drawn by the seed{(report.PassedOver.Count > 0 ? $"; {report.PassedOver.Count} more were drawn but cannot be used" : "")}.");
        foreach (var passed in report.PassedOver)
        {
            terminal.Print($"  {passed.Id}: {passed.Reason}");
        }

        foreach (var warning in report.Warnings)
        {
            terminal.PrintWarning($"warning: {warning}");
        }
    }

    private static Panel Card(EvaluationReport report, MethodEvaluation method)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        foreach (var check in method.Card.Checks)
        {
            Row(grid, check.Measure, check.Summary[(check.Measure.Length + 2)..]);
        }

        if (method.Randomisation is [{ Report.Steps: { Count: > 0 } steps } judged, ..])
        {
            Row(grid, "by layer", $"{judged.Name}: {string.Join(", ", Shown(steps).Select(s => $"{s.Layers[^1]} {(s.Similarity.Mean is { } mean ? FigureText.Of(mean) : "none")}"))}");
        }

        foreach (var measure in method.Measures)
        {
            Row(grid, measure.Facts.Name, Measure(report, measure));
        }

        Row(grid, "time", $"{FigureText.Seconds(method.SecondsPerImage)} per image");
        if (method.Refused > 0)
        {
            Row(grid, "refused", FormattableString.Invariant($"{method.Refused} of {method.Refused + method.Explained} images: {method.Refusal}"));
        }

        var stamp = method.Card.IsLowEvidence ? "LOW EVIDENCE" : Words(method.Card.Verdict);
        return new Panel(grid) { Header = new PanelHeader(Sentence.Cell($" {method.Method}: {stamp} ")), Expand = true };
    }

    private static string Measure(EvaluationReport report, MeasureSummary measure)
    {
        var calibration = report.Calibrations.FirstOrDefault(c => c.Measure == measure.Facts.Name);
        if (calibration is { IsUsable: false })
        {
            return $"unusable: {calibration.Sentence}";
        }

        if (measure.Value.Mean is null)
        {
            return $"{FigureText.Missing(measure)}: {measure.Reason}";
        }

        var oracles = report.Oracles.Select(o => (o.Oracle, o.Measures.FirstOrDefault(m => m.Facts.Name == measure.Facts.Name)?.Value.Mean))
            .Where(o => o.Mean is not null).Select(o => $"{o.Oracle} {FigureText.Of(o.Mean!.Value)}").ToList();
        var missing = measure.Value.Count < measure.Images
            ? FormattableString.Invariant($"; {FigureText.Images(measure)}, for {measure.ReasonCount} of the others: {measure.Reason}")
            : "";
        return $"{FigureText.Of(measure.Value)} {FigureText.Of(measure.Facts.Direction)}{(oracles.Count > 0 ? "; " : "")}{string.Join(", ", oracles)}{missing}";
    }

    /// <summary>At most eight steps, spread over all, the last one among them.</summary>
    private static IEnumerable<RandomisedStep> Shown(IReadOnlyList<RandomisedStep> steps)
    {
        var count = Math.Min(ShownSteps, steps.Count);
        return Enumerable.Range(1, count).Select(i => steps[(i * steps.Count / count) - 1]);
    }

    private static string Words(SanityVerdict verdict) => verdict == SanityVerdict.NotEvaluated ? "not evaluated" : verdict.ToString().ToLowerInvariant();

    private static void Row(Grid grid, string name, string text) => grid.AddRow(Sentence.Cell(name), Sentence.Cell(text));
}
