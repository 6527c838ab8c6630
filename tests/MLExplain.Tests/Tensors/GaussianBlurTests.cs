using MLExplain.Tensors;

namespace MLExplain.Tests.Tensors;

public sealed class GaussianBlurTests
{
    public static TheoryData<BlurBorder> Borders => new(Enum.GetValues<BlurBorder>());

    [Theory]
    [InlineData(BlurBorder.Reflect)]
    [InlineData(BlurBorder.Nearest)]
    public void SolidPlane_Stays(BlurBorder border)
    {
        var blurred = GaussianBlur.Apply(new Tensor([1, 3, 4], Enumerable.Repeat(7.5f, 12).ToArray()), 2.5, border);

        // The weights sum to 1 within a few double roundings, far below half a float32 step of 7.5.
        Assert.All(blurred.Values, static value => Assert.Equal(7.5f, value));
    }

    [Fact]
    public void SolidPlane_UnderZeros_LosesTheKernelMassBeyondTheBorder()
    {
        var kernel = GaussianBlur.HalfKernel(0.7, 4);

        var blurred = Blur(Enumerable.Repeat(1.0, 35).ToArray(), 7, 5, 0.7, BlurBorder.Constant);

        // Radius 3: along each axis the corner misses distances 1 to 3 on one side; the centre of 7 rows none, of 5 columns distance 3 twice.
        var corner = kernel[0] + kernel[1] + kernel[2] + kernel[3];
        Assert.Equal(4, kernel.Length);
        Assert.Equal(corner * corner, blurred[0], 1e-15);
        Assert.Equal(1 - (2 * kernel[3]), blurred[(3 * 5) + 2], 1e-15);
    }

    [Theory]
    [MemberData(nameof(Borders))]
    public void Impulse_BecomesTheProductOfTwoKernels(BlurBorder border)
    {
        const double Sigma = 1.25;
        var impulse = new double[31 * 29];
        impulse[(15 * 29) + 14] = 1;

        var blurred = Blur(impulse, 31, 29, Sigma, border);

        // Radius 5 stays away from every border, so the modes agree; w_d = e^(−d²/2σ²) / Σ.
        var norm = Enumerable.Range(-5, 11).Sum(static d => Math.Exp(-d * d / (2 * Sigma * Sigma)));
        for (var i = 0; i < blurred.Length; i++)
        {
            var (dy, dx) = ((i / 29) - 15, (i % 29) - 14);
            var expected = Math.Max(Math.Abs(dy), Math.Abs(dx)) > 5 ? 0 : Math.Exp(-((dy * dy) + (dx * dx)) / (2 * Sigma * Sigma)) / (norm * norm);
            Assert.Equal(expected, blurred[i], 1e-16);
        }
    }

    [Theory]
    [InlineData(0.124, 1)]
    [InlineData(0.125, 2)]
    [InlineData(0.7, 4)]
    [InlineData(50, 201)]
    public void Radius_IsFourSigmaRoundedToNearest(double sigma, int weights) => Assert.Equal(weights, GaussianBlur.HalfKernel(sigma, 4).Length);

    [Theory]
    [InlineData(0.8)]
    [InlineData(3)]
    [InlineData(40)]
    public void Reflect_KeepsTheMean(double sigma)
    {
        var plane = Noise(6 * 9);

        var blurred = Blur(plane, 6, 9, sigma, BlurBorder.Reflect);

        // Mirroring gives every pixel the total weight 1; only double roundings of some 300 terms remain.
        Assert.Equal(plane.Average(), blurred.Average(), 1e-13);
    }

    [Theory]
    [MemberData(nameof(Borders))]
    public void SigmaZero_ChangesNothing(BlurBorder border)
    {
        var plane = Noise(12);

        Assert.Equal(plane, Blur(plane, 3, 4, 0, border));
    }

    [Theory]
    [InlineData(0.6, 5, 7)]
    [InlineData(2.2, 5, 7)]
    [InlineData(9, 4, 3)]
    [InlineData(3, 1, 6)]
    public void EqualsTheTwoDimensionalSum(double sigma, int height, int width)
    {
        var plane = Noise(height * width);

        foreach (var border in Enum.GetValues<BlurBorder>())
        {
            var expected = Replica(plane, height, width, sigma, border);
            var actual = Blur(plane, height, width, sigma, border);

            // Values below 1 and weights that sum to 1: two orders of summation differ by double roundings only.
            Assert.All(expected.Zip(actual), static pair => Assert.Equal(pair.First, pair.Second, 1e-14));
        }
    }

    [Theory]
    [InlineData("constant", BlurBorder.Constant, 1.7)]
    [InlineData("reflect", BlurBorder.Reflect, 1.7)]
    [InlineData("nearest", BlurBorder.Nearest, 1.7)]
    [InlineData("wide", BlurBorder.Reflect, 6)]
    public void EqualsSciPy(string file, BlurBorder border, double sigma)
    {
        var expected = Npy.Read(Path.Combine(Repository.Root, "tests", "data", "scipy", $"gaussian_{file}.npy"));
        var plane = new Tensor([7, 5], Enumerable.Range(0, 35).Select(static i => (float)(i * i * 7 % 31)).ToArray());

        var blurred = GaussianBlur.Apply(plane, sigma, border);

        // Both are float32 roundings of double results: they differ by one step at most, 2^-20 for values up to 31.
        Assert.All(expected.Values.Zip(blurred.Values), static pair => Assert.Equal(pair.First, pair.Second, MathF.Pow(2, -19)));
    }

    [Fact]
    public void EachPlane_IsBlurredByItself()
    {
        var images = new Tensor([2, 2, 4, 3], Noise(48).Select(static value => (float)value).ToArray());

        var blurred = GaussianBlur.Apply(images, 1.1, BlurBorder.Reflect);

        for (var plane = 0; plane < 4; plane++)
        {
            var alone = GaussianBlur.Apply(new Tensor([4, 3], images.Values[(12 * plane)..(12 * (plane + 1))]), 1.1, BlurBorder.Reflect);
            Assert.Equal(alone.Values, blurred.Values[(12 * plane)..(12 * (plane + 1))]);
        }
    }

    [Fact]
    public void DestinationMayBeTheSource()
    {
        var plane = Noise(20);
        var expected = Blur(plane, 4, 5, 1.3, BlurBorder.Nearest);

        GaussianBlur.Apply(plane, 4, 5, 1.3, BlurBorder.Nearest, plane);

        Assert.Equal(expected, plane);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void SigmaOutOfRange_IsRefused(double sigma)
    {
        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => Blur(new double[4], 2, 2, sigma, BlurBorder.Reflect));

        Assert.StartsWith($"Blur with sigma {sigma} and truncate 4: sigma must be finite and at least 0", refusal.Message, StringComparison.Ordinal);
    }

    private static double[] Blur(double[] plane, int height, int width, double sigma, BlurBorder border)
    {
        var blurred = new double[plane.Length];
        GaussianBlur.Apply(plane, height, width, sigma, border, blurred);
        return blurred;
    }

    private static double[] Noise(int count)
    {
        var random = new Random(7);
        return Enumerable.Range(0, count).Select(_ => random.NextDouble()).ToArray();
    }

    // The blur as one sum over the plane continued beyond its border by walking there pixel by pixel.
    private static double[] Replica(double[] plane, int height, int width, double sigma, BlurBorder border)
    {
        var radius = (int)Math.Floor((4 * sigma) + 0.5);
        double Weight(int d) => Math.Exp(-d * d / (2 * sigma * sigma));
        var norm = Math.Pow(Enumerable.Range(-radius, (2 * radius) + 1).Sum(Weight), 2);
        var result = new double[plane.Length];
        for (var i = 0; i < plane.Length; i++)
        {
            for (var dy = -radius; dy <= radius; dy++)
            {
                for (var dx = -radius; dx <= radius; dx++)
                {
                    var (y, x) = (Walk(i / width, dy, height, border), Walk(i % width, dx, width, border));
                    result[i] += y < 0 || x < 0 ? 0 : Weight(dy) * Weight(dx) / norm * plane[(y * width) + x];
                }
            }
        }

        return result;
    }

    private static int Walk(int from, int distance, int size, BlurBorder border)
    {
        var (position, step) = (from, Math.Sign(distance));
        for (var i = 0; i < Math.Abs(distance); i++)
        {
            var inside = position + step >= 0 && position + step < size;
            if (!inside && border == BlurBorder.Constant)
            {
                return -1;
            }

            // At a mirror the border pixel is read twice, then the walk turns back.
            (position, step) = inside ? (position + step, step) : border == BlurBorder.Reflect ? (position, -step) : (position, step);
        }

        return position;
    }
}
