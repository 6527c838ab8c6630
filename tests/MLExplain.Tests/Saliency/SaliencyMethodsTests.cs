using MLExplain.Imaging;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Tests.Saliency;

public sealed class SaliencyMethodsTests
{
    public static TheoryData<string> Names => new(SaliencyMethods.All.Select(entry => entry.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryRow_MakesTheMethodOfItsName_WithDocumentedKeys(string name)
    {
        Assert.Equal(name, SaliencyMethods.Create(name).Name);
        Assert.All(SaliencyMethods.Find(name).Options, option =>
        {
            Assert.NotEmpty(option.Values);
            Assert.NotEmpty(option.Default);
            Assert.EndsWith(".", option.Summary, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void AMistypedName_GetsTheNearest() =>
        Says("There is no saliency method 'integrated-gradient'; did you mean 'integrated-gradients'?", () => SaliencyMethods.Create("integrated-gradient"));

    [Fact]
    public void AMistypedKey_GetsTheNearest() =>
        Says("'integrated-gradients' has no option 'step'; did you mean 'steps'?", () => Create(("step", "20")));

    [Fact]
    public void AKeyForAMethodWithoutOptions_IsRefused() => Says(
        "'gradient' has no option 'steps': it takes none.",
        () => SaliencyMethods.Create("gradient", new Dictionary<string, string> { ["steps"] = "20" }));

    [Theory]
    [InlineData("steps", "many", "'integrated-gradients' option 'steps' is 'many', but it takes a whole number above 0, or auto.")]
    [InlineData("steps", "0", "'integrated-gradients' option 'steps' is '0', but it takes a whole number above 0, or auto.")]
    [InlineData("tolerance", "NaN", "'integrated-gradients' option 'tolerance' is 'NaN', but it takes a number between 0 and 1.")]
    [InlineData("tolerance", "0,1", "'integrated-gradients' option 'tolerance' is '0,1', but it takes a number between 0 and 1.")]
    [InlineData("tolerance", "2", "'integrated-gradients': tolerance is 2 but must lie between 0 and 1, both excluded.")]
    [InlineData("seed", "1.5", "'integrated-gradients' option 'seed' is '1.5', but it takes a whole number.")]
    [InlineData("baselineSamples", "0", "'integrated-gradients': baselineSamples is 0 but must be at least 1.")]
    [InlineData("maxSteps", "3", "'integrated-gradients': maxSteps is 3 but an automatic step count starts with 5.")]
    public void ABadValue_SaysWhatIsExpected(string key, string value, string sentence) => Says(sentence, () => Create((key, value)));

    [Fact]
    public void AMistypedChoice_GetsTheNearest() => Says(
        "'integrated-gradients' option 'quadrature' is 'trapeze', but it takes left, right, middle, trapezoid, gaussLegendre, inclusiveMean; did you mean 'trapezoid'?",
        () => Create(("quadrature", "trapeze")));

    [Fact]
    public void AMistypedBaseline_GetsTheNearest() => Says(
        "'integrated-gradients' option 'baseline' is 'blak', but it takes black, white, grey, mean, noise, gaussianNoise[:sigma], blur[:sigma], zero, or an image or .npy file; did you mean 'black'?",
        () => Create(("baseline", "blak")));

    [Fact]
    public void SeveralBadValues_AreAllNamed()
    {
        var error = Assert.Throws<ArgumentException>(() => Create(("tolerance", "2"), ("maxSteps", "3"), ("quadrature", "trapezoid"), ("steps", "1")));

        Assert.Contains("steps is 1 but Trapezoid uses both ends", error.Message, StringComparison.Ordinal);
        Assert.Contains("tolerance is 2", error.Message, StringComparison.Ordinal);
        Assert.Contains("maxSteps is 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AllKeys_ReachTheMethod()
    {
        // Noise in 0..255 around a linear model of weight 1, pushed through a scale of 1: attribution = x − mean of three draws.
        var context = new MethodContext { Preprocessing = new Preprocessing { Width = 1, Height = 1, Channels = ChannelOrder.Gray, Scale = 1 } };
        ISaliencyMethod Method(string seed) => SaliencyMethods.Create(
            "integrated-gradients",
            new Dictionary<string, string> { ["steps"] = "7", ["quadrature"] = "middle", ["baseline"] = "noise", ["baselineSamples"] = "3", ["seed"] = seed },
            context);

        var first = Method("1").Explain(Given.Linear(1), Given.Vector(10));

        Assert.Equal("middle 7", first.Rule);
        Assert.Equal(21, first.GradientCalls);
        Assert.NotEqual(first.Sum, Method("2").Explain(Given.Linear(1), Given.Vector(10)).Sum);
        Assert.Equal(first.Sum, Method("1").Explain(Given.Linear(1), Given.Vector(10)).Sum);
    }

    [Fact]
    public void StepsAuto_IsRead()
    {
        var result = Create(("steps", "auto"), ("tolerance", "0.001"), ("maxSteps", "50")).Explain(Given.Cube(), Given.Vector(1));

        Assert.True(result.Converged);
    }

    [Fact]
    public void ABaselineFile_IsLoadedByTheCaller()
    {
        var context = new MethodContext { LoadImage = path => path == "b.npy" ? new Tensor([1, 1, 1, 1], [4]) : throw new FileNotFoundException(path) };

        var result = SaliencyMethods.Create("integrated-gradients", new Dictionary<string, string> { ["baseline"] = "b.npy" }, context)
            .Explain(Given.Linear(2), Given.Vector(10));

        // Fifty float64 weights, stored as float32.
        Assert.Equal(12, result.Sum, 1e-5);
    }

    private static ISaliencyMethod Create(params (string Key, string Value)[] values) =>
        SaliencyMethods.Create("integrated-gradients", values.ToDictionary(pair => pair.Key, pair => pair.Value));

    private static void Says(string sentence, Action action) =>
        Assert.StartsWith(sentence, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);
}
