using MLExplain.Evaluation;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;
using MLExplain.Tests.Saliency;

namespace MLExplain.Tests.Evaluation;

public sealed class CalibrationTests
{
    public static TheoryData<string> Known => new(Measures.All.Where(entry => entry.Oracle is not null).Select(entry => entry.Facts.Name));

    [Theory]
    [MemberData(nameof(Known))]
    public void EveryMeasure_SaysWhatItMust_OfALinearModel(string name)
    {
        var calibration = Calibration.Of(Measures.Find(name));

        Assert.True(calibration.IsUsable, calibration.Sentence);
        Assert.EndsWith(".", calibration.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void FaithfulnessAndLocalisation_AreAllCalibrated() => Assert.Superset(
        new HashSet<string>
        {
            "completeness", "sensitivity-n", "infidelity", "max-sensitivity", "deletion", "insertion", "average-drop", "increase-in-confidence", "road", "pic-sic", "pic-aic",
            "pointing-game", "relevance-mass", "relevance-rank", "mass-over-area", "iou",
        },
        Measures.All.Where(entry => entry.Oracle is not null).Select(entry => entry.Facts.Name).ToHashSet());

    /// <summary>A measure that reads maps upside down.</summary>
    [Theory]
    [InlineData("sensitivity-n")]
    [InlineData("infidelity")]
    [InlineData("deletion")]
    [InlineData("insertion")]
    [InlineData("average-drop")]
    [InlineData("increase-in-confidence")]
    [InlineData("road")]
    [InlineData("pic-sic")]
    [InlineData("pic-aic")]
    [InlineData("pointing-game")]
    [InlineData("relevance-mass")]
    [InlineData("relevance-rank")]
    [InlineData("mass-over-area")]
    [InlineData("iou")]
    public void AWrongMeasure_IsMarkedAsUnusable(string name)
    {
        var calibration = UpsideDown.Calibrate(name);

        Assert.False(calibration.IsUsable, calibration.Sentence);
    }

    /// <summary>Closed forms and orders hold under the options of a pipeline file too, on maps that are exact from its baseline.</summary>
    [Theory]
    [InlineData("completeness", "relative", "false")]
    [InlineData("sensitivity-n", "sizes", "1,7,300")]
    [InlineData("sensitivity-n", "segmentation", "grid:4")]
    [InlineData("sensitivity-n", "baseline", "white")]
    [InlineData("sensitivity-n", "baseline", "noise")]
    [InlineData("sensitivity-n", "baseline", "picture.png")]
    [InlineData("sensitivity-n", "output", "probability")]
    [InlineData("infidelity", "side", "32")]
    [InlineData("infidelity", "scaled", "true")]
    [InlineData("infidelity", "baseline", "blur:2")]
    [InlineData("infidelity", "output", "probability")]
    [InlineData("max-sensitivity", "radius", "0.1")]
    [InlineData("deletion", "steps", "7")]
    [InlineData("deletion", "output", "logit")]
    [InlineData("deletion", "baseline", "white")]
    [InlineData("deletion", "substrate", "riseBlur")]
    [InlineData("insertion", "stepPixels", "32")]
    [InlineData("insertion", "substrate", "baseline")]
    [InlineData("average-drop", "output", "logit")]
    [InlineData("increase-in-confidence", "output", "logit")]
    [InlineData("increase-in-confidence", "baseline", "zero")]
    [InlineData("road", "shares", "0.1,0.3")]
    [InlineData("road", "output", "logit")]
    [InlineData("pic-sic", "reveal", "area")]
    [InlineData("pic-aic", "monotone", "false")]
    [InlineData("pointing-game", "tolerance", "3")]
    public void UnderItsOptions_AMeasureIsTriedWithThem(string name, string key, string value)
    {
        var calibration = Calibration.Of(Measures.Find(name), new Dictionary<string, string> { [key] = value, ["seed"] = "3" });

        Assert.True(calibration.IsUsable, calibration.Sentence);
        Assert.StartsWith(value == "zero" ? $"'{name}' gives " : $"'{name}' ({key}: {value}) gives ", calibration.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sensitivity-n", "baseline", "white")]
    [InlineData("infidelity", "output", "probability")]
    [InlineData("deletion", "steps", "7")]
    [InlineData("insertion", "output", "logit")]
    [InlineData("road", "shares", "0.1,0.3")]
    [InlineData("pic-sic", "reveal", "area")]
    public void UnderItsOptions_AWrongMeasureIsFoundToo(string name, string key, string value) => Assert.False(UpsideDown.Calibrate(name, (key, value)).IsUsable);

    /// <summary>One step shows every map the same two pictures.</summary>
    [Fact]
    public void OptionsThatMakeAMeasureBlind_MakeItUnusable()
    {
        var calibration = Calibration.Of(Measures.Find("deletion"), new Dictionary<string, string> { ["steps"] = "1" });

        Assert.False(calibration.IsUsable, calibration.Sentence);
        Assert.Equal(calibration.Found, calibration.Expected);
        Assert.EndsWith(": do not use it.", calibration.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("relevance-mass", "sign", "negative", "Nothing is known of 'relevance-mass' (sign: negative) on a linear model.")]
    [InlineData("average-drop", "baseline", "white", "Nothing is known of 'average-drop' (baseline: white) on a linear model.")]
    [InlineData("pic-sic", "minPrediction", "0.999", "'pic-sic' (minPrediction: 0.999) has no value for the exact map of a linear model: The model gives the target ")]
    [InlineData("random-logit", "similarity", "ssim", "Nothing is known of 'random-logit' (similarity: ssim) on a linear model.")]
    public void WhatIsNotKnownUnderItsOptions_IsNeitherUsableNorNot(string name, string key, string value, string sentence)
    {
        var calibration = Calibration.Of(Measures.Find(name), new Dictionary<string, string> { [key] = value });

        Assert.Null(calibration.IsUsable);
        Assert.StartsWith(sentence, calibration.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void TheOracle_HasEvidenceInsideItsMaskOnly_AndAMapThatAddsUp()
    {
        var oracle = OracleCase.Make();

        Assert.All(oracle.Map.Values.Zip(oracle.Image.Mask!), pair => Assert.Equal(pair.Second, pair.First > 0));
        Assert.Equal(oracle.Model.Score(oracle.Image.Input.Values), oracle.Map.Values.Sum(v => (double)v), 1e-5);
        Assert.InRange(OracleCase.Probability(oracle.Model.Score(oracle.Image.Input.Values)), 0.6, 0.99);
    }

    [Fact]
    public void ALinearOracle_IsExplainedExactlyByIntegratedGradients()
    {
        var shape = new ImageShape(2, 4, 5);
        var model = new LinearOracle(shape, seed: 9);
        var image = Given.Images(1, shape, 4);
        foreach (var target in new[] { 0, 1 })
        {
            var attribution = new IntegratedGradients(new() { Baseline = Baseline.Zero }).Explain(model, image, target);
            var exact = model.ExactMap(image.Reshape(2, 4, 5), new Tensor(2, 4, 5), target);

            // Products of float32 values below 2.
            Assert.All(exact.Values.Zip(SaliencyMap.From(attribution, ChannelReduction.Sum).Values.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
            Assert.Equal(attribution.Score, exact.Values.Sum(v => (double)v), 1e-6);
        }

        Assert.NotEqual(model.Score(image).Values, new LinearOracle(shape, seed: 10).Score(image).Values);
        Assert.Throws<ArgumentException>(() => new LinearOracle(new Tensor(2, 2)));
        Assert.Throws<ArgumentException>(() => new LinearOracle(new Tensor([1, 1, 1], [float.NaN])));
    }
}
