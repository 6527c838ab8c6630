namespace Dermatology.Drawing;

/// <summary>A site's dermatoscope: colour of its lamp, fall-off towards the corners, and the sensor's noise.</summary>
internal static class Device
{
    /// <summary>The picture as the device's 8-bit sRGB bytes.</summary>
    public static byte[] Expose(Canvas canvas, Site site, RandomStream random)
    {
        var lamp = site == Site.ClinicA ? new Colour(0.99, 0.97, 0.92) : new Colour(0.93, 0.97, 1.00);
        lamp *= random.Uniform(0.93, 1.04);
        var vignette = site == Site.ClinicA ? 0.10 : 0.22;
        var bytes = new byte[3 * canvas.Size * canvas.Size];
        for (var pixel = 0; pixel < canvas.Size * canvas.Size; pixel++)
        {
            var (x, y) = canvas.Position(pixel / canvas.Size, pixel % canvas.Size);
            var light = canvas[pixel / canvas.Size, pixel % canvas.Size] * lamp * (1 - (vignette * ((x * x) + (y * y))));
            var shot = 1.6 * random.Speckle();
            bytes[3 * pixel] = Byte(Colour.Encode(light.R) + shot);
            bytes[(3 * pixel) + 1] = Byte(Colour.Encode(light.G) + shot);
            bytes[(3 * pixel) + 2] = Byte(Colour.Encode(light.B) + shot);
        }

        return bytes;
    }

    private static byte Byte(double value) => (byte)Math.Clamp(Math.Round(value), 0, 255);
}
