using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using MLExplain.Audit;
using MLExplain.Cli.Pipelines.Sections;
using MLExplain.Models;
using MLExplain.Reporting;
using Microsoft.ML.OnnxRuntime;

namespace MLExplain.Cli.Pipelines;

/// <summary>What a reader must know to trace a run: shown at the foot of the page, and written to manifest.json.</summary>
internal sealed class RunFacts(PipelineOptions options, PipelineSetup pipeline, AuditSetup setup, OnnxClassifier model, GradientCertificate certificate, IEnumerable<KeyValuePair<string, string>> stages)
{
    private const int ShownClasses = 20;
    private const int CommitLength = 8;

    private Dictionary<string, string> Options => stages
        .Append(KeyValuePair.Create("class names", setup.Classes.Count <= ShownClasses ? string.Join(", ", setup.Classes) : $"{NameList.Of(setup.Classes)}, SHA-256 {Hash(setup.Classes)}"))
        .Append(KeyValuePair.Create("columns", Columns))
        .Concat(options.Data.Labels.Count == 0 ? [] : [KeyValuePair.Create("labels taken for", string.Join(", ", options.Data.Labels.Select(l => $"{l.Key}: {l.Value}")))])
        .Concat(options.Data.EmptyMask == EmptyMask.Unknown ? [] : [KeyValuePair.Create("empty cells of masks", "the region is not in the picture")])
        .Append(KeyValuePair.Create("preprocessing", Preprocessing()))
        .Append(KeyValuePair.Create("seed", options.Seed.ToString(CultureInfo.InvariantCulture)))
        .ToDictionary();

    private string Columns
    {
        get
        {
            var columns = options.Data.Columns;
            return $"id {columns.Id}, file {columns.File}, label {columns.Label}{string.Concat(columns.Masks.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $", mask {m.Key} {m.Value}"))}";
        }
    }

    public static Dictionary<string, string> Versions => new()
    {
        ["MLExplain"] = Version(typeof(OnnxClassifier)),
        ["ONNX Runtime"] = OrtEnv.Instance().GetVersionString(),
        [".NET"] = Environment.Version.ToString(),
    };

    public IReadOnlyList<KeyValuePair<string, string>> Shown(IEnumerable<string> contentHashes) =>
    [
        KeyValuePair.Create("model", options.Model.Path),
        KeyValuePair.Create("model SHA-256", model.Summary.Sha256),
        KeyValuePair.Create("input", $"{model.InputShape} (channels, height, width)"),
        KeyValuePair.Create("data", options.Data.Manifest),
        KeyValuePair.Create("data SHA-256", pipeline.ManifestSha256),
        KeyValuePair.Create("images SHA-256", Hash(contentHashes)),
        KeyValuePair.Create("gradient certificate", $"{certificate}"),
        KeyValuePair.Create("gradients", model.Summary.Lowering),
        .. Options,
        .. Versions,
        KeyValuePair.Create("more", "manifest.json beside this page: times, device, and the hash of every file read and written"),
    ];

    public RunManifest Manifest(
        IEnumerable<string> contentHashes, IReadOnlyDictionary<ImageStatus, int> images, IReadOnlyList<RunManifest.FileEntry> inputs, IReadOnlyList<RunManifest.FileEntry> outputs, DateOnly date, DateTimeOffset started, DateTimeOffset finished) => new()
    {
        Name = options.Name,
        Date = date,
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
    };

    /// <summary>The methods of a section with their options, in order.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Methods(string what, ExplainSection[] sections) =>
        sections.Select((e, i) => KeyValuePair.Create($"{what} {i + 1}", Describe(e.Method, e.Options)));

    public static string Describe(string name, Dictionary<string, string> options) =>
        $"{name} {string.Join(' ', options.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => $"{o.Key}={o.Value}"))}".TrimEnd();

    /// <summary>The version, with the commit that it was built from where that is known.</summary>
    private static string Version(Type type) => type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+') switch
    {
        [var version, { Length: > CommitLength } commit] => $"{version}+{commit[..CommitLength]}",
        var parts => parts[0],
    };

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
