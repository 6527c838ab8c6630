using System.Text.Json;
using MLExplain.Audit;
using MLExplain.Audit.Parts;
using MLExplain.Tests.Imaging;

namespace MLExplain.Tests.Audit.Parts;

public sealed class PartFolderTests : IDisposable
{
    private readonly SmallAudit _audit = new();
    private readonly TemporaryFolder _folder = new();

    public PartFolderTests()
    {
        for (var i = 0; i < 140; i++)
        {
            _audit.Add($"i{i}", SmallAudit.Picture((x, y) => ((byte)i, (byte)(20 * x), (byte)y)));
        }

        _audit.AddRow("absent");
    }

    private AuditPlan Plan => AuditPlan.Of(_audit.Setup(), []);

    [Fact]
    public void APartIsDoneOnceItIsCommittedAndReadsAsItWasComputed()
    {
        var folder = new PartFolder(_folder.Missing("parts"), Plan);
        Assert.All(folder.States(), s => Assert.Equal(PartStatus.Missing, s.Status));

        new PartRun(new AuditRun(_audit.Setup()), Plan, folder, "cpu").Complete(1);

        Assert.Equal([PartStatus.Missing, PartStatus.Done, PartStatus.Missing], folder.States().Select(s => s.Status));
        var manifest = folder.States()[1].Manifest!;
        var setup = _audit.Setup() with { Rows = [.. Plan.Parts[1].Select(i => i.Row)] };
        Assert.Equal(JsonSerializer.Serialize(new AuditRun(setup).Execute()), JsonSerializer.Serialize(folder.Read(manifest)));
        Assert.Equal((Plan.RunId, 1, Plan.Parts[1].Count, "cpu"), (manifest.RunId, manifest.Part, manifest.Rows, manifest.Device));
        Assert.Equal(manifest.Rows, manifest.Images.Values.Sum());
        Assert.Equal([manifest.File, "part-00001.json"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal($"part-00001.{manifest.Sha256[..16]}.jsonl", manifest.File);
    }

    [Fact]
    public void ADamagedPartIsNotDone()
    {
        var folder = All();
        var parts = folder.States().Select(s => s.Manifest!).ToList();
        var file = Path.Combine(folder.Path, parts[0].File);
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..100]);
        File.Delete(Path.Combine(folder.Path, parts[1].File));
        File.WriteAllText(Path.Combine(folder.Path, "part-00002.json"), "{");

        var states = folder.States();

        Assert.All(states, s => Assert.Equal(PartStatus.Damaged, s.Status));
        Assert.EndsWith("does not hold what was written to it", states[0].Reason, StringComparison.Ordinal);
        Assert.EndsWith("is missing", states[1].Reason, StringComparison.Ordinal);
        Assert.EndsWith("is no manifest of a part", states[2].Reason, StringComparison.Ordinal);
        Assert.Throws<IOException>(() => folder.Read(parts[0]));
    }

    [Fact]
    public void WhatOtherRunsAndKilledProcessesLeftIsNotUsedAndRemoved()
    {
        var former = All();
        _audit.AddRow("new");
        File.WriteAllText(Path.Combine(former.Path, "part-00001.x.jsonl.1.tmp"), "half");
        var plan = Plan;
        var folder = new PartFolder(former.Path, plan);
        Assert.All(folder.States(), s => Assert.Equal(PartStatus.OtherRun, s.Status));

        Complete(folder, plan);

        Assert.True(folder.RemoveStale() > 0);
        Assert.Equal(2 * plan.Parts.Count, Directory.GetFiles(folder.Path).Length);
        Assert.All(folder.States(), s => Assert.Equal(PartStatus.Done, s.Status));
    }

    [Fact]
    public void APictureThatChangesAfterItWasHashedStopsItsPart()
    {
        var plan = Plan;
        _audit.Replace(plan.Parts[0][0].Row.Id, SmallAudit.Picture((_, _) => ((byte)9, (byte)9, (byte)9)));
        var folder = new PartFolder(_folder.Missing("parts"), plan);

        var e = Assert.Throws<IOException>(() => new PartRun(new AuditRun(_audit.Setup()), plan, folder, "cpu").Complete(0));

        Assert.Equal($"The picture '{plan.Parts[0][0].Row.File}' was changed, added or removed after its bytes were hashed.", e.Message);
        Assert.Equal(PartStatus.Missing, folder.States()[0].Status);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _audit.Dispose();
    }

    private PartFolder All()
    {
        var folder = new PartFolder(_folder.Missing("parts"), Plan);
        Complete(folder, Plan);
        return folder;
    }

    private void Complete(PartFolder folder, AuditPlan plan)
    {
        var run = new PartRun(new AuditRun(_audit.Setup()), plan, folder, "cpu");
        foreach (var part in Enumerable.Range(0, plan.Parts.Count))
        {
            run.Complete(part);
        }
    }
}
