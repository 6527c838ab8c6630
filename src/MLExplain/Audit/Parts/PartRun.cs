namespace MLExplain.Audit.Parts;

/// <summary>Scores and explains the images of a plan, one part after the other.</summary>
/// <param name="run">The audit that the plan was made of.</param>
/// <param name="plan">The plan.</param>
/// <param name="folder">Where parts are committed.</param>
/// <param name="device">Where the model runs, as the parts' manifests say it.</param>
public sealed class PartRun(AuditRun run, AuditPlan plan, PartFolder folder, string device)
{
    /// <summary>Computes a part and commits it; when it is cancelled, nothing of the part is kept.</summary>
    /// <param name="part">Number of the part, from 0.</param>
    /// <param name="progress">Told the number of the part's images done.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="IOException">The part cannot be written, or a picture is no longer the one that was planned.</exception>
    public void Complete(int part, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        var planned = plan.Parts[part];
        AuditedImage[] images = [.. run.Execute([.. planned.Select(p => p.Row)], progress, cancellationToken)];
        foreach (var (image, record) in planned.Zip(images.Select(i => i.Record)))
        {
            if (record.ContentHash != image.ContentHash)
            {
                throw new IOException($"The picture '{record.File}' was changed, added or removed after its bytes were hashed.");
            }
        }

        folder.Commit(part, images, device);
    }
}
