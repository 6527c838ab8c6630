using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using MLExplain.Audit;
using MLExplain.Audit.Gates;

namespace MLExplain.Reporting;

/// <summary>What a run was made from and what it wrote, so that the report can be traced and checked.</summary>
public sealed record RunManifest
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "manifest.json";

    /// <summary>What numbers depend on.</summary>
    private static readonly string[] Tools = ["MLExplain", "ONNX Runtime"];

    /// <summary>Version of this file's shape.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>Name of the run.</summary>
    public required string Name { get; init; }

    /// <summary>The run's day: dates in the pipeline file and the expiry of dismissals go by it.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>When the run began, UTC; the only place where a time enters the outputs.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When the run ended, UTC.</summary>
    public required DateTimeOffset Finished { get; init; }

    /// <summary>Versions of the tool and of what it runs on.</summary>
    public required IReadOnlyDictionary<string, string> Versions { get; init; }

    /// <summary>Where the model ran, and why there; results do not depend on the number of threads.</summary>
    public required string Device { get; init; }

    /// <summary>The files that went in.</summary>
    public required IReadOnlyList<FileEntry> Inputs { get; init; }

    /// <summary>SHA-256 over the content hashes of all images, in manifest order; null when no image was read.</summary>
    public required string? ImagesSha256 { get; init; }

    /// <summary>SHA-256 over the hashes of all masks, in manifest order; null when no mask was read.</summary>
    public string? MasksSha256 { get; init; }

    /// <summary>The options as they were used.</summary>
    public required IReadOnlyDictionary<string, string> Options { get; init; }

    /// <summary>Relative error of the model's gradient against central differences; null when the model has no gradient.</summary>
    public required double? GradientCertificate { get; init; }

    /// <summary>Number of images by status.</summary>
    public required IReadOnlyDictionary<ImageStatus, int> Images { get; init; }

    /// <summary>The files that came out.</summary>
    public required IReadOnlyList<FileEntry> Outputs { get; init; }

    /// <summary>What the audit asked; null for a run without one.</summary>
    public AuditQuestion? Audit { get; init; }

    /// <summary>SHA-256 over all of the above: it shows that the file is whole, not who wrote it.</summary>
    public string Seal { get; init; } = "";

    /// <summary>The manifest with its seal.</summary>
    public RunManifest Sealed() => this with { Seal = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes((this with { Seal = "" }).Text))) };

    /// <summary>The manifest as JSON, as it is written.</summary>
    [JsonIgnore]
    internal string Text => JsonSerializer.Serialize(this, ReportJson.Format) + "\n";

    /// <summary>Seals the manifest and writes it as JSON.</summary>
    /// <param name="path">Where to write.</param>
    public void Write(string path) => File.WriteAllText(path, Sealed().Text);

    /// <summary>Reads a manifest.</summary>
    /// <param name="path">Where it is.</param>
    /// <exception cref="DataException">The file is missing, or any byte of it is not as it was written.</exception>
    public static RunManifest Read(string path)
    {
        if (!System.IO.File.Exists(path))
        {
            throw new DataException($"'{Path.GetDirectoryName(path)}' is no complete report: it has no {Path.GetFileName(path)}. Give the folder that a run wrote.");
        }

        var bytes = System.IO.File.ReadAllBytes(path);
        try
        {
            return JsonSerializer.Deserialize<RunManifest>(bytes, ReportJson.Format) is { } read && Encoding.UTF8.GetBytes(read.Sealed().Text).AsSpan().SequenceEqual(bytes) ? read : throw new JsonException("its bytes do not match its seal");
        }
        catch (JsonException e)
        {
            throw new DataException($"'{path}' was changed after the run, or another version of MLExplain wrote it: {e.Message.TrimEnd('.')}.");
        }
    }

    /// <summary>What tells whether a later run can be compared with this one.</summary>
    [JsonIgnore]
    public RunIdentity Identity => IdentityOf(Versions, Options, ImagesSha256, MasksSha256, Inputs);

    /// <summary>What tells whether two runs can be compared; what the model is, and the pipeline file whose options stand by themselves, are no part of it.</summary>
    internal static RunIdentity IdentityOf(IReadOnlyDictionary<string, string> versions, IReadOnlyDictionary<string, string> options, string? images, string? masks, IEnumerable<FileEntry> inputs)
    {
        var files = inputs.Where(i => i.Role is not ("pipeline" or "model" or "weights" or "predictions")).GroupBy(i => i.Role).ToDictionary(g => g.Key, g => string.Join(' ', g.Select(i => i.Sha256)));
        if (masks is not null)
        {
            files["masks"] = masks;
        }

        return new RunIdentity(string.Join(", ", Tools.Where(versions.ContainsKey).Select(tool => $"{tool} {versions[tool]}")), options, images, files);
    }

    /// <summary>One file and its content hash.</summary>
    /// <param name="Role">What the file is, such as <c>model</c>.</param>
    /// <param name="File">Its name.</param>
    /// <param name="Sha256">SHA-256 of its bytes, lower-case hexadecimal.</param>
    /// <param name="Bytes">Its size.</param>
    public sealed record FileEntry(string Role, string File, string Sha256, long Bytes)
    {
        /// <summary>Hashes a file.</summary>
        /// <param name="role">What the file is.</param>
        /// <param name="path">Where it is.</param>
        public static FileEntry Of(string role, string path)
        {
            using var stream = System.IO.File.OpenRead(path);
            return new FileEntry(role, Path.GetFileName(path), Convert.ToHexStringLower(SHA256.HashData(stream)), stream.Length);
        }
    }
}
