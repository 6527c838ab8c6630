using MLExplain.Audit;
using MLExplain.Audit.Fairness;
using MLExplain.Tests.Imaging;

namespace MLExplain.Tests.Audit;

public sealed class CsvSeparatorTests : IDisposable
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
        File.WriteAllText(_folder.Missing("a.csv"), text);

        Assert.Equal(separator, CsvSeparator.Of(_folder.Missing("a.csv")));
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

    public void Dispose() => _folder.Dispose();
}
