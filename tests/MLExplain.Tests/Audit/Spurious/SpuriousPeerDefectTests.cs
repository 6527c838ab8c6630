using System.Globalization;
using MLExplain.Audit.Analysis;
using MLExplain.Audit.Spurious;
using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Tensors;
using MLExplain.Tests.Saliency;

namespace MLExplain.Tests.Audit.Spurious;

/// <summary>Defects found in other tools that look for spurious correlations, each held against ours. cleanlab's baseline stands in <see cref="PropertyAssociationsTests"/>.</summary>
public sealed class SpuriousPeerDefectTests
{
    /// <summary>A few dozen operations in float32.</summary>
    private const double Rounding = 1e-5;

    /// <summary>Eigenvalues end the iteration at a residual of 1e-9.</summary>
    private const double Residual = 1e-8;

    /// <summary>Any exception in deepchecks' score became 0, and 0 passed its condition.</summary>
    [Fact]
    public void Deepchecks_WhatCannotBeMeasuredIsAScoreOfZeroThatPasses()
    {
        var associations = PropertyAssociations.Test(Rows(60, _ => null));

        var brightness = associations.Where(a => a.Property == "brightness").ToList();
        Assert.NotEmpty(brightness);
        Assert.All(brightness, a => Assert.Equal((AssociationStatus.TooFewPerClass, null, null), (a.Status, a.Skill, a.QValue)));
        Assert.All(associations.Where(a => a.Property == "device"), a => Assert.Equal((AssociationStatus.ConstantProperty, null, null), (a.Status, a.Skill, a.QValue)));
        Assert.Contains(UnmeasuredItems.Of(associations), u => u.Reason.EndsWith("some target: device.", StringComparison.Ordinal));
        Assert.Contains(UnmeasuredItems.Of(associations), u => u.Reason.StartsWith("Properties could not be tested", StringComparison.Ordinal));
    }

    /// <summary>giskard-vision caught every exception of an image and went on without it, uncounted.</summary>
    [Fact]
    public void GiskardVision_ImagesWithoutAPropertyAreDroppedUncounted()
    {
        var found = PropertyAssociations.Test(Rows(67, i => i < 60 ? i / 60.0 : null)).Single(a => a is { Property: "brightness", Target: "label" });

        Assert.Equal((60, 7), (found.Images, found.LeftOut));
    }

    /// <summary>The same of images that cannot be changed: pure red and black has no more colour to give.</summary>
    [Fact]
    public void GiskardVision_ImagesThatCannotBeChangedAreDroppedUncounted()
    {
        const int side = 8;
        var images = Enumerable.Range(0, 30).Select(n => Image(n, p => p % 3 == 0 ? (byte)(100 + (5 * n)) : (byte)90))
            .Append(Image(30, p => p % 3 == 0 && p % 6 == 0 ? (byte)255 : (byte)0)).Append(Image(31, p => p % 3 == 0 ? (byte)255 : (byte)0)).ToList();
        var model = new ScoresOnlyClassifier(new ImageShape(3, side, side), x => x.Sum());

        var effect = PropertyCounterfactuals.Run(model, new Preprocessing { Width = side, Height = side }, "colorfulness", Intervention.Raise, images);

        Assert.DoesNotContain(effect.Rows, r => r.Id == "30");
        Assert.Equal(1, effect.LeftOut);

        PropertyImage Image(int n, Func<int, byte> level) => new(n.ToString("00", CultureInfo.InvariantCulture), new RgbImage(side, side, [.. Enumerable.Range(0, 3 * side * side).Select(level)]));
    }

    /// <summary>Datalab leaves out what more than a tenth of the images have: just what a whole class has.</summary>
    [Fact]
    public void Datalab_WhatAWholeClassHasIsLeftOut()
    {
        var found = PropertyAssociations.Test(Rows(60, i => i % 2 == 0 ? 0.2 : 0.8)).Single(a => a is { Property: "brightness", Target: "label" });

        Assert.Equal(1, found.Skill!.Value, Rounding);
        Assert.InRange(found.QValue!.Value, 0, 0.05);
    }

    /// <summary>CoRelAy divides a map by its signed sum, which may be zero or next to it.</summary>
    [Fact]
    public void Corelay_SignedMapsAreDividedByASumNearZero()
    {
        var map = new Tensor([4, 4], [.. Enumerable.Range(0, 16).Select(i => i % 2 == 0 ? 1f : -1f)]);

        Assert.All(MapDescriptor.Of(map)!.Values, v => Assert.Equal(1 / 16.0, v, Rounding));
        Assert.Null(MapDescriptor.Of(new Tensor(4, 4)));
    }

    /// <summary>
    /// CoRelAy asks for the largest eigenvalues by magnitude. Two pairs of points have the eigenvalues 1, 1, −1, −1; here they are brought to 1, 1, 0, 0, and those of
    /// the blocks come first.
    /// </summary>
    [Fact]
    public void Corelay_EigenvaluesNearMinusOneCountAsBlocks()
    {
        var embedding = SpectralEmbedding.Of(NeighborGraph.Of([[0f], [1f], [100f], [101f]], 1, default), 4, seed: 1, default);

        Assert.Equal(4, embedding.Values.Length);
        Assert.All(embedding.Values.Zip([1, 1, 0, 0]), pair => Assert.Equal(pair.Second, pair.First, Residual));
    }

    /// <summary>CoRelAy's 32 eigenpairs fail for a class of 32 maps, Domino's 128 components for 128 images.</summary>
    [Fact]
    public void CorelayAndDomino_SmallDataFail()
    {
        var maps = Enumerable.Range(0, 100).Select(i => Map(i % 2 == 0, i)).ToList();

        var clustering = Assert.Single(MapClusters.Find([.. maps.Take(24).Select((m, i) => new ClusteredMap($"{i:000}", "a", m, true, [], []))]));
        var slices = SliceDiscovery.Find([.. maps.Select((m, i) => new SlicedImage($"{i:000}", $"{i:000}", i % 3 == 0 ? "a" : "b", i % 4 == 0 ? "a" : "b", MapDescriptor.Of(m), [], []))]);

        Assert.Equal(("", 24), (clustering.Reason, clustering.Maps));
        Assert.Equal(24, clustering.Clusters.Sum(c => c.Members.Count));
        Assert.Equal(("", 100, 0), (slices.Reason, slices.Images, slices.LeftOut));

        static Tensor Map(bool left, int seed)
        {
            var random = new Random(seed);
            return new Tensor([8, 8], [.. Enumerable.Range(0, 64).Select(p => (p % 8 < 4 == left ? 1f : 0f) + (0.1f * random.NextSingle()))]);
        }
    }

    private static SpuriousRow[] Rows(int count, Func<int, double?> brightness) =>
    [
        .. Enumerable.Range(0, count).Select(i =>
        {
            var id = i.ToString("000", CultureInfo.InvariantCulture);
            var properties = brightness(i) is { } value
                ? new ImageProperties
                {
                    Width = 4, Height = 4, Brightness = value, Contrast = 0, Red = 0, Green = 0, Blue = 0, Colorfulness = 0, Sharpness = 0, Entropy = 0, FileSize = 1, Format = "PNG", Fingerprint = 0,
                }
                : null;
            return new SpuriousRow(id, id, i % 2 == 0 ? "a" : "b", i % 3 == 0 ? "a" : "b", [new("device", "camera")], properties);
        }),
    ];
}
