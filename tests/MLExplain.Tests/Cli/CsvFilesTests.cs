using System.Globalization;
using System.Text.RegularExpressions;
using MLExplain.Reporting.Tables;

namespace MLExplain.Tests.Cli;

/// <summary>Every CSV file that the tool writes: with the documented columns, and the same bytes whatever the machine's language.</summary>
public sealed partial class CsvFilesTests(CsvFilesTests.Written written) : IClassFixture<CsvFilesTests.Written>
{
    private static readonly string[] HoldTimes = ["times.csv", "trend.csv", "trend.html"];

    /// <summary>Cultures as ICU has them, built by hand: the tool's processes run without ICU, where all cultures are alike.</summary>
    public static TheoryData<string, string, string, string, string> Cultures => new()
    {
        { "en-US", ".", ",", "-", "M/d/yyyy" },
        { "de-DE", ",", ".", "-", "dd.MM.yyyy" },
        { "ar-SA", "\u066B", "\u066C", "\u061C-", "dd/MM/yyyy" },
    };

    [Theory]
    [MemberData(nameof(Cultures))]
    public async Task EveryFileIsTheSameBytesInEveryCulture(string name, string point, string thousands, string minus, string date)
    {
        var culture = Culture(point, thousands, minus, date);
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture;
        try
        {
            await FullPipeline.WriteAll(written.Pipeline, name);
        }
        finally
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = before;
        }

        Assert.True(written.Files.Count > 35, string.Join(' ', written.Files.Keys));
        foreach (var (file, bytes) in written.Files.Where(f => !HoldTimes.Contains(Path.GetFileName(f.Key))))
        {
            Assert.True(bytes.AsSpan().SequenceEqual(File.ReadAllBytes(written.Pipeline.Path(name + file))), $"{file} is not the same bytes under {name}.");
        }
    }

    /// <summary>That the cultures really differ is what makes the comparison above one.</summary>
    [Theory]
    [MemberData(nameof(Cultures))]
    public void TheCulturesWriteNumbersAndDatesTheirOwnWay(string _, string point, string thousands, string minus, string date)
    {
        var culture = Culture(point, thousands, minus, date);

        Assert.Equal($"{minus}1{thousands}234{point}5", (-1234.5).ToString("N1", culture));
        Assert.NotEqual(new DateTime(2026, 1, 4).ToString("d", CultureInfo.InvariantCulture), new DateTime(2026, 1, 4).ToString("d", culture));
    }

    /// <summary>What reports/README.md says of the files is made from <see cref="CsvTables"/>: every file is one of them, with its columns in their order.</summary>
    [Fact]
    public void EveryFileHasTheColumnsThatAreDocumented()
    {
        var documented = CsvTables.Groups.SelectMany(g => g.Tables).ToDictionary(t => t.File, t => t.Columns.Select(c => c.Key).ToArray());
        var tables = written.Files.Where(f => f.Key.EndsWith(".csv", StringComparison.Ordinal)).ToLookup(f => Path.GetFileName(f.Key), f => Header(f.Value));

        Assert.Equal(documented.Keys.Order(StringComparer.Ordinal), tables.Select(t => t.Key).Order(StringComparer.Ordinal));
        Assert.All(tables, table => Assert.Contains(table, header => header.SequenceEqual(documented[table.Key])));
        Assert.All(tables, table => Assert.All(table, header => Assert.Empty(header.Except(documented[table.Key]))));
    }

    private static CultureInfo Culture(string point, string thousands, string minus, string date)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator, culture.NumberFormat.NegativeSign) = (point, thousands, minus);
        (culture.DateTimeFormat.ShortDatePattern, culture.TextInfo.ListSeparator) = (date, ";");
        return culture;
    }

    /// <summary>Columns of a name that the data give stand once, as documented.</summary>
    private static string[] Header(byte[] csv)
    {
        var line = System.Text.Encoding.UTF8.GetString(csv).Split('\n')[0];
        return [.. line.Split(',').Select(column => Named().Replace(column, m => m.Groups[1].Value + (m.Groups[1].Value == "group." ? "NAME" : "REGION"))).Distinct()];
    }

    [GeneratedRegex("^(group\\.|mass_over_area_(?:in|out)\\.).*$")]
    private static partial Regex Named();

    /// <summary>All files, written under the invariant culture.</summary>
    public sealed class Written : IAsyncLifetime, IDisposable
    {
        private readonly SmallPipeline _pipeline = FullPipeline.Create();

        public Dictionary<string, byte[]> Files { get; } = [];

        internal SmallPipeline Pipeline => _pipeline;

        public async Task InitializeAsync()
        {
            await FullPipeline.WriteAll(_pipeline, "invariant");
            foreach (var file in new[] { "-run", "-past", "-past/next", "-audit", "-reviewed", "-compare" }.SelectMany(part => Directory.GetFiles(_pipeline.Path("invariant" + part))).Where(f => Path.GetExtension(f) is ".csv" or ".html" or ".xml" or ".sarif"))
            {
                Files[file[_pipeline.Path("invariant").Length..]] = await File.ReadAllBytesAsync(file);
            }
        }

        public Task DisposeAsync() => Task.CompletedTask;

        public void Dispose() => _pipeline.Dispose();
    }
}
