using MLExplain.Tensors;

namespace MLExplain.Tests.Tensors;

public sealed class SelectionTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 1)]
    [InlineData(50, 3)]
    [InlineData(501, 100_000)]
    public void EveryPosition_HoldsTheValueOfTheSortedSample(int count, int different)
    {
        var random = new SplitMix64((ulong)count);
        var sample = Enumerable.Range(0, count).Select(_ => (float)(random.NextBits() % (ulong)different)).ToArray();

        var found = Enumerable.Range(0, count).Select(position => Selection.At((float[])sample.Clone(), position));

        Assert.Equal(sample.Order(), found);
    }

    [Fact]
    public void InfinitiesAreTheLargest() => Assert.Equal(float.PositiveInfinity, Selection.At([float.PositiveInfinity, 1, float.PositiveInfinity, 2], 2));

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void APositionOutsideTheSample_IsRefused(int position) => Assert.Throws<ArgumentOutOfRangeException>(() => Selection.At([1, 2], position));
}
