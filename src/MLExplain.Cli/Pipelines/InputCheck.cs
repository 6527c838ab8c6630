using MLExplain.Reporting;
using MLExplain.Reporting.Verification;

namespace MLExplain.Cli.Pipelines;

/// <summary>Whether the files that a run read are still what it read.</summary>
/// <param name="Sentence">How many were held against their hashes.</param>
/// <param name="Differences">What is not as it was, one sentence each.</param>
internal sealed record InputCheck(string Sentence, IReadOnlyList<string> Differences)
{
    /// <summary>Hashes the inputs that a pipeline file names.</summary>
    /// <param name="path">The pipeline file.</param>
    /// <param name="verification">What is known of the report.</param>
    /// <param name="cancellationToken">Stops between pictures.</param>
    public static InputCheck Of(string path, ReportVerification verification, CancellationToken cancellationToken)
    {
        var options = PipelineFile.Load(path, verification.Manifest.Audit?.Date ?? DateOnly.FromDateTime(verification.Manifest.Started.UtcDateTime));
        var pipeline = new PipelineSetup(path, options);
        List<string> differences = [];
        var found = pipeline.Inputs.ToDictionary(Key);
        foreach (var listed in verification.Manifest.Inputs.Where(i => found.ContainsKey(Key(i))))
        {
            differences.AddRange(found[Key(listed)].Sha256 == listed.Sha256 ? [] : [$"{listed.Role} {listed.File}: its SHA-256 is {found[Key(listed)].Sha256}, the run read {listed.Sha256}."]);
        }

        var root = options.Data.Root is { } folder ? pipeline.Resolve(folder) : Path.GetDirectoryName(pipeline.ManifestPath)!;
        foreach (var (file, hash) in verification.Pictures)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var full = Path.Combine(root, file);
            var now = File.Exists(full) ? RunManifest.FileEntry.Of("image", full).Sha256 : "";
            differences.AddRange(now == hash ? [] : [$"picture {file}: its SHA-256 is {Named(now)}, the run read {Named(hash)}."]);
        }

        string[] others = [.. verification.Manifest.Inputs.Where(i => !found.ContainsKey(Key(i))).Select(i => $"{i.Role} {i.File}")];
        return new(
            FormattableString.Invariant($"{found.Count} files and {verification.Pictures.Count} pictures hashed, {differences.Count} {(differences.Count == 1 ? "is another" : "are others")}{(others.Length > 0 ? $"; not checked: {string.Join(", ", others)}" : "")}"), differences);
    }

    /// <summary>Of weights there may be several files; of all else one, by whatever name it has now.</summary>
    private static (string Role, string File) Key(RunManifest.FileEntry input) => (input.Role, input.Role == "weights" ? input.File : "");

    private static string Named(string hash) => hash.Length > 0 ? hash : "no file";
}
