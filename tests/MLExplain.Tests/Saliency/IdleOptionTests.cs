using MLExplain.Evaluation;
using MLExplain.Saliency;

namespace MLExplain.Tests.Saliency;

/// <summary>A key that would do nothing beside the others is refused, and accepted once the way out is taken.</summary>
public sealed class IdleOptionTests
{
    [Theory]
    [InlineData("integrated-gradients", "quadrature=middle steps=auto", "steps=7", "quadrature does nothing while steps is auto, which places its own points: give a number of steps, or leave quadrature out.")]
    [InlineData("integrated-gradients", "tolerance=0.1", "steps=auto", "tolerance does nothing while steps is 50, a fixed number: give steps auto, or leave tolerance out.")]
    [InlineData("integrated-gradients", "maxSteps=99 steps=20", "steps=auto", "maxSteps does nothing while steps is 20, a fixed number: give steps auto, or leave maxSteps out.")]
    [InlineData("integrated-gradients", "baselineSamples=9", "baseline=noise", "baselineSamples does nothing while the baseline is not random and every draw the same: give noise or gaussianNoise, or leave baselineSamples out.")]
    [InlineData("guided-ig", "tolerance=0.1", "steps=auto", "tolerance does nothing while steps is 200, a fixed number: give steps auto, or leave tolerance out.")]
    [InlineData("guided-ig", "maxSteps=999", "steps=auto", "maxSteps does nothing while steps is 200, a fixed number: give steps auto, or leave maxSteps out.")]
    [InlineData("blur-ig", "gradStep=0.1 steps=auto", "steps=7", "gradStep does nothing while steps is auto, which places its own points: give a number of steps, or leave gradStep out.")]
    [InlineData("blur-ig", "tolerance=0.1", "steps=auto", "tolerance does nothing while steps is 100, a fixed number: give steps auto, or leave tolerance out.")]
    [InlineData("blur-ig", "maxSteps=99", "steps=auto", "maxSteps does nothing while steps is 100, a fixed number: give steps auto, or leave maxSteps out.")]
    [InlineData("xrai", "steps=9 base=gradient", "base=", "steps does nothing while base is 'gradient', which runs with its own defaults: leave base out, or leave steps out.")]
    [InlineData("xrai", "areaThreshold=0.5 algorithm=fast", "algorithm=full", "areaThreshold does nothing while algorithm is fast, which ranks every region: give algorithm full, or leave areaThreshold out.")]
    [InlineData("xrai", "scales=50 segmentation=grid", "segmentation=", "scales does nothing while segmentation cuts the image instead: leave segmentation out, or leave scales out.")]
    [InlineData("xrai", "sigma=1 segmentation=grid", "segmentation=", "sigma does nothing while segmentation cuts the image instead: leave segmentation out, or leave sigma out.")]
    [InlineData("xrai", "minSize=5 segmentation=grid", "segmentation=", "minSize does nothing while segmentation cuts the image instead: leave segmentation out, or leave minSize out.")]
    [InlineData("grad-cam", "fuse=max layer=conv1", "layer=conv1,conv2", "fuse does nothing while layer is 'conv1', one map: name several layers, separated by commas, or leave fuse out.")]
    [InlineData("deconvnet", "activations=1", "layer=auto", "activations does nothing while the class's score is brought down: give a layer, or leave activations out.")]
    [InlineData("lime", "selection=forward", "features=9", "selection does nothing while features is 100000, which keeps every superpixel: give fewer features, or leave selection out.")]
    [InlineData("lime", "features=9 selection=none", "selection=auto", "features does nothing while selection is none, which keeps every superpixel: give another selection, or leave features out.")]
    public void AnIdleKey_IsRefused(string method, string given, string wayOut, string sentence) =>
        Refuses(values => SaliencyMethods.Create(method, values), method, given, wayOut, sentence);

    [Theory]
    [InlineData("deletion", "baseline=white substrate=riseBlur", "substrate=baseline", "baseline does nothing while substrate is riseBlur: give substrate baseline, or leave baseline out.")]
    [InlineData("insertion", "baseline=white", "substrate=baseline", "baseline does nothing while substrate is riseBlur: give substrate baseline, or leave baseline out.")]
    [InlineData("deletion", "steps=9 stepPixels=4", "stepPixels=", "steps does nothing while stepPixels is 4 and decides: leave stepPixels out, or leave steps out.")]
    [InlineData("random-logit", "cell=4", "similarity=hog", "cell does nothing while similarity is spearman, which has no cells: give similarity hog, or leave cell out.")]
    public void AnIdleKeyOfAMeasure_IsRefused(string measure, string given, string wayOut, string sentence) =>
        Refuses(values => Measures.Create(measure, values), measure, given, wayOut, sentence);

    [Fact]
    public void SeveralIdleKeys_AreAllNamed()
    {
        var error = Assert.Throws<ArgumentException>(() => SaliencyMethods.Create("blur-ig", Values("maxSteps=99 tolerance=0.1")));

        Assert.Equal(
            "'blur-ig': maxSteps does nothing while steps is 100, a fixed number: give steps auto, or leave maxSteps out. "
            + "tolerance does nothing while steps is 100, a fixed number: give steps auto, or leave tolerance out.",
            error.Message);
    }

    /// <summary>A run gives its seed to every method, random or not.</summary>
    [Fact]
    public void ASeed_IsNeverIdle() =>
        Assert.All(SaliencyMethods.All.Where(entry => entry.Options.Any(option => option.Key == "seed")), entry => SaliencyMethods.Create(entry.Name, Values("seed=5")));

    private static void Refuses(Func<Dictionary<string, string>, object> create, string name, string given, string wayOut, string sentence)
    {
        Assert.Equal($"'{name}': {sentence}", Assert.Throws<ArgumentException>(() => create(Values(given))).Message);

        var taken = Values(given);
        foreach (var (key, value) in Values(wayOut))
        {
            taken[key] = value;
        }

        create(taken.Where(pair => pair.Value.Length > 0).ToDictionary());
    }

    private static Dictionary<string, string> Values(string text) =>
        text.Split(' ').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
}
