using MLExplain.Audit;
using MLExplain.Audit.Analysis;
using MLExplain.Audit.Parts;
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
        var options = PipelineFile.Load(path, verification.Manifest.Date);
        var pipeline = new PipelineSetup(path, options);
        List<string> differences = [];
        var found = pipeline.Inputs.ToDictionary(Key);
        foreach (var listed in verification.Manifest.Inputs.Where(i => found.ContainsKey(Key(i))))
        {
            differences.AddRange(found[Key(listed)].Sha256 == listed.Sha256 ? [] : [$"{listed.Role} {listed.File}: its SHA-256 is {found[Key(listed)].Sha256}, the run read {listed.Sha256}."]);
        }

        var root = pipeline.Root;
        foreach (var (file, hash) in verification.Pictures)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var full = Path.Combine(root, file);
            var now = File.Exists(full) ? RunManifest.FileEntry.Of("image", full).Sha256 : "";
            differences.AddRange(now == hash ? [] : [$"picture {file}: its SHA-256 is {Named(now)}, the run read {Named(hash)}."]);
        }

        var rows = pipeline.Rows(verification.Manifest.Audit?.Classes);
        differences.AddRange(Masks(rows, root, verification.Manifest));
        differences.AddRange(Rows(rows, verification.Images));
        differences.AddRange(Question(options, verification.Manifest.Audit));
        string[] others = [.. verification.Manifest.Inputs.Where(i => !found.ContainsKey(Key(i))).Select(i => $"{i.Role} {i.File}")];
        return new(
            FormattableString.Invariant($"{found.Count} files, {verification.Pictures.Count} pictures and the masks hashed, labels, groups and gates compared; ")
            + FormattableString.Invariant($"{differences.Count} {(differences.Count == 1 ? "is another" : "are others")}{(others.Length > 0 ? $"; not checked: {string.Join(", ", others)}" : "")}"), differences);
    }

    private static IEnumerable<string> Masks(IReadOnlyList<ManifestRow> rows, string root, RunManifest manifest) => manifest.MasksSha256 is { } read && AuditPlan.MasksOf(rows, root) is var now && now != read
        ? [$"masks: their SHA-256 together is {now ?? "that of none"}, the run read {read}."] : [];

    /// <summary>What the report says of each image must be what the data say.</summary>
    private static IEnumerable<string> Rows(IReadOnlyList<ManifestRow> rows, IReadOnlyList<ImageRecord> images)
    {
        var known = rows.ToDictionary(r => r.Id);
        var other = images.FirstOrDefault(i => !known.TryGetValue(i.Id, out var row) || row.Label != i.Label || !row.Groups.SequenceEqual(i.Groups));
        return other is null ? [] : [$"images.csv: the label or groups of '{other.Id}' are not those of the data."];
    }

    /// <summary>A report of weaker gates, under the hash of this pipeline file, is not its report.</summary>
    private static IEnumerable<string> Question(PipelineOptions options, AuditQuestion? asked)
    {
        if (asked is null || options.Audit is not { } section)
        {
            return (asked is null) == (options.Audit is null) ? [] : ["audit: the pipeline file and the report do not both have one."];
        }

        var expected = AuditStage.OptionsOf(options, asked.Classes);
        string[] gates = [.. (expected.Gates ?? AuditGates.Default(expected)).Select(g => g.ToString())];
        (string What, bool IsSame)[] compared =
        [
            ("gates", gates.SequenceEqual(asked.Gates)), ("attributes", expected.Attributes.SequenceEqual(asked.Attributes)), ("positive class", expected.Positive == asked.Positive),
            ("evidence", expected.Evidence == asked.Evidence), ("method", expected.Method == asked.Method), ("artefacts", section.Artefacts.SequenceEqual(asked.Artefacts)),
            ("minimum", expected.Minimum == asked.Minimum), ("replicates", expected.Replicates == asked.Replicates), ("seed", expected.Seed == asked.Seed),
        ];
        return compared.Where(c => !c.IsSame).Select(c => $"audit: its {c.What} in manifest.json is not what the pipeline file says.");
    }

    /// <summary>Of weights there may be several files; of all else one, by whatever name it has now.</summary>
    private static (string Role, string File) Key(RunManifest.FileEntry input) => (input.Role, input.Role == "weights" ? input.File : "");

    private static string Named(string hash) => hash.Length > 0 ? hash : "no file";
}
