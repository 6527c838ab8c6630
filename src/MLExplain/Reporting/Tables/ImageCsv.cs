using MLExplain.Audit;

namespace MLExplain.Reporting.Tables;

/// <summary>The records of images as CSV files, in the order of the data manifest.</summary>
public static class ImageCsv
{
    internal static readonly CsvTable<ImageRecord> Images = new("images.csv", "an image of the data manifest, in its order")
    {
        { "id", "identifier, as in the data manifest", i => i.Id },
        { "file", "path of the picture, as in the data manifest", i => i.File },
        { "content_hash", "SHA-256 of the picture's bytes; empty when the file is missing", i => i.ContentHash },
        { "label", "the true class by name; as in the data manifest when the model has no such class", i => i.Label },
        { "group.NAME", "the attribute NAME of the data manifest; one column each", i => i.Groups.Select(g => g.Key), (i, name) => i.Groups.FirstOrDefault(g => g.Key == name).Value },
        { "status", "`ok`, `unreadable` (picture), `not_finite` (scores), `not_explained` (a method refused it; the others' results stand), `unknown_label`", i => i.Status },
        { "error", "one sentence when the status is not `ok`", i => i.Error },
        { "prediction", "the most probable class; empty when the image was not scored", i => i.Prediction },
        { "probability", "its probability, 0 to 1", i => i.Probability },
        { "correct", "`true` or `false`; empty when not scored, or when the label is unknown", i => i.Correct },
        { "logits", "a JSON array, one number per class; `[]` when the image was not scored", i => CsvFile.List(i.Logits) },
        { "probabilities", "the same as probabilities, 0 to 1", i => CsvFile.List(i.Probabilities) },
    };

    internal static readonly CsvTable<(ImageRecord Image, ExplanationRecord Of)> Explanations = new("explanations.csv", "an explained image and a saliency method")
    {
        { "id", "the image", e => e.Image.Id },
        { "method", "the saliency method", e => e.Of.Method },
        { "target", "number of the explained class, from 0: the predicted one", e => e.Of.Target },
        { "score", "the target's logit at the image", e => e.Of.Score },
        { "baseline_score", "its logit at the baseline (the mean over several); empty for methods without a baseline", e => e.Of.BaselineScore },
        { "sum", "sum of the attribution", e => e.Of.Sum },
        { "residual", "sum − (score − baseline_score); 0 for a complete attribution", e => e.Of.Residual },
        { "relative_residual", @"its magnitude ÷ \|score − baseline_score\|", e => e.Of.RelativeResidual },
        { "converged", "whether `steps: auto` reached its tolerance: `true`, `false`, or empty where the number of steps was fixed", e => e.Of.Converged },
        { "gradient_calls", "gradients evaluated for this image", e => e.Of.GradientCalls },
        { "score_calls", "points scored without a gradient for this image, the image itself not counted", e => e.Of.ScoreCalls },
        { "gini", "how concentrated the map is: 0 where all pixels have the same magnitude, near 1 where few have all of it; empty for a map of zeros", e => e.Of.Concentration?.Gini },
        { "entropy", "entropy of the magnitudes, 0 to 1 (spread evenly); empty for a map of zeros", e => e.Of.Concentration?.Entropy },
        { "border_mass", "share of the magnitudes in the outer frame, a tenth of the shorter side wide, ÷ the frame's share of the area: 1 for a flat map; empty for a map of zeros", e => e.Of.Concentration?.BorderMass },
        { "warnings", "sentences to read before trusting the map; empty when there are none", e => string.Join(' ', e.Of.Warnings) },
    };

    internal static readonly CsvTable<(string Image, string Method, string Name, double Value)> Figures = new(
        "figures.csv", "an explained image, a saliency method and a number that the method measured of itself, such as the fit of LIME's surrogate")
    {
        { "id", "the image", f => f.Image },
        { "method", "the saliency method", f => f.Method },
        { "figure", "name of the number, such as `weightedR2`, the fit of LIME's surrogate, 1 for a perfect one", f => f.Name },
        { "value", "the number", f => f.Value },
    };

    internal static readonly CsvTable<(string Image, string Method, RegionShare Of)> Regions = new("regions.csv", "an explained image, a saliency method and a region of interest")
    {
        { "id", "the image", r => r.Image },
        { "method", "the saliency method", r => r.Method },
        { "region", "the region as the pipeline file names it", r => r.Of.Region },
        {
            "status",
            "`ok`, `no_mask` (none named), `unreadable_mask`, `mask_of_other_shape` (other proportions than the picture), `empty_mask` (the region is not in this picture), `zero_saliency` (no positive attribution at all)",
            r => r.Of.Status
        },
        { "area_fraction", "share of the picture's pixels in the region, 0 to 1", r => r.Of.AreaFraction },
        { "positive_mass_fraction", "share of the positive attribution in the region, 0 to 1", r => r.Of.PositiveMassFraction },
        { "mass_over_area", "their ratio; 1 is what a map that ignores the region would give", r => r.Of.MassOverArea },
    };

    /// <summary>All files: their names, and what writes them.</summary>
    /// <param name="images">The records.</param>
    public static IReadOnlyList<(string Name, Action<string> Write)> Files(IReadOnlyList<ImageRecord> images)
    {
        ArgumentNullException.ThrowIfNull(images);
        var explanations = images.SelectMany(image => image.Explanations.Select(e => (Image: image, Of: e)));
        return
        [
            Images.Of(images), Explanations.Of(explanations), Figures.Of(explanations.SelectMany(e => e.Of.Figures.Select(f => (e.Image.Id, e.Of.Method, f.Name, f.Value)))),
            Regions.Of(explanations.SelectMany(e => e.Of.Regions.Select(r => (e.Image.Id, e.Of.Method, r)))),
        ];
    }
}
