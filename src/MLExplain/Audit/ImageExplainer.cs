using MLExplain.Audit.Attention;
using MLExplain.Audit.Spurious;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Audit;

/// <summary>Explains the images of one chunk, one call per method; an image that a method refuses costs itself that method only.</summary>
internal sealed class ImageExplainer(AuditSetup setup)
{
    /// <summary>What the methods made of each image.</summary>
    /// <param name="images">Readable images.</param>
    /// <param name="targets">The class to explain, one per image.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    public IReadOnlyList<ExplainedImage> Explain(IReadOnlyList<PreparedImage> images, IReadOnlyList<int> targets, CancellationToken cancellationToken)
    {
        var explained = images.Select(_ => new ExplainedImage([], [], [])).ToList();
        if (images.Count == 0)
        {
            return explained;
        }

        var masks = images.Select(Masks).ToList();
        foreach (var method in setup.Methods)
        {
            var results = Attribute(method, images, targets, cancellationToken);
            for (var n = 0; n < images.Count; n++)
            {
                if (results[n].Attribution is not { } attribution)
                {
                    explained[n].Refusals.Add(results[n].Refusal!);
                    continue;
                }

                var map = SaliencyMap.From(attribution, ChannelReduction.Sum).Values;
                if (!double.IsFinite(attribution.Score + (attribution.BaselineScore ?? 0) + attribution.Sum) || !map.Values.All(float.IsFinite) || !attribution.Figures.All(f => double.IsFinite(f.Value)))
                {
                    explained[n].Refusals.Add($"'{method.Name}' gave numbers that are not finite.");
                    continue;
                }

                explained[n].Records.Add(Record(method.Name, attribution, map, masks[n]));
                explained[n].Maps.Add(AuditPictures.Of(method.Name, images[n].Seen!, map));
            }
        }

        return explained;
    }

    /// <summary>All images with one call; if the method refuses one of them, each on its own.</summary>
    private (Attribution? Attribution, string? Refusal)[] Attribute(
        ISaliencyMethod method, IReadOnlyList<PreparedImage> images, IReadOnlyList<int> targets, CancellationToken cancellationToken)
    {
        try
        {
            return [.. method.Attribute(setup.Model, Stack(images), targets, cancellationToken).Select(a => ((Attribution?)a, (string?)null))];
        }
        catch (SaliencyException refusal) when (images.Count == 1)
        {
            return [(null, refusal.Message)];
        }
        catch (SaliencyException)
        {
            return [.. images.Zip(targets).SelectMany(i => Attribute(method, [i.First], [i.Second], cancellationToken))];
        }
    }

    private static ExplanationRecord Record(string method, Attribution attribution, Tensor map, List<RegionMask> masks) => new()
    {
        Method = method, Target = attribution.Target, Score = attribution.Score, BaselineScore = attribution.BaselineScore, Sum = attribution.Sum,
        Residual = attribution.Residual, Converged = attribution.Converged, GradientCalls = attribution.GradientCalls, ScoreCalls = attribution.ScoreCalls, Warnings = attribution.Warnings,
        Figures = attribution.Figures, Regions = [.. masks.Select(m => m.Measure(map.Values))],
        Concentration = MapConcentration.Of(map), Descriptor = MapDescriptor.Of(map),
    };

    private List<RegionMask> Masks(PreparedImage image) =>
        [.. image.Row.Masks.Select(m => RegionMask.Load(m.Key, image, setup))];

    public static Tensor Stack(IReadOnlyList<PreparedImage> images) =>
        new([images.Count, .. images[0].Input!.Shape], [.. images.SelectMany(i => i.Input!.Values)]);
}

/// <summary>One image's explanations: the records and pictures of the methods that could, and the sentences of those that could not.</summary>
internal sealed record ExplainedImage(List<ExplanationRecord> Records, List<MapPictures> Maps, List<string> Refusals);
