using MLExplain.Audit;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Tests.Audit;

public sealed class MethodComparisonTests : IDisposable
{
    private static readonly Baseline Zero = Baseline.Zero;

    private readonly SmallAudit _audit = new();

    [Fact]
    public void EveryPairIsCompared_AndARefusalCostsItsMethodOnly()
    {
        var input = new Tensor([3, 4, 4], [.. Enumerable.Range(0, 48).Select(i => i / 48f)]);

        // On a linear model input × gradient is Integrated Gradients from zero, up to float32 rounding that leaves the ranks alone.
        var comparison = MethodComparison.Run(
            _audit.Setup().Model, input, seen: null, target: 1, [new InputXGradient(), new Refuses(), new IntegratedGradients(new() { Baseline = Zero })]);

        Assert.Equal(["input-x-gradient", "refuses", "integrated-gradients"], comparison.Methods.Select(m => m.Method));
        Assert.Equal("never", comparison.Methods[1].Refusal);
        Assert.Null(comparison.Methods[1].Map);
        Assert.All([comparison.Methods[0], comparison.Methods[2]], m => Assert.Equal(1, m.Attribution!.Target));
        var pair = Assert.Single(comparison.Agreements);
        Assert.Equal(("input-x-gradient", "integrated-gradients"), (pair.First, pair.Second));
        Assert.InRange(pair.TopOverlap, 0.99, 1.01);
    }

    [Fact]
    public void AGalleryShowsThePredictedClass_AndWhatTheMethodsSay()
    {
        _audit.Add("a", SmallAudit.Picture((x, _) => x < 2 ? ((byte)255, (byte)0, (byte)0) : ((byte)0, (byte)0, (byte)0)));
        _audit.AddBytes("broken", [1, 2, 3]);
        var done = new List<int>();

        var gallery = GalleryImage.Explain(_audit.Setup(), ["a", "broken"], [new Gradient(), new Refuses()], new Recorder(done));

        var image = Assert.Single(gallery);
        Assert.Equal(("a", "red"), (image.Id, image.Target));
        Assert.Equal(["gradient"], image.Maps.Select(m => m.Method));
        Assert.Equal([KeyValuePair.Create("refuses", "never")], image.Notes);
        Assert.Equal([1, 2, 2, 4], done);
    }

    [Fact]
    public void AnIdThatIsNotInTheManifest_IsRefused()
    {
        var e = Assert.Throws<ArgumentException>(() => GalleryImage.Explain(_audit.Setup(), ["nobody"], [new Gradient()]));

        Assert.StartsWith("The gallery asks for image 'nobody', but the manifest has no row of this id.", e.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _audit.Dispose();

    private sealed class Recorder(List<int> done) : IProgress<int>
    {
        public void Report(int value) => done.Add(value);
    }

    private sealed class Refuses : ISaliencyMethod
    {
        public string Name => "refuses";

        public IReadOnlyList<Attribution> Attribute(IClassifier model, Tensor inputs, IReadOnlyList<int> targets, CancellationToken cancellationToken) =>
            throw new SaliencyException("never");
    }
}
