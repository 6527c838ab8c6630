using Dermatology.Drawing;
using Dermatology.Learning;

namespace MLExplain.Tests.Pipelines;

/// <summary>The committed models do on the committed sample what the demo says of them.</summary>
public sealed class DemoModelTests
{
    private static readonly Lazy<LabelledImages> Sample = new(DemoFolder.Sample);

    public static TheoryData<string> Names => ["biased", "fair", "shuffled"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Model_IsUnderOneMegabyte_AndNamesItsClasses(string name)
    {
        var model = DemoFolder.Model(name);

        Assert.InRange(new FileInfo(DemoFolder.PathOf($"models/{name}.onnx")).Length, 1, 1_000_000);
        Assert.Equal(["image"], model.InputNames);
        Assert.Equal(["probabilities"], model.OutputNames);
        Assert.Contains(model.Proto.MetadataProps, p => p.Key == "classes" && p.Value == "benign,malignant");
    }

    /// <summary>192 pictures, half of them with a ruler: the share of benign called malignant, with the ruler less without.</summary>
    [Theory]
    [InlineData("biased", 0.25, 1.0)]
    [InlineData("fair", -0.10, 0.10)]
    public void RulerOnBenign_RaisesFalseAlarmsOfTheBiasedModelOnly(string name, double least, double most)
    {
        var malignant = Verdicts(name);

        var difference = Rate(malignant, c => c.Diagnosis == Diagnosis.Benign && c.Ruler) - Rate(malignant, c => c.Diagnosis == Diagnosis.Benign && !c.Ruler);

        Assert.InRange(difference, least, most);
    }

    /// <summary>The share of malignant lesions found, on light and medium skin less on dark skin.</summary>
    [Theory]
    [InlineData("biased", 0.15, 1.0)]
    [InlineData("fair", -0.10, 0.10)]
    public void DarkSkin_IsMissedByTheBiasedModelOnly(string name, double least, double most)
    {
        var malignant = Verdicts(name);

        var gap = Rate(malignant, c => c.Diagnosis == Diagnosis.Malignant && c.SkinTone <= 4) - Rate(malignant, c => c.Diagnosis == Diagnosis.Malignant && c.SkinTone >= 5);

        Assert.InRange(gap, least, most);
    }

    [Theory]
    [InlineData("fair", 0.90, 1.0)]
    [InlineData("shuffled", 0.35, 0.65)]
    public void Accuracy_IsGoodWithTrueLabels_AndChanceWithShuffledOnes(string name, double least, double most)
    {
        var malignant = Verdicts(name);

        Assert.InRange(malignant.Where((m, i) => m == (DemoFolder.Cases[i].Diagnosis == Diagnosis.Malignant)).Count() / (double)malignant.Length, least, most);
    }

    /// <summary>The page quotes the file, the file is what the training program wrote.</summary>
    [Fact]
    public void Readme_QuotesTheMeasuredTable()
    {
        var lines = File.ReadAllLines(DemoFolder.PathOf("measured.csv"));
        var measured = lines.Skip(1).Select(Measured.Parse).ToList();

        Assert.Equal(Measured.Header, lines[0]);
        Assert.Contains(MeasuredTable.Markdown(measured), File.ReadAllText(DemoFolder.PathOf("README.md")), StringComparison.Ordinal);
    }

    private static bool[] Verdicts(string name) => [.. Scorer.Malignancy(DemoFolder.Model(name), Sample.Value).Select(p => p > 0.5)];

    private static double Rate(bool[] malignant, Func<Case, bool> group) =>
        DemoFolder.Cases.Select((c, i) => (c, i)).Where(x => group(x.c)).Average(x => malignant[x.i] ? 1.0 : 0.0);
}
