using MLExplain.Audit.Power;
using MLExplain.Imaging;

namespace MLExplain.Tests.Audit.Power;

public sealed class ShortcutStampTests
{
    private static readonly RgbImage Grey = new(48, 32, [.. Enumerable.Repeat((byte)100, 3 * 48 * 32)]);

    public static TheoryData<StampKind> Kinds => new(Enum.GetValues<StampKind>());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ItChangesNothingOutsideItsMask_AndEveryPixelInside(StampKind kind)
    {
        var stamp = new ShortcutStamp(kind, 1);

        var (stamped, mask) = (stamp.Apply(Grey), stamp.Mask(48, 32));

        Assert.Equal(mask, Enumerable.Range(0, 48 * 32).Select(i => !stamped.Pixels.AsSpan(3 * i, 3).SequenceEqual(Grey.Pixels.AsSpan(3 * i, 3))));
        Assert.Equal(kind switch { StampKind.CornerTag => 4 * 4, StampKind.Border => (48 * 32) - (46 * 30), _ => 48 * 32 }, mask.Count(m => m));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void OfNoStrength_ItIsInvisible(StampKind kind) => Assert.Equal(Grey.Pixels, new ShortcutStamp(kind, 0).Apply(Grey).Pixels);

    /// <summary>Colours by hand: half way to white and black bars, to black, by 0.15 of red and blue, by 32.</summary>
    [Theory]
    [InlineData(StampKind.CornerTag, 44, 0, 178, 178, 178)]
    [InlineData(StampKind.CornerTag, 45, 3, 50, 50, 50)]
    [InlineData(StampKind.Border, 0, 31, 50, 50, 50)]
    [InlineData(StampKind.Tint, 20, 20, 115, 100, 85)]
    [InlineData(StampKind.Brightness, 20, 20, 132, 132, 132)]
    public void AtHalfStrength_ItsColoursAreThese(StampKind kind, int x, int y, byte red, byte green, byte blue) =>
        Assert.Equal([red, green, blue], new ShortcutStamp(kind, 0.5).Apply(Grey).Pixels[(3 * ((y * 48) + x))..][..3]);

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void AStrengthOutOfRange_IsRefused(double strength) =>
        Assert.Contains("from 0 (invisible) to 1", Assert.Throws<ArgumentOutOfRangeException>(() => new ShortcutStamp(StampKind.Tint, strength)).Message, StringComparison.Ordinal);
}
