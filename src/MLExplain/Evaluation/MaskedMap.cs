namespace MLExplain.Evaluation;

/// <summary>A map and the mask of its image, checked: what the measures of localisation start from.</summary>
/// <param name="Values">The map, row-major.</param>
/// <param name="Mask">Where the evidence should be; at least one pixel is.</param>
/// <param name="Width">Columns.</param>
internal sealed record MaskedMap(float[] Values, IReadOnlyList<bool> Mask, int Width)
{
    /// <summary>Number of pixels inside the mask, at least 1.</summary>
    public int Area { get; } = Mask.Count(inside => inside);

    /// <summary>Scores every map that has a usable mask; the others get their reason.</summary>
    public static IReadOnlyList<MeasureScore> Judge(IReadOnlyList<EvaluatedMap> maps, Func<MaskedMap, MeasureScore> judge)
    {
        ArgumentNullException.ThrowIfNull(maps);
        return [.. maps.Select(map => Judge(map, judge))];
    }

    private static MeasureScore Judge(EvaluatedMap map, Func<MaskedMap, MeasureScore> judge)
    {
        var (image, values) = (map.Image, map.Map.Values);
        return image.Mask is not { } mask ? MeasureScore.NotApplicable(image.MaskProblem ?? $"The image '{image.Id}' has no mask.")
            : map.Map.Rank != 2 || mask.Count != values.Length ? MeasureScore.NotApplicable($"The mask of '{image.Id}' has {mask.Count} pixels and the map of '{map.Source}' is {map.Map}: bring them to one size.")
            : !mask.Contains(true) ? MeasureScore.Undefined($"The mask of '{image.Id}' is empty: there is no place to hit.")
            : !Array.TrueForAll(values, float.IsFinite) ? MeasureScore.Undefined($"The map of '{map.Source}' holds NaN or infinity.")
            : Array.TrueForAll(values, value => value == values[0]) ? MeasureScore.Undefined($"The map of '{map.Source}' is constant: it points nowhere.")
            : judge(new MaskedMap(values, mask, map.Map.Shape[1]));
    }

    /// <summary>Share of the relevance inside the mask; null when there is no relevance.</summary>
    public double? Mass(RelevanceSign sign)
    {
        var (inside, all) = (0.0, 0.0);
        for (var i = 0; i < Values.Length; i++)
        {
            double relevance = sign == RelevanceSign.Positive ? Math.Max(0, Values[i]) : Math.Abs(Values[i]);
            all += relevance;
            inside += Mask[i] ? relevance : 0;
        }

        return all > 0 ? inside / all : null;
    }
}
