using System.Globalization;
using System.Text.RegularExpressions;
using MLExplain.Audit.Power;
using MLExplain.Cli;
using MLExplain.Cli.Pipelines;
using MLExplain.Reporting;

namespace MLExplain.Tests.Pipelines;

/// <summary>What the README says of the self-test on the demo is what it finds; two of the four kinds, which need nothing of the others.</summary>
public sealed class DemoSelfTestTests
{
    [Theory]
    [InlineData(StampKind.CornerTag)]
    [InlineData(StampKind.Tint)]
    public void TheReadme_StatesWhatIsCaught(StampKind kind)
    {
        // Another instruction set may turn one borderline picture or trial.
        const double Trial = 1;
        const double Percent = 2;
        var path = DemoFolder.PathOf("audit.yaml");
        var folder = Directory.CreateTempSubdirectory();
        var (report, _) = new SelfTestPipeline(path, PipelineFile.Load(path, new DateOnly(2026, 7, 31)) with { SelfTest = new() { Kinds = [kind] } }, new(), new DateOnly(2026, 7, 31), new Terminal(TextWriter.Null, TextWriter.Null, Interactive: false))
            .Execute(folder.FullName, default);
        folder.Delete(recursive: true);
        var page = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

        Assert.Equal(4, report.Cells.Count);
        Assert.All(report.Cells, cell =>
        {
            var name = EnumText.Name(kind).Replace('_', ' ');
            var row = Regex.Match(page, FormattableString.Invariant($@"\| {name} \| {(cell.Strength == 0 ? "nothing" : cell.Strength)} \| (\d+) % \| (\d+) \| (\d+) \|"));
            Assert.True(row.Success, $"{name} {cell.Strength}");
            double[] stated = [.. row.Groups.Values.Skip(1).Select(g => double.Parse(g.Value, CultureInfo.InvariantCulture))];
            Assert.Equal(100 * cell.FlipRate!.Value, stated[0], Percent);
            Assert.Equal(cell.Used.Numerator, stated[1], Trial);
            Assert.Equal(cell.Caught.Numerator, stated[2], Trial);
        });
    }
}
