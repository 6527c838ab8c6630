namespace MLExplain.Audit.Spurious;

/// <summary>Two images that are the same or nearly so.</summary>
/// <param name="First">Id of one; its row stands first.</param>
/// <param name="Second">Id of the other.</param>
/// <param name="Distance">Bits in which their fingerprints differ; null for files of the same bytes.</param>
/// <param name="SameLabel">Whether they have the same label. Duplicates with different labels cannot both be right.</param>
public sealed record DuplicatePair(string First, string Second, int? Distance, bool SameLabel);

/// <summary>Finds images that occur more than once: they count twice in every rate, and leak from training to test sets.</summary>
public static class DuplicateImages
{
    /// <summary>Finds all pairs of rows with the same bytes, or with fingerprints that differ in few bits.</summary>
    /// <param name="rows">The images; those without properties can only be found by their bytes.</param>
    /// <param name="maxDistance">Largest number of differing bits, 0 to 64, of which two different files may still be called near duplicates. Default: 2.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    /// <returns>The pairs, in the order of the rows. Pictures of one colour have no structure to compare; they are found by their bytes only.</returns>
    public static IReadOnlyList<DuplicatePair> Find(IReadOnlyList<SpuriousRow> rows, int maxDistance = 2, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(maxDistance);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxDistance, 64);
        var pairs = new List<DuplicatePair>();
        for (var i = 0; i < rows.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var j = i + 1; j < rows.Count; j++)
            {
                if (Compare(rows[i], rows[j], maxDistance) is { } pair)
                {
                    pairs.Add(pair);
                }
            }
        }

        return pairs;
    }

    private static DuplicatePair? Compare(SpuriousRow first, SpuriousRow second, int maxDistance)
    {
        if (first.ContentHash.Length > 0 && first.ContentHash == second.ContentHash)
        {
            return new DuplicatePair(first.Id, second.Id, null, first.Label == second.Label);
        }

        if (first.Properties is not { Entropy: > 0 } a || second.Properties is not { Entropy: > 0 } b)
        {
            return null;
        }

        var distance = DifferenceHash.Distance(a.Fingerprint, b.Fingerprint);
        return distance <= maxDistance ? new DuplicatePair(first.Id, second.Id, distance, first.Label == second.Label) : null;
    }
}
