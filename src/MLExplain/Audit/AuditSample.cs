using MLExplain.Tensors;

namespace MLExplain.Audit;

/// <summary>A few of an audit's images as the model takes them.</summary>
public static class AuditSample
{
    /// <summary>Loads the first readable images.</summary>
    /// <param name="setup">The audit.</param>
    /// <param name="count">At most this many, at least 1.</param>
    /// <returns><c>[N,C,H,W]</c> in network space; null when no image can be read.</returns>
    public static Tensor? Load(AuditSetup setup, int count)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var images = setup.Rows.Select(row => PreparedImage.Load(row, setup.Root, setup.Preprocessing).Input).OfType<Tensor>().Take(count).ToList();
        return images.Count == 0 ? null : new Tensor([images.Count, .. images[0].Shape], [.. images.SelectMany(i => i.Values)]);
    }
}
