using MLExplain.Models;
using MLExplain.Saliency;

namespace MLExplain.Audit;

/// <summary>Follows the score from the baseline to the image, for the first few images that could be explained.</summary>
public static class AlphaSampler
{
    /// <summary>Computes the curves.</summary>
    /// <param name="setup">The audit.</param>
    /// <param name="records">Its records, in manifest order.</param>
    /// <param name="count">At most this many curves.</param>
    /// <param name="options">Points and baseline of the path.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <returns>The curves in manifest order; empty when the model has no gradient.</returns>
    public static IReadOnlyList<AlphaCurveRecord> Sample(
        AuditSetup setup, IEnumerable<ImageRecord> records, int count, AlphaCurveOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(records);
        if (setup.Model is not IDifferentiableClassifier model)
        {
            return [];
        }

        var rows = setup.Rows.ToDictionary(r => r.Id);
        var curves = new List<AlphaCurveRecord>();
        foreach (var record in records.Where(r => r.Explanations.Count > 0).Take(count))
        {
            var image = PreparedImage.Load(rows[record.Id], setup.Root, setup.Preprocessing);
            if (image.Input is { } input)
            {
                var target = record.Explanations[0].Target;
                var curve = AlphaCurves.Compute(model, input.Reshape([1, .. input.Shape]), [target], options, cancellationToken)[0];
                curves.Add(AlphaCurveRecord.Of(record.Id, setup.Classes[target], curve));
            }
        }

        return curves;
    }
}
