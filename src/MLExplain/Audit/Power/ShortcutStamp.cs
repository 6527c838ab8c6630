using MLExplain.Imaging;

namespace MLExplain.Audit.Power;

/// <summary>Plants a shortcut in images: the same mark in each, exactly known.</summary>
public sealed record ShortcutStamp
{
    private const int LargestLift = 64;
    private const double LargestCast = 0.3;

    /// <summary>Describes a stamp.</summary>
    /// <param name="kind">What is planted.</param>
    /// <param name="strength">How visible it is: 0 is invisible, 1 covers the image beneath (tag, border) or shifts it by 64 of 255 steps (brightness) or 30 % of red and blue (tint).</param>
    public ShortcutStamp(StampKind kind, double strength)
    {
        if (!(strength is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(strength), strength, "A stamp's strength is a number from 0 (invisible) to 1.");
        }

        (Kind, Strength) = (kind, strength);
    }

    /// <summary>What is planted.</summary>
    public StampKind Kind { get; }

    /// <summary>How visible it is, 0..1.</summary>
    public double Strength { get; }

    /// <summary>A copy of an image with the stamp.</summary>
    /// <param name="image">The image, as the network will see it.</param>
    public RgbImage Apply(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var stamped = (byte[])image.Pixels.Clone();
        var mask = Mask(image.Width, image.Height);
        for (var i = 0; i < stamped.Length; i++)
        {
            stamped[i] = mask[i / 3] ? Stamped(stamped[i], i % 3, (i / 3 % image.Width) - Left(image.Width, image.Height), Side(image.Width, image.Height, 8)) : stamped[i];
        }

        return new RgbImage(image.Width, image.Height, stamped);
    }

    /// <summary>Where the stamp is, whatever its strength.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <returns>One value per pixel, row-major.</returns>
    public IReadOnlyList<bool> Mask(int width, int height)
    {
        var (tag, frame) = (Side(width, height, 8), Side(width, height, 24));
        return [.. Enumerable.Range(0, width * height).Select(i => (X: i % width, Y: i / width)).Select(p => Kind switch
        {
            StampKind.CornerTag => p.X >= Left(width, height) && p.Y < tag,
            StampKind.Border => Math.Min(Math.Min(p.X, p.Y), Math.Min(width - 1 - p.X, height - 1 - p.Y)) < frame,
            _ => true,
        })];
    }

    private static int Side(int width, int height, int share) => Math.Max(1, (int)Math.Round(Math.Min(width, height) / (double)share, MidpointRounding.AwayFromZero));

    private static int Left(int width, int height) => width - Side(width, height, 8);

    /// <summary>The tag has upright bars, a quarter of its side wide each.</summary>
    private byte Stamped(byte value, int channel, int column, int side)
    {
        var goal = Kind switch
        {
            StampKind.CornerTag => 4 * column / side % 2 == 0 ? 255.0 : 0,
            StampKind.Border => 0,
            StampKind.Tint => value * (1 + ((1 - channel) * LargestCast)),
            _ => value + LargestLift,
        };
        return (byte)Math.Clamp(Math.Round(value + (Strength * (goal - value)), MidpointRounding.AwayFromZero), 0, 255);
    }
}
