using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using MLExplain.Audit;
using MLExplain.Models;
using MLExplain.Reporting;
using Microsoft.ML.OnnxRuntime;

namespace MLExplain.Cli.Pipelines;

/// <summary>What a reader must know to trace a run: shown at the foot of the page, and written to manifest.json.</summary>
internal sealed class RunFacts(PipelineOptions options, AuditSetup setup, OnnxClassifier model, GradientCertificate certificate)
{
    private Dictionary<string, string> Options => options.Explain
        .Select((e, i) => KeyValuePair.Create($"method {i + 1}", Describe(e)))
        .Append(KeyValuePair.Create("preprocessing", Preprocessing()))
        .Append(KeyValuePair.Create("seed", options.Seed.ToString(CultureInfo.InvariantCulture)))
        .ToDictionary();

    private static Dictionary<string, string> Versions => new()
    {
        ["MLExplain"] = Version(typeof(OnnxClassifier)),
        ["ONNX Runtime"] = OrtEnv.Instance().GetVersionString(),
        [".NET"] = Environment.Version.ToString(),
    };

    public IReadOnlyList<KeyValuePair<string, string>> Shown(IReadOnlyList<ImageRecord> images) =>
    [
        KeyValuePair.Create("model", options.Model.Path),
        KeyValuePair.Create("model SHA-256", model.Summary.Sha256),
        KeyValuePair.Create("input", $"{model.InputShape} (channels, height, width)"),
        KeyValuePair.Create("classes", string.Join(", ", setup.Classes)),
        KeyValuePair.Create("data", options.Data.Manifest),
        KeyValuePair.Create("images SHA-256", Hash(images)),
        KeyValuePair.Create("gradient certificate", $"{certificate}"),
        KeyValuePair.Create("gradients", model.Summary.Lowering),
        .. Options,
        .. Versions,
        KeyValuePair.Create("more", "manifest.json beside this page: times, device, and the hash of every file read and written"),
    ];

    public RunManifest Manifest(
        AuditReport report, IReadOnlyList<RunManifest.FileEntry> inputs, IReadOnlyList<RunManifest.FileEntry> outputs, DateTimeOffset started, DateTimeOffset finished) => new()
    {
        Name = options.Name,
        Started = started,
        Finished = finished,
        Versions = Versions,
        Device = model.Summary.Device,
        Inputs = inputs,
        ImagesSha256 = Hash(report.Images.Select(i => i.Record)),
        Options = Options,
        GradientCertificate = certificate.Residual,
        Images = report.Summary.ByStatus.ToDictionary(),
        Outputs = outputs,
    };

    private static string Describe(ExplainSection section) =>
        $"{section.Method} {string.Join(' ', section.Options.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => $"{o.Key}={o.Value}"))}".TrimEnd();

    private static string Version(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private string Preprocessing()
    {
        var p = setup.Preprocessing;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{p.Resize} to {p.Width} x {p.Height}, {p.Channels}, (pixel x {p.Scale} - {string.Join(' ', p.Mean)}) / {string.Join(' ', p.Std)}");
    }

    private static string Hash(IEnumerable<ImageRecord> images) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', images.Select(i => i.ContentHash)))));
}
