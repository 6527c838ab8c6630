using MLExplain.Audit;
using MLExplain.Imaging;
using MLExplain.Tests.Imaging;

namespace MLExplain.Tests.Audit;

public sealed class RegionMaskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>CLEVR-XAI scales masks bilinearly and keeps every value above 0, so that they grow by a pixel on each side; here half of a pixel must be inside, and the area stays.</summary>
    [Theory]
    [InlineData(16, 8)]
    [InlineData(8, 16)]
    [InlineData(24, 8)]
    public void ClevrXai_DilatesMasksWhenItScalesThem(int from, int to)
    {
        // A square of half the picture's sides, a quarter of its area.
        var (low, high) = (from / 4, from * 3 / 4);
        var picture = new RgbImage(from, from, [.. Enumerable.Range(0, 3 * from * from).Select(i => (X: i / 3 % from, Y: i / 3 / from)).Select(p => p.X >= low && p.X < high && p.Y >= low && p.Y < high ? byte.MaxValue : (byte)0)]);
        var preprocessing = new Preprocessing { Width = to, Height = to };
        var grown = preprocessing.Fit(picture).Pixels.Count(value => value > 0) / (3.0 * to * to);

        _folder.File("mask.png", ImageEncoder.ToPng(picture));
        var row = new ManifestRow("a", "a.png", "", [], [KeyValuePair.Create("region", "mask.png")]);
        var image = new PreparedImage(row, "", null, null, "") { Size = (from, from) };

        var share = RegionMask.Load("region", image, Setup(preprocessing)).Measure(Enumerable.Repeat(1f, to * to).ToArray());

        Assert.True(grown > 0.25);
        Assert.Equal((0.25, 0.25), (share.AreaFraction, share.PositiveMassFraction));
    }

    /// <summary>An empty cell says nothing, or that the region is not there: then it is known, and nothing of the map can lie in it.</summary>
    [Theory]
    [InlineData(EmptyMask.Unknown, "no_mask", null)]
    [InlineData(EmptyMask.Absent, "empty_mask", 0.0)]
    public void AnEmptyCellMeansWhatIsSaid(EmptyMask empty, string status, double? area)
    {
        var image = new PreparedImage(new ManifestRow("a", "a.png", "", [], [KeyValuePair.Create("region", "")]), "", null, null, "") { Size = (8, 8) };

        var mask = RegionMask.Load("region", image, Setup(new Preprocessing { Width = 8, Height = 8 }) with { EmptyMasks = empty });
        var share = mask.Measure(Enumerable.Repeat(1f, 64).ToArray());

        Assert.Equal((status, area), (share.Status, share.AreaFraction));
        Assert.Equal(empty == EmptyMask.Absent, mask.Inside is { Count: 64 } inside && !inside.Contains(true));
    }

    private AuditSetup Setup(Preprocessing preprocessing) => new() { Model = null!, Classes = [], Preprocessing = preprocessing, Rows = [], Root = _folder.Missing(""), Methods = [] };

    public void Dispose() => _folder.Dispose();
}
