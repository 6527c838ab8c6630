using MLExplain.Evaluation;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tests.Saliency;

namespace MLExplain.Tests.Evaluation;

public sealed class MeasureSelectionTests
{
    [Fact]
    public void SanityChecksAreAlwaysThere_AndTakeTheOptionsGiven()
    {
        var plain = Select();
        var given = Select(("parameter-randomisation", "draws", "1"), ("random-logit", "similarity", "ssim"), ("iou", "threshold", "0.2"));

        Assert.Equal(3, plain.Randomisation.Options.Draws);
        Assert.Equal(["random-logit"], plain.Checks.Select(c => c.Name));
        Assert.Empty(plain.OfMaps);
        Assert.Equal(1, given.Randomisation.Options.Draws);
        Assert.Equal(["iou"], given.OfMaps.Select(m => m.Name));
        Assert.Empty(given.OfMethods);
    }

    [Fact]
    public void TheRunsSeedReachesWhatTakesOne_UnlessItHasItsOwn()
    {
        Assert.Equal(7, Select(("iou", "threshold", "0.2")).Randomisation.Options.Seed);
        Assert.Equal(8, Select(("parameter-randomisation", "seed", "8")).Randomisation.Options.Seed);
    }

    [Theory]
    [InlineData("sensitivity", "draws", "There is no measure 'sensitivity'; did you mean 'sensitivity-n'?")]
    [InlineData("parameter-randomisation", "drows", "'parameter-randomisation' has no option 'drows'; did you mean 'draws'?")]
    [InlineData("parameter-randomisation", "draws", "draws is 0")]
    public void AMistakeIsNamed(string measure, string key, string sentence)
    {
        var e = Assert.Throws<ArgumentException>(() => Select((measure, key, "0")));

        Assert.Contains(sentence, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMeasureChosenTwiceIsRefused()
    {
        var e = Assert.Throws<ArgumentException>(() => Select(("iou", "threshold", "0.2"), ("iou", "threshold", "0.2")));

        Assert.StartsWith("'iou' is chosen twice: a measure has one set of options in a run.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LocalisationIsADefaultOnlyWhereThereAreMasks()
    {
        Assert.DoesNotContain("iou", MeasureSelection.Default(hasMask: false));
        Assert.Superset(MeasureSelection.Default(hasMask: false).ToHashSet(), MeasureSelection.Default(hasMask: true).ToHashSet());
        Assert.Contains("iou", MeasureSelection.Default(hasMask: true));
        Assert.All(MeasureSelection.Default(hasMask: true), name => Measures.Find(name));
    }

    [Fact]
    public void ModelsAreOpenedByWhoeverRuns()
    {
        IClassifier second = Given.Linear(1);
        var opened = new List<string>();
        var context = new MethodContext
        {
            LoadModel = path =>
            {
                opened.Add(path);
                return second;
            },
        };

        var selection = MeasureSelection.Of([KeyValuePair.Create<string, IReadOnlyDictionary<string, string>>("data-randomisation", Options("model", "shuffled.onnx"))], seed: 7, context);

        Assert.Equal(["shuffled.onnx"], opened);
        Assert.Equal(["random-logit", "data-randomisation"], selection.Checks.Select(c => c.Name));
    }

    private static MeasureSelection Select(params (string Measure, string Key, string Value)[] chosen) =>
        MeasureSelection.Of([.. chosen.Select(c => KeyValuePair.Create<string, IReadOnlyDictionary<string, string>>(c.Measure, Options(c.Key, c.Value)))], seed: 7, new MethodContext());

    private static Dictionary<string, string> Options(string key, string value) => new() { [key] = value };
}
