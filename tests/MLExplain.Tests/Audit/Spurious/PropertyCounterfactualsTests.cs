using System.Globalization;
using MLExplain.Audit.Spurious;
using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Tests.Saliency;

namespace MLExplain.Tests.Audit.Spurious;

public class PropertyCounterfactualsTests
{
    private const int Side = 24;
    private const int Pixels = Side * Side;

    private static readonly ImageShape Shape = new(3, Side, Side);
    private static readonly Preprocessing Preprocessing = new() { Width = Side, Height = Side };
    private static readonly ScoresOnlyClassifier BrightnessReader = new(Shape, x => 20 * (x.Average() - 0.45));

    /// <summary>Left half minus right half: no brightness of the whole picture reaches it, though every local change does.</summary>
    private static readonly ScoresOnlyClassifier SideReader = new(Shape, x => 20 * x.Select((v, i) => i % Side < Side / 2 ? v : -v).Sum() / x.Length);

    public static TheoryData<string> Properties => [.. PropertyCounterfactuals.Properties];

    /// <summary>The change arrives, the control leaves the property where it was and is as long; both as the documentation says.</summary>
    [Theory]
    [MemberData(nameof(Properties))]
    public void TheChangeArrives_TheControlIsAsLongAndDoesNot(string property)
    {
        var (shift, images) = (new PropertyShift(property), Images(40));
        double[] values = [.. images.Select(i => shift.Value(i.Seen))];
        var amount = (values.Max() - values.Min()) / 5;
        var tolerance = Math.Max(0.5 / 255, amount / 20);
        var made = 0;
        foreach (var (image, value) in images.Zip(values))
        {
            if (new PropertyChange(property, value > values.Average() ? -amount : amount).Of(image.Seen, seed: 3) is var (after, control))
            {
                made++;
                Assert.Equal(amount, Math.Abs(shift.Value(after) - value), tolerance);
                Assert.Equal(value, shift.Value(control), tolerance);
                Assert.InRange(Length(image.Seen, control) / Length(image.Seen, after), 0.95, 1.05);
            }
        }

        Assert.True(made >= 36, $"{made} of 40 pictures could be changed");
    }

    [Fact]
    public void GreyLevelsRiseByTheAmount()
    {
        var after = new PropertyShift("brightness").Reach(Flat(100), 110 / 255.0, tolerance: 0);

        Assert.All(after!.Pixels, p => Assert.Equal(110, p));
    }

    [Fact]
    public void ClampedPixelsCannotBeBrighter() => Assert.Null(new PropertyShift("brightness").Reach(Flat(255), 1.1, tolerance: 0.01));

    /// <summary>Grey stretched about its own luma stays grey; a picture one step off grey gets there.</summary>
    [Fact]
    public void GreyHasNoColourToStretch()
    {
        var shift = new PropertyShift("colorfulness");
        var pale = new RgbImage(Side, Side, [.. Enumerable.Range(0, 3 * Pixels).Select(i => i % 3 == 0 ? (byte)110 : (byte)100)]);

        Assert.Null(shift.Reach(Flat(90), 0.1, tolerance: 0.01));
        Assert.Equal(0.1, shift.Value(shift.Reach(pale, 0.1, tolerance: 0.01)!), 0.01);
    }

    [Theory]
    [InlineData(Intervention.Raise, 1)]
    [InlineData(Intervention.Lower, -1)]
    public void ModelThatReadsBrightness_IsMovedByIt(Intervention intervention, int sign)
    {
        var effect = Run(BrightnessReader, "brightness", intervention);

        Assert.Equal("", effect.Reason);
        Assert.InRange(effect.PValue!.Value, 0, 0.001);
        var forFirst = effect.Class == 0 ? 1 : -1;
        Assert.InRange(sign * forFirst * effect.Shift!.Mean!.Value, 0.2, 1);
        Assert.InRange(sign * effect.Amount!.Value, 0.05, 0.2);
        Assert.True(effect.Flips > 3 * effect.ControlFlips, $"{effect.Flips} flips, {effect.ControlFlips} by the control");
    }

    [Fact]
    public void ModelThatComparesPlaces_IsMovedByTheControlOnly()
    {
        var effect = Run(SideReader, "brightness", Intervention.Raise);

        Assert.Equal(0, effect.Flips);
        Assert.InRange(effect.ControlFlips, 1, effect.Rows.Count);
        Assert.InRange(effect.PValue!.Value, 0.01, 1);
    }

    /// <summary>A cast is a cast at the same luma: a model that reads luma does not see it, one that reads red against blue does.</summary>
    [Fact]
    public void ColourCastMovesWhoReadsColour_AndNotWhoReadsLuma()
    {
        var luma = new ScoresOnlyClassifier(Shape, x => 20 * (Mean(x, 0, 0.299) + Mean(x, 1, 0.587) + Mean(x, 2, 0.114) - 0.45));
        var colour = new ScoresOnlyClassifier(Shape, x => 20 * (Mean(x, 0, 1) - Mean(x, 2, 1)));

        Assert.InRange(Math.Abs(Run(luma, "red", Intervention.Raise).Shift!.Mean!.Value), 0, 0.02);
        Assert.InRange(Math.Abs(Run(colour, "red", Intervention.Raise).Shift!.Mean!.Value), 0.1, 1);

        static double Mean(float[] x, int channel, double weight) => weight * x.Skip(channel * Pixels).Take(Pixels).Average();
    }

    [Fact]
    public void NoImageLeavesTheRangeOfTheData()
    {
        var (images, shift) = (Images(40), new PropertyShift("contrast"));
        var greatest = images.Max(i => shift.Value(i.Seen));

        var effect = PropertyCounterfactuals.Run(BrightnessReader, Preprocessing, "contrast", Intervention.Raise, images);

        Assert.All(effect.Rows, r => Assert.True(shift.Value(images.Single(i => i.Id == r.Id).Seen) + effect.Amount <= greatest));
        Assert.InRange(effect.Rows.Count, 10, 39);
    }

    [Fact]
    public void OrderOfTheImages_ChangesNothing()
    {
        var images = Images(30);
        var first = PropertyCounterfactuals.Run(BrightnessReader, Preprocessing, "sharpness", Intervention.Raise, images);
        var second = PropertyCounterfactuals.Run(BrightnessReader, Preprocessing, "sharpness", Intervention.Raise, [.. images.Reverse()]);

        Assert.Equal(first.Rows.Select(r => (r.Id, r.After[0], r.Control[0])), second.Rows.Select(r => (r.Id, r.After[0], r.Control[0])));
        Assert.Equal((first.Shift, first.PValue, first.Amount), (second.Shift, second.PValue, second.Amount));
    }

    [Fact]
    public void EqualPictures_AreAStatus()
    {
        var effect = PropertyCounterfactuals.Run(BrightnessReader, Preprocessing, "brightness", Intervention.Raise, [.. Enumerable.Range(0, 20).Select(n => new PropertyImage($"{n}", Flat(90)))]);

        Assert.Equal("The standard deviation of 'brightness' over the images is 0.0000; below 1/255 8-bit pictures cannot be changed by it.", effect.Reason);
        Assert.Null(effect.PValue);
    }

    [Fact]
    public void FewImages_AreAStatus() => Assert.EndsWith(
        "images could be changed; at least 10 are needed.", PropertyCounterfactuals.Run(BrightnessReader, Preprocessing, "brightness", Intervention.Raise, Images(8)).Reason, StringComparison.Ordinal);

    [Fact]
    public void WhatCannotBeChanged_IsRefused()
    {
        Assert.StartsWith("The property 'width' cannot be changed in a picture; those that can are brightness,", Assert.Throws<ArgumentException>(() => Run(BrightnessReader, "width", Intervention.Raise)).Message, StringComparison.Ordinal);
        Assert.StartsWith("Paste changes a region; a property can be changed by Raise and Lower.", Assert.Throws<ArgumentException>(() => Run(BrightnessReader, "red", Intervention.Paste)).Message, StringComparison.Ordinal);
        Assert.StartsWith("Raise changes a property; a region can be changed by Remove and Paste.", Assert.Throws<ArgumentException>(() => Counterfactuals.Run(BrightnessReader, Intervention.Raise, [])).Message, StringComparison.Ordinal);
    }

    private static CounterfactualEffect Run(IClassifier model, string property, Intervention intervention) =>
        PropertyCounterfactuals.Run(model, Preprocessing, property, intervention, Images(60));

    private static RgbImage Flat(byte level) => new(Side, Side, [.. Enumerable.Repeat(level, 3 * Pixels)]);

    private static double Length(RgbImage a, RgbImage b) => Math.Sqrt(a.Pixels.Zip(b.Pixels, (p, q) => Math.Pow(p - q, 2)).Sum());

    /// <summary>A disc on a ground, both coloured, with noise; all by chance, and far from black and white.</summary>
    private static PropertyImage[] Images(int count) =>
    [
        .. Enumerable.Range(0, count).Select(n =>
        {
            var random = new Random(n);
            double[] ground = [.. Enumerable.Range(0, 3).Select(_ => random.Next(90, 150))];
            double[] disc = [.. ground.Select(g => g + random.Next(-40, 41))];
            var (noise, pixels) = (random.Next(4, 16), new byte[3 * Pixels]);
            for (var i = 0; i < pixels.Length; i++)
            {
                var (y, x) = ((i / 3 / Side) - (Side / 2), (i / 3 % Side) - (Side / 2));
                pixels[i] = (byte)((((y * y) + (x * x) < 49) ? disc[i % 3] : ground[i % 3]) + random.Next(-noise, noise + 1));
            }

            return new PropertyImage(n.ToString("00", CultureInfo.InvariantCulture), new RgbImage(Side, Side, pixels));
        }),
    ];
}
