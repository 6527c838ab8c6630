using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Saliency;

/// <summary>The draws of expected gradients: for each image, which baseline and which α every draw has.</summary>
internal sealed class BaselineDraws
{
    // Draws have the numbers 0, 1, …; the choice of baselines and points needs a stream of its own.
    private const int ChoiceStream = -1;

    private readonly ExpectedGradientsOptions _options;
    private readonly BaselinePainter[] _painters;
    private readonly bool[] _isRandom;

    public BaselineDraws(string method, ExpectedGradientsOptions options, ImageShape shape)
    {
        IReadOnlyList<Baseline> baselines = options.Baselines ?? (options.Preprocessing is null ? [Baseline.Zero] : [Baseline.Black, Baseline.White]);
        _options = options;
        _painters = [.. baselines.Select(baseline => new BaselinePainter(method, baseline, options.Preprocessing, shape, options.Seed))];
        _isRandom = [.. baselines.Select(baseline => baseline.IsRandom)];
    }

    /// <summary>One draw.</summary>
    /// <param name="Kind">Which of the baselines.</param>
    /// <param name="Sample">Which drawing of it; 0 for a baseline that is always the same.</param>
    /// <param name="Alpha">Point on the way from it to the image, 0 to 1.</param>
    public readonly record struct Draw(int Kind, int Sample, double Alpha);

    /// <summary>All draws of an image, in order.</summary>
    public Draw[] Of(ReadOnlySpan<float> image)
    {
        var random = new SplitMix64(ContentSeed.Derive(_options.Seed, ChoiceStream, image));
        var draws = new Draw[_options.Samples];
        for (var k = 0; k < draws.Length; k++)
        {
            draws[k] = _options.Alphas == AlphaDraws.Stratified ? InTurn(k) : ByChance(k, ref random);
        }

        return draws;
    }

    public float[] Paint(Draw draw, ReadOnlySpan<float> image) => _painters[draw.Kind].Paint(image, draw.Sample);

    /// <summary>Whether every baseline drawn is the image itself.</summary>
    public bool AreAll(ReadOnlySpan<float> image)
    {
        foreach (var draw in Of(image))
        {
            if (!image.SequenceEqual(Paint(draw, image)))
            {
                return false;
            }
        }

        return true;
    }

    private Draw ByChance(int k, ref SplitMix64 random)
    {
        var kind = (int)(random.NextUniform() * _painters.Length);
        return new Draw(kind, _isRandom[kind] ? k : 0, random.NextUniform());
    }

    // Baseline b has the draws b, b + m, b + 2m, … of n.
    private Draw InTurn(int k)
    {
        var (kinds, kind) = (_painters.Length, k % _painters.Length);
        var strata = (_options.Samples - kind + kinds - 1) / kinds;
        return new Draw(kind, _isRandom[kind] ? k : 0, ((k / kinds) + 0.5) / strata);
    }
}
