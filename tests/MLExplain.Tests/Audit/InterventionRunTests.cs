using MLExplain.Audit;
using MLExplain.Audit.Spurious;
using MLExplain.Imaging;

namespace MLExplain.Tests.Audit;

public sealed class InterventionRunTests : IDisposable
{
    private static readonly CounterfactualOptions Options = new() { MinimumImages = 3, Grow = 0, Resamples = 200 };
    private readonly SmallAudit _audit = new();

    [Fact]
    public void TakingTheLeftHalfAwayMovesAModelThatReadsIt()
    {
        AddImages();

        var effects = new InterventionRun(_audit.Setup(), ["left"], options: Options).Execute();

        Assert.Equal([("left", Intervention.Remove), ("left", Intervention.Paste)], effects.Select(e => (e.Region, e.Effect.Intervention)));
        Assert.Equal(6, effects[0].Effect.Rows.Count);
        Assert.Equal(5, effects[1].Effect.Rows.Count);

        // Left minus right: with the left half painted over from the right, whose red is all one, nothing is left of the score.
        Assert.All(effects[0].Effect.Rows, r => Assert.Equal(0.5, r.After[0], 1e-5));
        Assert.All(effects[0].Effect.Rows, r => Assert.InRange(r.Before[0], 0.9, 1));
    }

    [Fact]
    public void ImagesWithoutAMaskAreCountedAndLeftOut()
    {
        AddImages();
        _audit.Add("masked-by-nothing", Red(9));
        _audit.AddBytes("broken", [1, 2, 3], mask: "left.png");

        Assert.All(new InterventionRun(_audit.Setup(), ["left"], options: Options).Execute(), e => Assert.Equal(2, e.Effect.LeftOut));
    }

    [Fact]
    public void NoMoreImagesAreChangedThanAskedFor_DrawnWhateverTheOrderOfTheManifest()
    {
        AddImages();
        var setup = _audit.Setup();

        var forwards = new InterventionRun(setup, ["left"], images: 4, Options).Execute();
        var backwards = new InterventionRun(setup with { Rows = [.. setup.Rows.Reverse()] }, ["left"], images: 4, Options).Execute();

        Assert.All(forwards, e => Assert.Equal(4, e.Effect.Rows.Count));
        Assert.Equal(forwards.SelectMany(e => e.Effect.Rows).Select(r => r.Id), backwards.SelectMany(e => e.Effect.Rows).Select(r => r.Id));
    }

    [Fact]
    public void EveryStepIsReported()
    {
        AddImages();
        var reported = new List<int>();

        var run = new InterventionRun(_audit.Setup(), ["left"], options: Options);
        run.Execute(new Reports(reported.Add));

        Assert.Equal(Enumerable.Range(1, run.Steps), reported);
    }

    public void Dispose() => _audit.Dispose();

    private void AddImages()
    {
        var (left, none) = (_audit.Mask("left.png", (x, _) => x < 2), _audit.Mask("none.png", (_, _) => false));
        for (var i = 0; i < 6; i++)
        {
            _audit.Add($"with{i}", Red((byte)(10 * i)), mask: left);
        }

        for (var i = 0; i < 5; i++)
        {
            _audit.Add($"free{i}", Red((byte)(100 + i)), mask: none);
        }
    }

    private static RgbImage Red(byte right) => SmallAudit.Picture((x, _) => x < 2 ? ((byte)255, (byte)0, (byte)0) : (right, (byte)0, (byte)0));
}
