using MLExplain.Cli;
using MLExplain.Cli.Commands;
using MLExplain.Tests.Evaluation;
using MLExplain.Tests.Reporting;

namespace MLExplain.Tests.Cli;

public sealed class MethodCardPrinterTests
{
    /// <summary>A broken measure's values are not printed: in their place stands what it got wrong.</summary>
    [Fact]
    public void AMeasureThatFailsOnALinearModel_IsCalledUnusable()
    {
        var broken = UpsideDown.Calibrate("deletion");
        var printed = new StringWriter();

        MethodCardPrinter.Print(new Terminal(printed, TextWriter.Null, Interactive: false) { Width = 400 }, EvaluationCase.Make() with { Calibrations = [broken] });

        var lines = printed.ToString().Split(Environment.NewLine).Where(line => line.StartsWith("│ deletion ", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, lines.Count);
        Assert.All(lines, line => Assert.Equal($"unusable: {broken.Sentence}", line[11..^1].Trim()));
        Assert.EndsWith(": do not use it.", broken.Sentence, StringComparison.Ordinal);
        Assert.Contains("sensitivity-n", printed.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("unusable: 'sensitivity-n'", printed.ToString(), StringComparison.Ordinal);
    }
}
