namespace Dermatology.Drawing;

/// <summary>A colour in linear light; 1 is a white surface.</summary>
internal readonly record struct Colour(double R, double G, double B)
{
    public static Colour operator *(Colour a, Colour b) => new(a.R * b.R, a.G * b.G, a.B * b.B);

    public static Colour operator *(Colour a, double factor) => new(a.R * factor, a.G * factor, a.B * factor);

    public static Colour operator +(Colour a, Colour b) => new(a.R + b.R, a.G + b.G, a.B + b.B);

    /// <summary>The colour of an sRGB triple, 0..255 (IEC 61966-2-1).</summary>
    public static Colour FromSrgb(double r, double g, double b) => new(Decode(r / 255), Decode(g / 255), Decode(b / 255));

    /// <summary>This colour with <paramref name="other"/> over it, opaque by <paramref name="coverage"/> in 0..1.</summary>
    public Colour Under(Colour other, double coverage) => (this * (1 - coverage)) + (other * coverage);

    /// <summary>Light through a layer: e^(−amount · absorption) per channel (Beer and Lambert).</summary>
    public Colour Through(Colour absorption, double amount) =>
        this * new Colour(Math.Exp(-amount * absorption.R), Math.Exp(-amount * absorption.G), Math.Exp(-amount * absorption.B));

    /// <summary>Light through two layers.</summary>
    public Colour Through(Colour first, double amount, Colour second, double otherAmount) =>
        Through((first * amount) + (second * otherAmount), 1);

    /// <summary>One channel as an sRGB value, 0..255, not rounded.</summary>
    public static double Encode(double linear)
    {
        linear = Math.Clamp(linear, 0, 1);
        return 255 * (linear <= 0.0031308 ? 12.92 * linear : (1.055 * Math.Pow(linear, 1 / 2.4)) - 0.055);
    }

    private static double Decode(double value) => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
}
