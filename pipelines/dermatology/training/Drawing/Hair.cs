namespace Dermatology.Drawing;

/// <summary>Dark hairs across the field, most of them combed the same way.</summary>
internal static class Hair
{
    public static void Paint(Canvas canvas, RandomStream random)
    {
        var direction = random.Uniform(0, Math.PI);
        var count = 5 + random.Below(7);
        for (var hair = 0; hair < count; hair++)
        {
            var coverage = new double[canvas.Size * canvas.Size];
            var angle = direction + (0.35 * random.Normal());
            var (x, y) = (random.Uniform(-0.9, 0.9), random.Uniform(-0.9, 0.9));
            var length = random.Uniform(0.35, 1.0);
            var (dx, dy) = (length * Math.Cos(angle), length * Math.Sin(angle));
            var bend = random.Uniform(-0.3, 0.3);
            (double, double)[] curve = [(x - dx, y - dy), (x + (bend * dy), y - (bend * dx)), (x + dx, y + dy)];
            Stroke.Cover(canvas, coverage, curve, random.Uniform(0.014, 0.026));
            var colour = Colour.FromSrgb(45, 32, 26) * random.Uniform(0.5, 1.3);
            for (var pixel = 0; pixel < coverage.Length; pixel++)
            {
                ref var under = ref canvas[pixel / canvas.Size, pixel % canvas.Size];
                under = under.Under(colour, 0.85 * coverage[pixel]);
            }
        }
    }
}
