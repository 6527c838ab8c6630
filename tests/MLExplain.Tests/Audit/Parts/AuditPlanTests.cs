using System.Globalization;
using MLExplain.Audit;
using MLExplain.Audit.Parts;

namespace MLExplain.Tests.Audit.Parts;

public sealed class AuditPlanTests : IDisposable
{
    private readonly SmallAudit _audit = new();
    private readonly Dictionary<string, string> _facts = new() { ["seed"] = "0", ["model"] = "abc" };

    [Theory]
    [InlineData(0, 1)]
    [InlineData(64, 1)]
    [InlineData(65, 2)]
    [InlineData(192, 3)]
    [InlineData(262_144, 4096)]
    [InlineData(10_000_000, 4096)]
    public void TheNumberOfPartsFollowsTheNumberOfImagesOnly(int images, int parts) => Assert.Equal(parts, AuditPlan.CountParts(images));

    [Fact]
    public void APartIsTheHashModuloTheNumberOfParts()
    {
        Fill(150);
        _audit.AddRow("absent");

        var plan = AuditPlan.Of(_audit.Setup(), [.. _facts]);

        Assert.Equal(3, plan.Parts.Count);
        Assert.Equal(151, plan.Images);
        foreach (var (part, images) in plan.Parts.Index())
        {
            Assert.All(images.Where(i => i.ContentHash.Length > 0), i => Assert.Equal(part, (int)(ulong.Parse(i.ContentHash[..16], NumberStyles.HexNumber, CultureInfo.InvariantCulture) % 3)));
            Assert.Equal(images.OrderBy(i => i.ContentHash, StringComparer.Ordinal).ThenBy(i => i.Row.Id, StringComparer.Ordinal), images);
        }

        Assert.Equal("", plan.Parts.SelectMany(p => p).Single(i => i.Row.Id == "absent").ContentHash);
    }

    [Fact]
    public void TheOrderOfTheRowsChangesNothing()
    {
        Fill(70);
        var setup = _audit.Setup();

        var (plan, reversed) = (AuditPlan.Of(setup, [.. _facts]), AuditPlan.Of(setup with { Rows = [.. setup.Rows.Reverse()] }, [.. _facts]));

        Assert.Equal(plan.RunId, reversed.RunId);
        Assert.Equal(plan.Parts.Select(p => string.Join(' ', p.Select(i => i.Row.Id))), reversed.Parts.Select(p => string.Join(' ', p.Select(i => i.Row.Id))));
    }

    [Fact]
    public void WhateverTheRecordsDependOnChangesTheRun()
    {
        var mask = _audit.Mask("mask.png", (x, _) => x < 2);
        _audit.Add("a", SmallAudit.Picture((_, _) => ((byte)1, (byte)2, (byte)3)), mask: mask);
        var setup = _audit.Setup();
        var row = setup.Rows[0];
        var ids = new List<string> { Id(setup) };

        ids.Add(Id(setup with { Classes = ["red", "blue"] }));
        ids.Add(Id(setup with { Preprocessing = setup.Preprocessing with { Scale = 1 } }));
        ids.Add(Id(setup with { Preprocessing = setup.Preprocessing with { Mean = [0.5f] } }));
        ids.Add(Id(setup with { Rows = [row with { Label = "other" }] }));
        ids.Add(Id(setup with { Rows = [row with { Groups = [KeyValuePair.Create("tone", "V")] }] }));
        ids.Add(Id(setup with { Rows = [row with { Masks = [] }] }));
        _facts["seed"] = "1";
        ids.Add(Id(setup));
        _audit.Mask("mask.png", (x, _) => x < 3);
        ids.Add(Id(setup));
        _audit.Replace("a", SmallAudit.Picture((_, _) => ((byte)1, (byte)2, (byte)4)));
        ids.Add(Id(setup));

        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(ids[^1], Id(setup));
    }

    public void Dispose() => _audit.Dispose();

    private string Id(AuditSetup setup) => AuditPlan.Of(setup, [.. _facts]).RunId;

    private void Fill(int images)
    {
        for (var i = 0; i < images; i++)
        {
            _audit.Add($"i{i}", SmallAudit.Picture((x, y) => ((byte)i, (byte)x, (byte)y)));
        }
    }
}
