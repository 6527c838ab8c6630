using MLExplain.Audit;
using MLExplain.Audit.Fairness;
using MLExplain.Tests.Imaging;

namespace MLExplain.Tests.Audit;

public sealed class CsvSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("id,label\n1,a;b;c\n", ',')]
    [InlineData("id;label\n1,2;a\n", ';')]
    [InlineData("id\tlabel\n", '\t')]
    [InlineData("\"a;b;c\",label\n", ',')]
    [InlineData("\"a\n;;;\",label\n", ',')]
    [InlineData("\ufeffid;\"the, true, class\";x\r\n", ';')]
    [InlineData("a;b,c\n", ',')]
    [InlineData("one\n", ',')]
    [InlineData("", ',')]
    public void TheHeaderLineTells(string text, char separator)
    {
        Assert.Equal(separator, CsvSource.SeparatorOf(System.Text.Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void ManifestsAndPredictionsWithSemicolonsAreRead()
    {
        File.WriteAllText(_folder.Missing("m.csv"), "id;file;label;age\r\n1;a.png;yes;\"40;60\"\r\n");
        File.WriteAllText(_folder.Missing("p.csv"), "label;prediction;sex\nyes;no;f\n");

        var row = ManifestReader.Read(_folder.Missing("m.csv"), new ManifestColumns { Groups = ["age"] }).Single();
        var record = PredictionsReader.Read(_folder.Missing("p.csv"), new PredictionColumns { Groups = ["sex"] }).Single();

        Assert.Equal(("1", "a.png", "yes", "40;60"), (row.Id, row.File, row.Label, row.Groups[0].Value));
        Assert.Equal(("yes", "no", "f"), (record.Label, record.Prediction, record.Groups[0].Value));
    }

    /// <summary>Each of these would put cells into other columns, rows into one cell, or two groups into one.</summary>
    [Theory]
    [InlineData("id,label\n1,a\n\"2,b\n3,a\n", "a quoted field that is never closed")]
    [InlineData("id,label\n1,a\n2,b\"c\n", "line 3")]
    [InlineData("id,label\n1,\"a\"b\n", "line 2")]
    [InlineData("id,label\n1,a\n2\n", "(3): the row has 1 cells, but the header names 2 columns")]
    [InlineData("id,label\n1,a,0,5\n", "(2): the row has 4 cells, but the header names 2 columns")]
    [InlineData("id,label,id\n1,a,2\n", "(1): the header names the column 'id' more than once")]
    public void WhatIsMalformedIsRefusedWithItsLine(string text, string sentence)
    {
        File.WriteAllText(_folder.Missing("a.csv"), text);

        var refused = Assert.Throws<DataException>(ReadAll);

        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LettersOfAnotherEncodingAreRefusedWithTheirLine()
    {
        File.WriteAllBytes(_folder.Missing("a.csv"), [.. "id,label\n1,a\n2,m"u8, 0xe9, (byte)'\n']);

        Assert.Contains("a.csv(3): the line holds letters that are not UTF-8", Assert.Throws<DataException>(ReadAll).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SpreadsheetsUnicodeTextIsRead()
    {
        File.WriteAllText(_folder.Missing("a.csv"), "id\tlabel\r\n1\té\r\n", System.Text.Encoding.Unicode);

        Assert.Equal(["é"], ReadAll());
    }

    private List<string> ReadAll()
    {
        using var csv = CsvSource.Open(_folder.Missing("a.csv"));
        var labels = new List<string>();
        while (csv.Read())
        {
            labels.Add(csv["label"]);
        }

        return labels;
    }

    public void Dispose() => _folder.Dispose();
}
