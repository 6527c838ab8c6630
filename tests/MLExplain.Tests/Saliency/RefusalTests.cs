using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Tests.Saliency;

/// <summary>What cannot be explained is refused with one sentence, by every method alike.</summary>
public sealed class RefusalTests
{
    public static TheoryData<string> Methods => new(SaliencyMethods.All.Select(entry => entry.Name));

    public static TheoryData<string> GradientMethods => new(SaliencyMethods.All.Where(entry => entry.Need is not (MethodNeed.Scores or MethodNeed.LinearHead)).Select(entry => entry.Name));

    public static TheoryData<string> FeatureMethods => new(SaliencyMethods.All.Where(entry => entry.Need is not (MethodNeed.Scores or MethodNeed.Gradient)).Select(entry => entry.Name));

    public static TheoryData<string> ImageGradientMethods => new(SaliencyMethods.All.Where(entry => entry.Need == MethodNeed.Gradient).Select(entry => entry.Name));

    public static TheoryData<string> ScoreMethods => new(SaliencyMethods.All.Where(entry => entry.Need == MethodNeed.Scores).Select(entry => entry.Name));

    [Theory]
    [MemberData(nameof(Methods))]
    public void WrongShape_SaysBothShapes(string method)
    {
        var error = Assert.Throws<ArgumentException>(() => Run(method, Given.Linear(1, 2), Given.Vector(1, 2, 3)));

        Assert.StartsWith($"'{method}' got Tensor[1,1,1,3], but the model takes [N,1,1,2].", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void TargetOutOfRange_SaysHowManyClasses(string method)
    {
        var error = Assert.Throws<ArgumentException>(() => Run(method, Given.Linear(1, 2), Given.Vector(1, 2), target: 2));

        Assert.StartsWith("Target 2 of image 0 is not a class of the model: it has 2, numbered from 0.", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Run(method, Given.Linear(1, 2), Given.Vector(1, 2), target: -1));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void TooFewTargets_AreRefused(string method)
    {
        var error = Assert.Throws<ArgumentException>(() =>
            SaliencyMethods.Create(method).Attribute(Given.Linear(1), new Tensor(2, 1, 1, 1), [0]));

        Assert.StartsWith($"'{method}' got 1 targets for 2 images; it takes one class per image.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void AnInputThatIsNoNumber_IsRefused(float bad)
    {
        foreach (var method in SaliencyMethods.All.Select(entry => entry.Name))
        {
            var error = Assert.Throws<SaliencyException>(() => Run(method, Given.Linear(1, 2), Given.Vector(1, bad)));
            Assert.Equal($"'{method}' cannot explain image 0 of the batch: its input holds NaN or infinity.", error.Message);
        }
    }

    [Theory]
    [MemberData(nameof(GradientMethods))]
    public void AGradientThatIsNoNumber_IsRefused(string method)
    {
        var model = new ClosedFormFeatures(ClosedFormClassifier.OnVector(1, x => x[0], _ => [double.NaN]));

        var error = Assert.Throws<SaliencyException>(() => Run(method, model, Given.Vector(1)));

        Assert.Equal($"'{method}' cannot explain image 0 of the batch: the model's gradient for class 0 holds NaN or infinity.", error.Message);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void AScoreThatIsNoNumber_IsRefused(string method)
    {
        var model = new ClosedFormFeatures(ClosedFormClassifier.OnVector(1, _ => double.PositiveInfinity, _ => [1]));

        var error = Assert.Throws<SaliencyException>(() => Run(method, model, Given.Vector(1)));

        Assert.Equal($"'{method}' cannot explain image 0 of the batch: the model's score for class 0 is Infinity.", error.Message);
    }

    [Theory]
    [InlineData("cam", float.NaN)]
    [InlineData("cam", float.PositiveInfinity)]
    [InlineData("grad-cam", float.NaN)]
    [InlineData("grad-cam++", float.NaN)]
    [InlineData("layer-cam", float.NegativeInfinity)]
    [InlineData("guided-grad-cam", float.NaN)]
    public void FeatureMapsThatAreNoNumbers_AreRefused(string method, float bad)
    {
        var model = new ClosedFormFeatures(ClosedFormClassifier.OnVector(2, x => x[0], _ => [1, 1]), new Tensor([1, 1, 1, 2], [1, bad]));

        var error = Assert.Throws<SaliencyException>(() => Run(method, model, Given.Vector(1, 2)));

        Assert.EndsWith(" cannot explain image 0 of the batch: the feature maps of layer 'image' hold NaN or infinity.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnAttributionBeyondFloat32_IsRefused()
    {
        var model = ClosedFormClassifier.OnVector(1, _ => 0, _ => [1e30]);

        var error = Assert.Throws<SaliencyException>(() => Run("input-x-gradient", model, Given.Vector(1e30f)));

        Assert.EndsWith("its attribution exceeds the range of float32.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(ImageGradientMethods))]
    public void AModelWithoutGradients_IsRefused(string method)
    {
        var error = Assert.Throws<NotSupportedException>(() => Run(method, new ScoresOnly(), Given.Vector(1)));

        Assert.StartsWith($"'{method}' needs the gradient of the model, but ScoresOnly gives scores only;", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(FeatureMethods))]
    public void AModelWhoseInsideIsClosed_IsRefused(string method)
    {
        var error = Assert.Throws<NotSupportedException>(() => Run(method, new ScoresOnly(), Given.Vector(1)));

        Assert.StartsWith($"'{method}' needs ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("but ScoresOnly does not give it.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(ScoreMethods))]
    public void AMethodThatNeedsScoresOnly_ExplainsAModelWithoutGradients(string method) =>
        Assert.All(Run(method, new ScoresOnly(), Given.Vector(1)).Values.Values, value => Assert.True(float.IsFinite(value)));

    private static Attribution Run(string method, IClassifier model, Tensor image, int target = 0) =>
        SaliencyMethods.Create(method).Explain(model, image, target);

    private sealed class ScoresOnly : IClassifier
    {
        public ImageShape InputShape => new(1, 1, 1);

        public int ClassCount => 2;

        public ScoreLink Link => ScoreLink.Softmax;

        public int PreferredRows => 4;

        public Tensor Score(Tensor inputs, CancellationToken cancellationToken = default) => new(inputs.Shape[0], 2);
    }
}
