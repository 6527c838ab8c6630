using MLExplain.Imaging;

namespace MLExplain.Saliency;

/// <summary>How <see cref="Xrai"/> attributes, segments and grows.</summary>
public sealed record XraiOptions
{
    /// <summary>Which region comes next.</summary>
    /// <value>Default: <see cref="XraiAlgorithm.Full"/>, as in PAIR.</value>
    public XraiAlgorithm Algorithm { get; init; } = XraiAlgorithm.Full;

    /// <summary>Gradients per baseline of the default base attribution; read when <see cref="Base"/> is null.</summary>
    /// <value>Default: 100, as in PAIR, with its rule (<c>inclusiveMean</c>).</value>
    public int Steps { get; init; } = 100;

    /// <summary>Name of the saliency method whose map is cut into regions, with that method's defaults.</summary>
    /// <value>Default: null, Integrated Gradients from two baselines: the image's smallest value everywhere, and its largest.</value>
    public string? Base { get; init; }

    /// <summary>Covered share of the image beyond which the full algorithm stops, above 0 to 1; read with <see cref="XraiAlgorithm.Full"/> only.</summary>
    /// <value>Default: 1, the whole image.</value>
    public double AreaThreshold { get; init; } = 1;

    /// <summary>A region that would add fewer pixels is dropped; at least 1.</summary>
    /// <value>Default: 50, as in PAIR.</value>
    public int MinPixels { get; init; } = 50;

    /// <summary>Pixels by which every segment grows before it competes, at least 0.</summary>
    /// <value>Default: 5, as in PAIR.</value>
    public int Dilation { get; init; } = 5;

    /// <summary>Felzenszwalb's levels of observation; every level's segments compete. Read when <see cref="Segmentation"/> is null.</summary>
    /// <value>Default: 50, 100, 150, 250, 500, 1200, as in PAIR.</value>
    public IReadOnlyList<double> Scales { get; init; } = [50, 100, 150, 250, 500, 1200];

    /// <summary>Standard deviation of Felzenszwalb's blur in pixels at 224x224, at least 0; read when <see cref="Segmentation"/> is null.</summary>
    /// <value>Default: 0.8, as in PAIR.</value>
    public double Sigma { get; init; } = 0.8;

    /// <summary>Felzenszwalb's smallest segment in pixels at 224x224, at least 1; read when <see cref="Segmentation"/> is null.</summary>
    /// <value>Default: 150, as in PAIR.</value>
    public int MinSize { get; init; } = 150;

    /// <summary>Another segmentation, applied at the image's own size to the picture that <see cref="Preprocessing"/> undone gives, as LIME's.</summary>
    /// <value>Default: null, Felzenszwalb's at 224x224 on every level of <see cref="Scales"/>.</value>
    public Segmentation? Segmentation { get; init; }

    /// <summary>How the model's input was made from pixels, for a base whose baseline is in image units and for <see cref="Segmentation"/>.</summary>
    /// <value>Default: null, the input is a raw tensor.</value>
    public Preprocessing? Preprocessing { get; init; }

    /// <summary>Every broken rule, one sentence each.</summary>
    internal IEnumerable<string> Errors()
    {
        if (!Enum.IsDefined(Algorithm))
        {
            yield return $"algorithm {(int)Algorithm} is not one of the algorithms.";
        }

        if (Steps < 2)
        {
            yield return $"steps is {Steps} but the base attribution uses both ends of the path and needs at least 2.";
        }

        if (Base == Xrai.MethodName)
        {
            yield return "base is 'xrai' itself; give a method whose map can be cut into regions.";
        }

        if (!(AreaThreshold is > 0 and <= 1))
        {
            yield return FormattableString.Invariant($"areaThreshold is {AreaThreshold} but must lie above 0 and be at most 1.");
        }

        if (MinPixels < 1 || Dilation < 0)
        {
            yield return $"minPixels is {MinPixels} and dilation {Dilation} but they must be at least 1 and 0.";
        }

        if (Scales is not { Count: > 0 })
        {
            yield return "scales is empty but at least one is needed.";
        }

        foreach (var error in Segmentation?.Errors() ?? (Scales ?? []).SelectMany(scale => Felzenszwalb(scale).Errors()).Distinct())
        {
            yield return error;
        }
    }

    private FelzenszwalbSegmentation Felzenszwalb(double scale) => new() { Scale = scale, Sigma = Sigma, MinSize = MinSize };
}
