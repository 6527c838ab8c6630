using MLExplain.Tensors;

namespace MLExplain.Evaluation;

/// <summary>Maps that know nothing of the model: what a measure gives them is what a useless map would score.</summary>
public static class OracleMaps
{
    /// <summary>Standard deviation of <see cref="Center"/> ÷ side of the image.</summary>
    private const double CenterShare = 0.25;

    /// <summary>Names of the oracles, in the order of <see cref="Of"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["random", "edges", "image", "centre"];

    /// <summary>All oracles for an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="seed">Seed of the random map; the draw follows from it and the image's own content.</param>
    public static IReadOnlyList<EvaluatedMap> Of(EvaluatedImage image, int seed)
    {
        ArgumentNullException.ThrowIfNull(image);
        return
        [
            new(Names[0], image, Random(image.Input, seed)), new(Names[1], image, Edges(image.Input)),
            new(Names[2], image, Brightness(image.Input)), new(Names[3], image, Center(image.Input)),
        ];
    }

    /// <summary>Uniform noise in [0, 1).</summary>
    private static Tensor Random(Tensor input, int seed)
    {
        var random = new SplitMix64(ContentSeed.Derive(seed, sample: 0, input.Values));
        var map = new Tensor(input.Shape[1], input.Shape[2]);
        for (var i = 0; i < map.Length; i++)
        {
            map.Values[i] = (float)random.NextUniform();
        }

        return map;
    }

    /// <summary>Magnitude of the Sobel gradient of the channel mean; the border repeats its nearest pixels.</summary>
    private static Tensor Edges(Tensor input)
    {
        var grey = Brightness(input);
        var (height, width) = (grey.Shape[0], grey.Shape[1]);
        var map = new Tensor(height, width);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var horizontal = At(y - 1, x + 1) + (2 * At(y, x + 1)) + At(y + 1, x + 1) - At(y - 1, x - 1) - (2 * At(y, x - 1)) - At(y + 1, x - 1);
                var vertical = At(y + 1, x - 1) + (2 * At(y + 1, x)) + At(y + 1, x + 1) - At(y - 1, x - 1) - (2 * At(y - 1, x)) - At(y - 1, x + 1);
                map.Values[(y * width) + x] = (float)Math.Sqrt((horizontal * horizontal) + (vertical * vertical));
            }
        }

        return map;

        double At(int y, int x) => grey.Values[(Math.Clamp(y, 0, height - 1) * width) + Math.Clamp(x, 0, width - 1)];
    }

    /// <summary>The image itself: the mean of its channels.</summary>
    private static Tensor Brightness(Tensor input)
    {
        var map = new Tensor(input.Shape[1], input.Shape[2]);
        for (var i = 0; i < map.Length; i++)
        {
            var sum = 0.0;
            for (var channel = 0; channel < input.Shape[0]; channel++)
            {
                sum += input.Values[(channel * map.Length) + i];
            }

            map.Values[i] = (float)(sum / input.Shape[0]);
        }

        return map;
    }

    /// <summary>A Gaussian around the middle: photographers centre what they show.</summary>
    private static Tensor Center(Tensor input)
    {
        var (height, width) = (input.Shape[1], input.Shape[2]);
        var map = new Tensor(height, width);
        for (var i = 0; i < map.Length; i++)
        {
            var (y, x) = ((((i / width) + 0.5) / height) - 0.5, (((i % width) + 0.5) / width) - 0.5);
            map.Values[i] = (float)Math.Exp(-((y * y) + (x * x)) / (2 * CenterShare * CenterShare));
        }

        return map;
    }
}
