using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace MLExplain.Audit.Parts;

/// <summary>An image of a plan.</summary>
/// <param name="Row">Its manifest row.</param>
/// <param name="ContentHash">SHA-256 of the picture's bytes, lower-case hexadecimal; empty when it cannot be opened.</param>
public sealed record PlannedImage(ManifestRow Row, string ContentHash);

/// <summary>An audit cut into parts by what its images hold, never by how many processes will work on them or in which order the rows stand.</summary>
public sealed class AuditPlan
{
    /// <summary>A part has about this many images, until there are <see cref="MostParts"/>.</summary>
    public const int ImagesPerPart = 64;

    /// <summary>No audit has more parts.</summary>
    public const int MostParts = 4096;

    private const int PrefixDigits = 16;

    private AuditPlan(string runId, string? masks, IReadOnlyList<IReadOnlyList<PlannedImage>> parts) => (RunId, MasksSha256, Parts) = (runId, masks, parts);

    /// <summary>SHA-256 over everything that the records depend on, lower-case hexadecimal: parts of the same run have the same.</summary>
    public string RunId { get; }

    /// <summary>SHA-256 over the hashes of all masks, in the order of the rows; null when no row names one.</summary>
    public string? MasksSha256 { get; }

    /// <summary>The images of each part, by content hash and then by id.</summary>
    public IReadOnlyList<IReadOnlyList<PlannedImage>> Parts { get; }

    /// <summary>Number of images.</summary>
    public int Images => Parts.Sum(p => p.Count);

    /// <summary>Number of parts: images ÷ 64, rounded up, from 1 to 4096.</summary>
    /// <param name="images">Number of images.</param>
    public static int CountParts(int images) => Math.Clamp((images + ImagesPerPart - 1) / ImagesPerPart, 1, MostParts);

    /// <summary>Hashes every picture and mask of an audit and makes its parts.</summary>
    /// <param name="setup">The audit.</param>
    /// <param name="facts">What its records depend on besides classes, preprocessing, rows, pictures and masks: the model's hash, the methods with their options, the seed, versions.</param>
    /// <param name="progress">Told the number of pictures hashed.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static AuditPlan Of(
        AuditSetup setup, IReadOnlyList<KeyValuePair<string, string>> facts, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(facts);
        var hashed = new List<(PlannedImage Image, string[] Masks)>();
        foreach (var image in setup.Rows.AsParallel().AsOrdered().WithCancellation(cancellationToken).Select(row => Hash(row, setup.Root)))
        {
            hashed.Add(image);
            progress?.Report(hashed.Count);
        }

        var masks = MasksHash(hashed.Select(h => h.Masks));
        hashed = [.. hashed.OrderBy(h => h.Image.ContentHash, StringComparer.Ordinal).ThenBy(h => h.Image.Row.Id, StringComparer.Ordinal)];
        using var id = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(id, new { setup.Classes, setup.Preprocessing, setup.EmptyMasks, facts });
        hashed.ForEach(h => Append(id, h));

        var parts = Enumerable.Range(0, CountParts(hashed.Count)).Select(_ => new List<PlannedImage>()).ToArray();
        hashed.ForEach(h => parts[Part(h.Image, parts.Length)].Add(h.Image));
        return new AuditPlan(Convert.ToHexStringLower(id.GetHashAndReset()), masks, parts);
    }

    /// <summary>SHA-256 over the hashes of all masks that rows name; null when none does.</summary>
    /// <param name="rows">The rows, in their order.</param>
    /// <param name="root">Folder that their paths are relative to.</param>
    public static string? MasksOf(IEnumerable<ManifestRow> rows, string root) => MasksHash(rows.AsParallel().AsOrdered().Select(row => Hash(row, root).Masks));

    private static string? MasksHash(IEnumerable<string[]> masks)
    {
        List<string[]> all = [.. masks];
        return all.SelectMany(m => m).All(m => m.Length == 0) ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', all.Select(m => string.Join(' ', m))))));
    }

    private static (PlannedImage Image, string[] Masks) Hash(ManifestRow row, string root) =>
        (new PlannedImage(row, Hash("picture", row.File, root)), [.. row.Masks.Select(m => m.Value.Length == 0 ? "" : Hash("mask", m.Value, root))]);

    private static string Hash(string what, string file, string root) =>
        PreparedImage.Read(what, file, root).Bytes is { } bytes ? Convert.ToHexStringLower(SHA256.HashData(bytes)) : "";

    // The first 8 bytes of the picture's hash, or of its id's where there is no picture, modulo the number of parts.
    private static int Part(PlannedImage image, int parts)
    {
        var hash = image.ContentHash.Length > 0 ? image.ContentHash : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(image.Row.Id)));
        return (int)(ulong.Parse(hash.AsSpan(0, PrefixDigits), NumberStyles.HexNumber, CultureInfo.InvariantCulture) % (ulong)parts);
    }

    private static void Append<T>(IncrementalHash hash, T value) => hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(value, PartFormat.Options));
}
