using System.Text.Json;
using MLExplain.Imaging;
using MLExplain.Tensors;
using MLExplain.Transforms.Persistence;

namespace MLExplain.Tests.Imaging;

public sealed class SegmentationTests
{
    [Fact]
    public void AGrid_CutsIntoRectanglesOfEqualSize()
    {
        var map = new GridSegmentation { Rows = 2, Columns = 3 }.Segment(new Tensor(1, 4, 6));

        Assert.Equal(6, map.Count);
        Assert.All(map.Sizes(), size => Assert.Equal(4, size));
        Assert.Equal((0, 1, 2, 3, 5), (map[1, 1], map[0, 2], map[1, 5], map[2, 0], map[3, 5]));
    }

    [Fact]
    public void AGridFinerThanTheImage_HasOnePixelPerSegment() =>
        Assert.Equal(6, new GridSegmentation { Rows = 9, Columns = 9 }.Segment(new Tensor(3, 2, 3)).Count);

    [Fact]
    public void AGridThatDoesNotDivide_DiffersByOneRowAtMost()
    {
        var sizes = new GridSegmentation { Rows = 3, Columns = 1 }.Segment(new Tensor(1, 28, 1)).Sizes();

        Assert.Equal([10, 9, 9], sizes);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void ParametersSurviveJson(Segmentation segmentation)
    {
        var json = JsonSerializer.Serialize(segmentation, StateJson.Options);

        Assert.Equal(segmentation, JsonSerializer.Deserialize<Segmentation>(json, StateJson.Options));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void BadParameters_GetASentence(Segmentation segmentation, string sentence) => Says(sentence, segmentation, new Tensor(1, 4, 4));

    [Fact]
    public void AValueOutsideTheRange_IsNamedWithItsPlace() => Says(
        "The image to be segmented holds 1.5 in row 1, column 0; its values must lie in [0, 1].",
        new GridSegmentation(),
        new Tensor([2, 2, 2], [0, 0, 0, 0, 0, 0, 1.5f, 0]));

    [Fact]
    public void ABatchOrNaN_IsRefused()
    {
        Says("A segmentation takes one image [C,H,W] of 1 to 4 channels, but Tensor[1,3,2,2] was given.", new GridSegmentation(), new Tensor(1, 3, 2, 2));
        Says("The image to be segmented holds NaN in row 0, column 1;", new GridSegmentation(), new Tensor([1, 1, 2], [0, float.NaN]));
    }

    public static TheoryData<Segmentation> All => new(
        new GridSegmentation { Rows = 3, Columns = 5 },
        new FelzenszwalbSegmentation { Scale = 20, Sigma = 0.5, MinSize = 7 },
        new SlicSegmentation { Segments = 7, Compactness = 0.5, Sigma = 1, MaxIterations = 3 },
        new QuickshiftSegmentation { KernelSize = 2, MaxDistance = 9, Ratio = 0.5 });

    public static TheoryData<Segmentation, string> Bad => new()
    {
        { new GridSegmentation { Rows = 0 }, "A grid of 0x8 rectangles has none: rows and columns must be at least 1." },
        { new SlicSegmentation { Segments = 0, Compactness = 0 }, "SLIC's segments is 0 but must be at least 1. SLIC's compactness is 0 but must be a number above 0." },
        { new SlicSegmentation { Sigma = -1, MaxIterations = 0 }, "SLIC's sigma is -1 but must be a number of at least 0. SLIC's maxIterations is 0 but must be at least 1." },
        { new QuickshiftSegmentation { KernelSize = 0.5 }, "Quickshift's kernelSize is 0.5 but must lie from 1 to 30, where densities are exact sums and an image takes seconds, not minutes." },
        { new QuickshiftSegmentation { MaxDistance = 0, Ratio = 2 }, "Quickshift's maxDistance is 0 but must be a number above 0. Quickshift's ratio is 2 but must lie from 0 to 1." },
        { new FelzenszwalbSegmentation { Scale = double.NaN }, "Felzenszwalb's scale is NaN but must be a number of at least 0." },
        { new FelzenszwalbSegmentation { Sigma = -1 }, "Felzenszwalb's sigma is -1 but must be a number of at least 0." },
        { new FelzenszwalbSegmentation { Scale = -2, MinSize = 0 }, "Felzenszwalb's scale is -2 but must be a number of at least 0. Felzenszwalb's minSize is 0 but must be at least 1." },
    };

    private static void Says(string sentence, Segmentation segmentation, Tensor image) =>
        Assert.StartsWith(sentence, Assert.Throws<ArgumentException>(() => segmentation.Segment(image)).Message, StringComparison.Ordinal);

    public static TheoryData<Segmentation> Kinds => [new GridSegmentation(), new SlicSegmentation(), new QuickshiftSegmentation(), new FelzenszwalbSegmentation()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ACancelledCut_Stops(Segmentation segmentation) =>
        Assert.Throws<OperationCanceledException>(() => segmentation.Segment(new Tensor(3, 20, 20), new CancellationToken(canceled: true)));

    /// <summary>SLIC would run for hours, quickshift for some seconds and then end without an exception.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ALongCut_CanBeCancelled(bool isSlic)
    {
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        Segmentation segmentation = isSlic ? new SlicSegmentation { MaxIterations = 1_000_000 } : new QuickshiftSegmentation { KernelSize = 30 };
        var image = isSlic ? new Tensor(3, 200, 200) : new Tensor(3, 400, 400);

        Assert.Throws<OperationCanceledException>(() => segmentation.Segment(image, source.Token));
    }
}
