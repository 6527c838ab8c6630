using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using MLExplain.Audit;
using MLExplain.Audit.Gates;
using MLExplain.Models;
using MLExplain.Reporting;
using Microsoft.ML.OnnxRuntime;

namespace MLExplain.Cli.Pipelines;

/// <summary>What a reader must know to trace a run: shown at the foot of the page, and written to manifest.json.</summary>
internal sealed class RunFacts(PipelineOptions options, PipelineSetup pipeline, AuditSetup setup, OnnxClassifier model, GradientCertificate certificate, IEnumerable<KeyValuePair<string, string>> stages)
{
    private Dictionary<string, string> Options => stages
        .Concat(options.Data.Labels.Count == 0 ? [] : [KeyValuePair.Create("labels taken for", string.Join(", ", options.Data.Labels.Select(l => $"{l.Key}: {l.Value}")))])
        .Append(KeyValuePair.Create("preprocessing", Preprocessing()))
        .Append(KeyValuePair.Create("seed", options.Seed.ToString(CultureInfo.InvariantCulture)))
        .ToDictionary();

    public static Dictionary<string, string> Versions => new()
    {
        ["MLExplain"] = Version(typeof(OnnxClassifier)),
        ["ONNX Runtime"] = OrtEnv.Instance().GetVersionString(),
        [".NET"] = Environment.Version.ToString(),
    };

    /// <summary>What a reader must see at once, also on paper.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Subject(int images, string path, DateOnly date) =>
    [
        KeyValuePair.Create("model", Hashed(options.Model.Path, model.Summary.Sha256)),
        KeyValuePair.Create("data", FormattableString.Invariant($"{images} images of {Path.GetFileName(options.Data.Manifest)}")),
        KeyValuePair.Create("pipeline", Hashed(path, RunManifest.FileEntry.Of("pipeline", path).Sha256)),
        .. Judged(date),
    ];

    /// <summary>The day of a run and the tool.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Judged(DateOnly date) =>
        [KeyValuePair.Create("date", date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), KeyValuePair.Create("tool", $"MLExplain {Versions["MLExplain"]}")];

    /// <summary>A file by its name and the start of its hash.</summary>
    public static string Hashed(string path, string sha256) => $"{Path.GetFileName(path)} (SHA-256 {TrendText.ShortHash(sha256)}…)";

    public IReadOnlyList<KeyValuePair<string, string>> Shown(IEnumerable<string> contentHashes) =>
    [
        KeyValuePair.Create("model", options.Model.Path),
        KeyValuePair.Create("model SHA-256", model.Summary.Sha256),
        KeyValuePair.Create("input", $"{model.InputShape} (channels, height, width)"),
        KeyValuePair.Create("classes", NameList.Of(setup.Classes)),
        KeyValuePair.Create("data", options.Data.Manifest),
        KeyValuePair.Create("data SHA-256", pipeline.ManifestSha256),
        KeyValuePair.Create("images SHA-256", Hash(contentHashes)),
        KeyValuePair.Create("gradient certificate", $"{certificate}"),
        KeyValuePair.Create("gradients", model.Summary.Lowering),
        .. Options,
        .. Versions,
        KeyValuePair.Create("more", "manifest.json beside this page: times, device, and the hash of every file read and written"),
    ];

    /// <summary>What a later run must have in common with this one to be compared with it.</summary>
    public RunIdentity Identity(IEnumerable<string> contentHashes) => new(Versions["MLExplain"], Options, Hash(contentHashes), pipeline.ManifestSha256);

    public RunManifest Manifest(
        IEnumerable<string> contentHashes, IReadOnlyDictionary<ImageStatus, int> images, IReadOnlyList<RunManifest.FileEntry> inputs, IReadOnlyList<RunManifest.FileEntry> outputs, DateTimeOffset started, DateTimeOffset finished,
        AuditQuestion? audit = null) => new()
    {
        Name = options.Name,
        Started = started,
        Finished = finished,
        Versions = Versions,
        Device = model.Summary.Device,
        Inputs = inputs,
        ImagesSha256 = Hash(contentHashes),
        Options = Options,
        GradientCertificate = certificate.Residual,
        Images = images,
        Outputs = outputs,
        Audit = audit,
    };

    /// <summary>The methods of a section with their options, in order.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Methods(string what, ExplainSection[] sections) =>
        sections.Select((e, i) => KeyValuePair.Create($"{what} {i + 1}", Describe(e.Method, e.Options)));

    public static string Describe(string name, Dictionary<string, string> options) =>
        $"{name} {string.Join(' ', options.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => $"{o.Key}={o.Value}"))}".TrimEnd();

    private static string Version(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private string Preprocessing()
    {
        var p = setup.Preprocessing;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{p.Resize} to {p.Width} x {p.Height}, {p.Channels}, (pixel x {p.Scale} - {Numbers(p.Mean)}) / {Numbers(p.Std)}");

        static string Numbers(IEnumerable<float> values) => string.Join(' ', values.Select(v => v.ToString(CultureInfo.InvariantCulture)));
    }

    private static string Hash(IEnumerable<string> contentHashes) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', contentHashes))));
}
