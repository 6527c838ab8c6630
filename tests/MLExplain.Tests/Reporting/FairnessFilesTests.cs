using System.Globalization;
using System.Text.Json;
using CsvHelper;
using MLExplain.Audit.Fairness;
using MLExplain.Audit.Gates;
using MLExplain.Reporting;
using MLExplain.Reporting.Tables;
using MLExplain.Tests.Audit.Fairness;

namespace MLExplain.Tests.Reporting;

/// <summary>The tables of a fairness audit, and the decision.</summary>
public sealed class FairnessFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlexplain-fairness-");

    private static FairnessReport Report { get; } = FairnessAudit.Run(
        [
            .. Made.Group("a,\"b\"\n=1+1", 40, 10, 10, 40).Select((r, i) => r with { Score = (i % 10 / 10.0) + 0.05 }),
            .. Made.Group("z", 20, 10, 30, 40), .. Made.Group("small", 1, 0, 0, 1), .. Made.Group("", 3, 0, 0, 0),
        ],
        Made.Options with { MinimumDenominator = 5, Replicates = 200 });

    /// <summary>TP 40, FP 10, FN 10, TN 40: TPR 40 of 50, and Wilson's interval for it.</summary>
    [Fact]
    public void ARateIsItsNumeratorAndDenominator()
    {
        var row = Rows("group_metrics.csv").Single(r => r[1].StartsWith("a,", StringComparison.Ordinal) && r[3] == "tpr");

        Assert.Equal(["40", "50", "0.8"], row[4..7]);
        Assert.Equal(["wilson", "100", "ok"], row[9..]);
    }

    [Fact]
    public void WhatIsUndefinedIsAnEmptyCellWithAStatus()
    {
        var row = Rows("group_metrics.csv").Single(r => r[1] == "small" && r[3] == "tpr");

        Assert.Equal(["1", "1", "", "", "", "", "2", "below_min_n"], row[4..]);
        Assert.All(Report.Rates.Select(r => r.Rate.Value).Where(v => v is not null), v => Assert.True(double.IsFinite(v!.Value)));
    }

    [Fact]
    public void GroupsNamedLikeFormulasStayText() => Assert.DoesNotContain(Rows("impact_ratios.csv"), row => row[1].StartsWith('='));

    [Fact]
    public void EveryFileHasRowsOfOneLength()
    {
        foreach (var (name, _) in FairnessCsv.Files(Report))
        {
            var rows = Rows(name);
            Assert.NotEmpty(rows);
            Assert.Single(rows.Select(r => r.Length).Distinct());
        }
    }

    /// <summary>Signs of de-DE and ar-SA: the product runs without the cultures' data, so they are put in place by hand.</summary>
    [Theory]
    [InlineData(",", "-")]
    [InlineData("\u066B", "\u061C-")]
    public void BytesDoNotDependOnTheCulture(string decimalSeparator, string negativeSign)
    {
        var expected = Bytes();
        var before = CultureInfo.CurrentCulture;
        try
        {
            var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (other.NumberFormat.NumberDecimalSeparator, other.NumberFormat.NegativeSign) = (decimalSeparator, negativeSign);
            CultureInfo.CurrentCulture = other;
            Assert.Equal(expected, Bytes());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void TheDecisionIsTheSameInBothFiles()
    {
        var decision = GateDecision.Of(FairnessGates.Default(2, "x"), FairnessGates.Measurements(Report));
        GatesCsv.Write(Path("gates.csv"), decision);
        VerdictFile.Write(Path("verdict.json"), "made", decision);
        using var verdict = JsonDocument.Parse(File.ReadAllText(Path("verdict.json")));
        var gates = verdict.RootElement.GetProperty("gates").EnumerateArray().ToList();
        var rows = Csv(Path("gates.csv"));

        Assert.Equal("fail", verdict.RootElement.GetProperty("verdict").GetString());
        var status = File.ReadLines(Path("gates.csv")).First().Split(',').IndexOf("status");
        Assert.Equal(rows.Select(r => (r[0], r[status])), gates.Select(g => (g.GetProperty("id").GetString()!, g.GetProperty("status").GetString()!)));
        Assert.Equal(rows.Count(r => r[status] == "fail"), verdict.RootElement.GetProperty("counts").GetProperty("fail").GetInt32());
        Assert.Contains("tpr: z 20 of 50, a,\"b\"\n=1+1 40 of 50", rows.Select(r => r[status - 1]));
        Assert.Equal(decision.Sentence, verdict.RootElement.GetProperty("sentence").GetString());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    private List<byte[]> Bytes() => [.. FairnessCsv.Files(Report).Select(f =>
    {
        f.Write(Path(f.Name));
        return File.ReadAllBytes(Path(f.Name));
    })];

    private List<string[]> Rows(string name)
    {
        FairnessCsv.Files(Report).Single(f => f.Name == name).Write(Path(name));
        return Csv(Path(name));
    }

    private static List<string[]> Csv(string path)
    {
        using var csv = CsvReader.FromFile(path, new CsvReaderOptions { Separator = ',' });
        var rows = new List<string[]>();
        while (csv.Read())
        {
            rows.Add([.. csv.Headers.Select(csv.GetString)]);
        }

        return rows;
    }
}
