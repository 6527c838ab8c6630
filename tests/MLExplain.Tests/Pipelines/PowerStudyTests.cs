using Dermatology.Learning;
using Dermatology.Study;

namespace MLExplain.Tests.Pipelines;

/// <summary>The demo's study over seeds: what its README states, and the code that it was made with.</summary>
public sealed class PowerStudyTests
{
    private static readonly StudyRow[] Rows = [.. File.ReadAllLines(DemoFolder.PathOf("power.csv")).Skip(1).Select(StudyRow.Parse)];

    [Fact]
    public void TheReadmeStatesTheFiguresOfTheTable()
    {
        Assert.Contains(StudySummary.Markdown(Rows), File.ReadAllText(DemoFolder.PathOf("README.md")).ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal([StudyRow.Header, .. Rows.Select(r => r.ToString())], File.ReadAllLines(DemoFolder.PathOf("power.csv")));
    }

    /// <summary>Twenty seeds, each with both models: at least 0.95 of the planted causes are named, and at most one thing that was not planted.</summary>
    [Fact]
    public void PlantedCausesAreNamed_AndHardlyAnythingElse()
    {
        var biased = Rows.Where(r => r.Model == ModelMaker.Biased).ToList();

        Assert.Equal(Enumerable.Range(1, 20).SelectMany(seed => new[] { (seed, ModelMaker.Biased), (seed, ModelMaker.Fair) }), Rows.Select(r => (r.Seed, r.Model)));
        Assert.InRange(biased.Average(r => ((r.Ruler ? 1 : 0) + (r.DarkSkin ? 1 : 0)) / 2.0), 0.95, 1);
        Assert.InRange(biased.Sum(r => r.UnplantedCount), 0, 1);
        Assert.InRange(Rows.Where(r => r.Model == ModelMaker.Fair).Sum(r => r.UnplantedCount), 0, 1);
        Assert.All(biased, r => Assert.Equal("fail", r.Verdict));
    }

    /// <summary>The committed models on a sixth of the study's pictures: a whole seed takes longer than a test should.</summary>
    [Fact]
    public void OnFewerPictures_TheCommittedModelsAreToldApartToo()
    {
        var rows = PowerStudy.Audit(DemoFolder.Seed, copies: 2, name => DemoFolder.PathOf($"models/{name}.onnx"), ModelMaker.Biased, ModelMaker.Fair);

        Assert.Equal([384, 384], rows.Select(r => r.Pictures));
        Assert.Equal(("fail", true, ""), (rows[0].Verdict, rows[0].Ruler, rows[0].Unplanted));
        Assert.InRange(rows[0].SkinGap, 0.1, 1);
        Assert.Equal((false, false, ""), (rows[1].Ruler, rows[1].DarkSkin, rows[1].Unplanted));
        Assert.NotEqual("fail", rows[1].Verdict);
    }
}
