using System.Globalization;
using MLExplain.Audit.Spurious;
using MLExplain.Models;
using MLExplain.Tensors;
using MLExplain.Tests.Saliency;

namespace MLExplain.Tests.Audit.Spurious;

public class CounterfactualsTests
{
    private const int Side = 12;

    private static readonly ImageShape Shape = new(1, Side, Side);

    /// <summary>Looks at the tag of 2 x 2 pixels in the upper left corner, and at nothing else.</summary>
    private static readonly ScoresOnlyClassifier TagReader = new(Shape, x => (4 * (x[0] + x[1] + x[Side] + x[Side + 1])) - 8);

    /// <summary>Looks at the middle row, and at nothing else.</summary>
    private static readonly ScoresOnlyClassifier TagBlind = new(Shape, x => x.Skip(6 * Side).Take(Side).Sum(v => v - 0.5));

    [Theory]
    [InlineData(Intervention.Remove)]
    [InlineData(Intervention.Paste)]
    public void ModelThatReadsTheTag_IsMovedByIt(Intervention intervention)
    {
        var effect = Counterfactuals.Run(TagReader, intervention, Images(tagged: 20, free: 20));

        Assert.Equal(("", 20, 20, 0), (effect.Reason, effect.Rows.Count, effect.Flips, effect.ControlFlips));
        Assert.InRange(Math.Abs(effect.Shift!.Mean!.Value), 0.9, 1);
        Assert.InRange(effect.Shift.Lower!.Value * effect.Shift.Upper!.Value, 0.5, 1);
        // None of 2000 random signs gives as much: 2^-20 of all do.
        Assert.Equal(1 / 2001.0, effect.PValue);
    }

    [Theory]
    [InlineData(Intervention.Remove)]
    [InlineData(Intervention.Paste)]
    public void ModelThatDoesNotLookThere_IsNotMoved(Intervention intervention)
    {
        var effect = Counterfactuals.Run(TagBlind, intervention, Images(tagged: 20, free: 20));

        Assert.Equal(0, effect.Flips);
        Assert.All(effect.Rows, row => Assert.Equal(row.Before, row.After));
        Assert.InRange(effect.PValue!.Value, 0.01, 1);
    }

    // What any change of that size does is no finding: a patch of the same brightness moves a model that reads the whole picture as much as the control does.
    [Fact]
    public void ModelMovedByAnyChange_IsNotConfirmed()
    {
        var whole = new ScoresOnlyClassifier(Shape, x => 0.2 * (x.Sum() - (Side * Side * 0.3)));

        Assert.InRange(Counterfactuals.Run(whole, Intervention.Paste, Images(tagged: 30, free: 30, tag: -1)).PValue!.Value, 0.02, 1);
    }

    [Fact]
    public void OrderOfTheImages_ChangesNothing()
    {
        var images = Images(tagged: 15, free: 12);
        var (first, second) = (Counterfactuals.Run(TagReader, Intervention.Paste, images), Counterfactuals.Run(TagReader, Intervention.Paste, [.. images.Reverse()]));

        Assert.Equal(first.Rows.Select(r => (r.Id, r.Donor, r.After[0], r.Control[0])), second.Rows.Select(r => (r.Id, r.Donor, r.After[0], r.Control[0])));
        Assert.Equal((first.Shift, first.PValue), (second.Shift, second.PValue));
    }

    [Fact]
    public void UnknownRegions_AreLeftOutAndCounted()
    {
        var images = Images(tagged: 12, free: 3).Append(new CounterfactualImage("unknown", new Tensor(1, Side, Side), null)).ToArray();

        Assert.Equal((12, 1), (Counterfactuals.Run(TagReader, Intervention.Remove, images).Rows.Count, Counterfactuals.Run(TagReader, Intervention.Remove, images).LeftOut));
    }

    [Fact]
    public void FewImages_AreAStatus() =>
        Assert.Equal("9 images could be changed; at least 10 are needed.", Counterfactuals.Run(TagReader, Intervention.Remove, Images(tagged: 9, free: 9)).Reason);

    [Fact]
    public void NobodyWithTheRegion_IsAStatus()
    {
        var effect = Counterfactuals.Run(TagReader, Intervention.Paste, Images(tagged: 0, free: 20));

        Assert.Equal("0 images have the region and 20 are free of it; pasting needs at least one and two.", effect.Reason);
        Assert.Null(effect.PValue);
    }

    [Fact]
    public void ScoresThatAreNoNumbers_AreLeftOut()
    {
        var broken = new ScoresOnlyClassifier(Shape, x => x[0] > 0.8 ? double.NaN : 1);

        var effect = Counterfactuals.Run(broken, Intervention.Remove, Images(tagged: 20, free: 0));

        Assert.Equal((0, 20, "0 images could be changed; at least 10 are needed."), (effect.Rows.Count, effect.LeftOut, effect.Reason));
    }

    [Fact]
    public void RegionOfAnotherSize_IsRefused()
    {
        var refusal = Assert.Throws<ArgumentException>(() =>
            Counterfactuals.Run(TagReader, Intervention.Remove, [new CounterfactualImage("odd", new Tensor(1, Side, Side), new bool[9])]));
        Assert.StartsWith("The region of 'odd' has 9 pixels, but the model's images have 12 x 12.", refusal.Message, StringComparison.Ordinal);
    }

    private static CounterfactualImage[] Images(int tagged, int free, float tag = 1) =>
    [
        .. Enumerable.Range(0, tagged + free).Select(n =>
        {
            var random = new Random(n);
            var image = new Tensor(1, Side, Side);
            for (var i = 0; i < image.Length; i++)
            {
                image.Values[i] = 0.2f + (0.2f * random.NextSingle());
            }

            var region = new bool[Side * Side];
            foreach (var i in n < tagged ? new[] { 0, 1, Side, Side + 1 } : [])
            {
                image.Values[i] = tag < 0 ? image.Values[i] : tag;
                region[i] = true;
            }

            return new CounterfactualImage(n.ToString("00", CultureInfo.InvariantCulture), image, region);
        }),
    ];
}
