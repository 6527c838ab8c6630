using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Saliency;

/// <summary>XRAI: the map of another method averaged over image segments, which are ranked by growing the best region first.</summary>
/// <remarks>
/// A. Kapishnikov, T. Bolukbasi, F. Viégas, M. Terry, "XRAI: Better attributions through regions", ICCV 2019, arXiv:1906.02825, algorithm 1,
/// with PAIR's parameters: Felzenszwalb's segments on six levels, each dilated by a disk of 5 pixels, compete; the one with the highest mean
/// of the base attribution over the pixels it would add wins, its new pixels get that mean, and so on while a region adds 50 pixels.
/// Pixels no region took get their own mean and the last rank. So the map, <c>[H,W]</c>, sums to the base map, which is the largest value
/// over the channels: it promises no completeness, and <see cref="Attribution.BaselineScore"/> is null.
/// <para>
/// Differs from PAIR: means are taken in float64, equal edges of the segmentation keep their order, and an image without contrast is one
/// segment, with a warning, where PAIR divides by zero. Every result is an <see cref="XraiAttribution"/>.
/// </para>
/// </remarks>
public sealed class Xrai : ISaliencyMethod
{
    internal const string MethodName = "xrai";

    private readonly XraiOptions _options;
    private readonly ISaliencyMethod? _base;

    /// <summary>Makes the method.</summary>
    /// <param name="options">How to attribute, segment and grow; null for the defaults.</param>
    /// <param name="baseMethod">The method whose map is cut into regions; null for the one the options name.</param>
    /// <exception cref="ArgumentException">Some options are out of range; the message lists them all.</exception>
    public Xrai(XraiOptions? options = null, ISaliencyMethod? baseMethod = null)
    {
        _options = options ?? new XraiOptions();
        OptionErrors.Refuse(Name, _options.Errors());
        _base = baseMethod ?? BaseMethod.Create(_options.Base, _options.Preprocessing);
    }

    /// <inheritdoc/>
    public string Name => MethodName;

    /// <summary>Ranks the regions of a map that is already there, with segments of one's own.</summary>
    /// <param name="map">The base attribution <c>[H,W]</c>.</param>
    /// <param name="segments">Whether each pixel belongs to each segment, row-major; they may overlap and leave pixels out.</param>
    /// <param name="algorithm">Which region comes next.</param>
    /// <param name="areaThreshold">Covered share of the image beyond which the full algorithm stops, above 0 to 1.</param>
    /// <param name="minPixels">A region that would add fewer pixels is dropped; at least 1.</param>
    /// <exception cref="ArgumentException">The map is no plane, a segment has another size, or a number is out of range.</exception>
    /// <exception cref="SaliencyException">The map holds NaN or infinity.</exception>
    public static SegmentRanking Rank(
        Tensor map, IEnumerable<bool[]> segments, XraiAlgorithm algorithm = XraiAlgorithm.Full, double areaThreshold = 1, int minPixels = 50)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(segments);
        var options = new XraiOptions { Algorithm = algorithm, AreaThreshold = areaThreshold, MinPixels = minPixels };
        OptionErrors.Refuse(MethodName, options.Errors());
        if (map.Rank != 2 || map.Length == 0)
        {
            throw new ArgumentException($"'{MethodName}' ranks the regions of a map [H,W], but {map} was given.", nameof(map));
        }

        var bad = Array.FindIndex(map.Values, value => !float.IsFinite(value));
        if (bad >= 0)
        {
            throw new SaliencyException(FormattableString.Invariant(
                $"'{MethodName}' cannot rank the regions of a map that holds {map.Values[bad]} in row {bad / map.Shape[1]}, column {bad % map.Shape[1]}."));
        }

        return Grow(map, [.. segments.Select(mask => Indices(mask, map))], options);
    }

    /// <inheritdoc/>
    public IReadOnlyList<int> OutputShape(IClassifier model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return [model.InputShape.Height, model.InputShape.Width];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Attribution> Attribute(
        IClassifier model, Tensor inputs, IReadOnlyList<int> targets, CancellationToken cancellationToken = default)
    {
        var bases = _base is null
            ? XraiBase.Attribute(Name, model, inputs, targets, _options.Steps, cancellationToken)
            : _base.Attribute(model, inputs, targets, cancellationToken);
        return [.. bases.Select((attribution, image) => Explain(attribution, new Tensor(inputs.Shape[1..], inputs.Row(image).ToArray()), cancellationToken))];
    }

    private XraiAttribution Explain(Attribution attribution, Tensor image, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var masks = XraiSegments.Of(image, _options, cancellationToken);
        var ranking = Grow(Plane(attribution, image.Shape[1], image.Shape[2]), masks, _options);
        var map = ranking.ToMap();
        return new XraiAttribution
        {
            Ranking = ranking,
            Values = map,
            Target = attribution.Target,
            Score = attribution.Score,
            Sum = Statistics.Sum(map.Values),
            GradientCalls = attribution.GradientCalls,
            ScoreCalls = attribution.ScoreCalls,
            Rule = attribution.Rule,
            Converged = attribution.Converged,
            Warnings = [.. attribution.Warnings.Select(warning => $"Of the base attribution: {warning}"), .. Warnings(ranking)],
            Figures = [.. attribution.Figures, new AttributionFigure("regions", ranking.Segments.Count)],
        };
    }

    private static IEnumerable<string> Warnings(SegmentRanking ranking)
    {
        if (ranking.Segments.Count == 1)
        {
            yield return "XRAI found one segment only, as in an image without contrast or one too small: the map has the same value everywhere and ranks nothing.";
        }
    }

    // A feature map's attribution is brought to the image's size.
    private static Tensor Plane(Attribution attribution, int height, int width)
    {
        var map = SaliencyMap.From(attribution, ChannelReduction.Max).Values;
        return (map.Shape[0], map.Shape[1]) == (height, width)
            ? map
            : new Tensor([height, width], PlaneResize.Bilinear(map.Values, map.Shape[0], map.Shape[1], height, width));
    }

    private static SegmentRanking Grow(Tensor map, IReadOnlyList<int[]> masks, XraiOptions options)
    {
        var growing = new XraiGrowing(map, masks, options.MinPixels);
        return options.Algorithm == XraiAlgorithm.Full ? growing.Full(options.AreaThreshold) : growing.Fast();
    }

    private static int[] Indices(bool[] mask, Tensor map) => mask.Length == map.Length
        ? [.. Enumerable.Range(0, mask.Length).Where(pixel => mask[pixel])]
        : throw new ArgumentException($"'{MethodName}' got a segment of {mask.Length} pixels for a map of {map.Shape[0]}x{map.Shape[1]}; every segment needs one entry per pixel.");
}
