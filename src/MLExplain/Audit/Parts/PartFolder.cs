using System.Security.Cryptography;
using System.Text.Json;

namespace MLExplain.Audit.Parts;

/// <summary>
/// The parts of a plan in a folder. A part's file stands under a name that holds its hash; then its manifest, by a rename, commits it.
/// Several processes may write the same part: nobody waits for anybody, and there is no lock to be left behind.
/// </summary>
/// <param name="path">The folder; made when the first part is committed.</param>
/// <param name="plan">The plan.</param>
public sealed class PartFolder(string path, AuditPlan plan)
{
    private const int HashDigits = 16;

    /// <summary>The folder.</summary>
    public string Path => path;

    /// <summary>Looks at every part; the bytes of each are hashed.</summary>
    public IReadOnlyList<PartState> States() => [.. Enumerable.Range(0, plan.Parts.Count).Select(State)];

    /// <summary>Commits a part.</summary>
    /// <param name="part">Number of the part, from 0.</param>
    /// <param name="images">Its images, in the plan's order.</param>
    /// <param name="device">Where the model ran.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Commit(int part, IReadOnlyList<AuditedImage> images, string device)
    {
        ArgumentNullException.ThrowIfNull(images);
        var bytes = PartFormat.Write(images);
        var hash = Hash(bytes);
        var counts = Enum.GetValues<ImageStatus>().ToDictionary(s => s, s => images.Count(i => i.Record.Status == s));
        var manifest = new PartManifest(plan.RunId, part, FileName(part, hash), hash, images.Count, counts, device);
        Directory.CreateDirectory(path);
        AtomicFile.Write(At(manifest.File), file => File.WriteAllBytes(file, bytes));
        AtomicFile.Write(At(ManifestName(part)), file => File.WriteAllBytes(file, JsonSerializer.SerializeToUtf8Bytes(manifest, PartFormat.Options)));
    }

    /// <summary>Reads a part that is done.</summary>
    /// <param name="part">Its manifest.</param>
    /// <returns>Its images, in the plan's order.</returns>
    /// <exception cref="IOException">It was changed after it was looked at.</exception>
    public IReadOnlyList<AuditedImage> Read(PartManifest part)
    {
        ArgumentNullException.ThrowIfNull(part);
        var bytes = File.ReadAllBytes(At(part.File));
        return Hash(bytes) == part.Sha256 ? PartFormat.Read(bytes) : throw new IOException($"'{At(part.File)}' was changed while it was read.");
    }

    /// <summary>Removes what is not of this plan's committed parts: other runs' files, superseded ones, and those that a killed process left unfinished.</summary>
    /// <returns>Number of files removed.</returns>
    public int RemoveStale()
    {
        var kept = States().Where(s => s.Manifest is not null).SelectMany(s => new[] { ManifestName(s.Part), s.Manifest!.File }).ToHashSet();
        string[] stale = [.. Directory.GetFiles(path, "part-*").Where(file => !kept.Contains(System.IO.Path.GetFileName(file)))];
        Array.ForEach(stale, File.Delete);
        return stale.Length;
    }

    private PartState State(int part)
    {
        var file = At(ManifestName(part));
        if (!File.Exists(file))
        {
            return new PartState(part, PartStatus.Missing, "", null);
        }

        var manifest = ReadManifest(file);
        return manifest is null ? Damaged(part, $"'{file}' is no manifest of a part")
            : manifest.RunId != plan.RunId ? new PartState(part, PartStatus.OtherRun, "", null)
            : manifest.Part != part || manifest.Rows != plan.Parts[part].Count || manifest.File != FileName(part, manifest.Sha256) ? Damaged(part, $"'{file}' does not fit the plan")
            : !File.Exists(At(manifest.File)) ? Damaged(part, $"'{At(manifest.File)}' is missing")
            : Hash(File.ReadAllBytes(At(manifest.File))) != manifest.Sha256 ? Damaged(part, $"'{At(manifest.File)}' does not hold what was written to it")
            : new PartState(part, PartStatus.Done, "", manifest);
    }

    private static PartManifest? ReadManifest(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<PartManifest>(File.ReadAllBytes(file), PartFormat.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static PartState Damaged(int part, string reason) => new(part, PartStatus.Damaged, reason, null);

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string ManifestName(int part) => FormattableString.Invariant($"part-{part:D5}.json");

    private static string FileName(int part, string hash) => FormattableString.Invariant($"part-{part:D5}.{hash[..Math.Min(HashDigits, hash.Length)]}.jsonl");

    private string At(string name) => System.IO.Path.Combine(path, name);
}
