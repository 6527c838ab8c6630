using MLExplain.Tensors;

namespace MLExplain.Tests.Tensors;

public sealed class PlaneResizeTests
{
    [Fact]
    public void Bilinear_InterpolatesBetweenPixelCentres()
    {
        var row = PlaneResize.Bilinear([0, 8], 1, 2, 1, 4);

        // Centres of the new pixels in old pixels: −¼, ¼, ¾, 1¼; beyond the outer centres the border value holds.
        Assert.Equal([0f, 2f, 6f, 8f], row);
    }

    [Fact]
    public void Bilinear_Halving_WeighsFourNeighboursByATriangle()
    {
        var row = PlaneResize.Bilinear([0, 0, 0, 8, 0, 0, 0, 0], 1, 8, 1, 4);

        // Output 1 is centred between inputs 2 and 3, output 2 between 4 and 5: weights ⅛ ⅜ ⅜ ⅛.
        Assert.Equal([0f, 3f, 1f, 0f], row);
    }

    [Fact]
    public void Bilinear_TransposesWithThePlane()
    {
        float[] plane = [1, 5, 2, 7, 3, 9];
        float[] transposed = [1, 7, 5, 3, 2, 9];

        var resized = PlaneResize.Bilinear(plane, 2, 3, 5, 4);
        var other = PlaneResize.Bilinear(transposed, 3, 2, 4, 5);

        // Rows first or columns first: double roundings, below one float32 step of 9.
        for (var i = 0; i < resized.Length; i++)
        {
            Assert.Equal(resized[i], other[(i % 4 * 5) + (i / 4)], 1e-6f);
        }
    }

    [Theory]
    [InlineData(3, 5)]
    [InlineData(14, 9)]
    [InlineData(1, 1)]
    public void Bilinear_KeepsASolidPlane(int newHeight, int newWidth) =>
        Assert.All(PlaneResize.Bilinear(Enumerable.Repeat(2.5f, 28).ToArray(), 7, 4, newHeight, newWidth), static value => Assert.Equal(2.5f, value));

    [Fact]
    public void SameSize_ChangesNothing()
    {
        float[] plane = [1, 5, 2, 7, 3, 9];

        Assert.Equal(plane, PlaneResize.Bilinear(plane, 2, 3, 2, 3));
        Assert.Equal(plane, PlaneResize.Nearest(plane, 2, 3, 2, 3));
    }

    [Fact]
    public void Nearest_RepeatsBlocksAndSkipsPixels()
    {
        Assert.Equal([1f, 1f, 2f, 2f, 1f, 1f, 2f, 2f, 3f, 3f, 4f, 4f], PlaneResize.Nearest([1, 2, 3, 4], 2, 2, 3, 4));
        Assert.Equal([1f, 3f], PlaneResize.Nearest([1, 2, 3, 4], 1, 4, 1, 2));
    }

    [Fact]
    public void SizesThatDoNotFit_AreRefused()
    {
        var refusal = Assert.Throws<ArgumentException>(() => PlaneResize.Bilinear(new float[5], 2, 3, 4, 4));

        Assert.Equal("A map of 5 values cannot be resized from 2x3 to 4x4: every size must be at least 1 and the values as many as the first size holds.", refusal.Message);
    }
}
