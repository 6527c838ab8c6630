using MLExplain.Reporting.Tables;

namespace MLExplain.Tests.Reporting.Tables;

/// <summary>reports/README.md documents the CSV files by what writes them.</summary>
public sealed class CsvGuideTests
{
    private const string Start = "<!-- From here on made from the columns' definitions in src/MLExplain/Reporting/Tables: to write it anew, run the tests CsvGuideTests with MLEXPLAIN_WRITE_GUIDE=1. -->\n\n";

    private static readonly string Guide = Path.Combine(Repository.Root, "reports", "README.md");

    [Fact]
    public void TheGuideSaysWhatTheColumnsSay()
    {
        var text = File.ReadAllText(Guide).ReplaceLineEndings("\n");
        var written = text.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        Assert.True(written >= Start.Length, "reports/README.md lacks the line before which people write, and after which it is made.");
        if (Environment.GetEnvironmentVariable("MLEXPLAIN_WRITE_GUIDE") == "1")
        {
            File.WriteAllText(Guide, text = text[..written] + CsvGuide.Markdown());
        }

        Assert.Equal(CsvGuide.Markdown(), text[written..]);
    }

    /// <summary>A column without a meaning, or named twice, helps nobody; a stray line break or bar would break the table.</summary>
    [Fact]
    public void EveryColumnHasOneNameAndAMeaning()
    {
        Assert.All(CsvTables.Groups.SelectMany(g => g.Tables), table =>
        {
            Assert.Equal(table.Columns.Count, table.Columns.Select(c => c.Key).Distinct().Count());
            Assert.All(table.Columns, c => Assert.Matches("^[a-z0-9_]+([.][A-Z]+)?$", c.Key));
            Assert.All(table.Columns, c => Assert.Matches(@"^([^|\n]|\\[|])+$", c.Value));
        });
    }
}
