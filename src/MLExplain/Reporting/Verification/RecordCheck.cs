using MLExplain.Audit;

namespace MLExplain.Reporting.Verification;

/// <summary>Whether what images.csv says of each image agrees with its own scores.</summary>
internal static class RecordCheck
{
    /// <summary>What does not, one sentence for the first image of each kind.</summary>
    /// <param name="images">The records, as they were read.</param>
    /// <param name="classes">Names of the classes, in the order of the model's outputs.</param>
    public static IEnumerable<string> Of(IReadOnlyList<ImageRecord> images, IReadOnlyList<string> classes)
    {
        var scored = images.Where(i => i.Logits.Count == classes.Count && i.Probabilities.Count == classes.Count).Select(i => (Image: i, Top: Top(i.Logits))).ToList();
        var predicted = scored.FirstOrDefault(s => s.Image.Prediction != classes[s.Top]).Image;
        if (predicted is not null)
        {
            yield return $"images.csv: '{predicted.Id}' is stated to be predicted '{predicted.Prediction}', but its logits are largest for '{classes[Top(predicted.Logits)]}'.";
        }

        var (sure, top) = scored.FirstOrDefault(s => s.Image.Probability != s.Image.Probabilities[s.Top]);
        if (sure is not null)
        {
            yield return FormattableString.Invariant($"images.csv: the probability of '{sure.Id}' is stated as {sure.Probability}, but that of '{classes[top]}' among its probabilities is {sure.Probabilities[top]}.");
        }
    }

    private static int Top(IReadOnlyList<float> values) => values.Index().MaxBy(v => v.Item).Index;
}
