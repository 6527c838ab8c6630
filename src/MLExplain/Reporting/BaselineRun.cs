using System.Text.Json;
using MLExplain.Audit;
using MLExplain.Audit.Gates;

namespace MLExplain.Reporting;

/// <summary>What tells whether two runs can be compared.</summary>
/// <param name="Version">Version of MLExplain.</param>
/// <param name="Options">The options as they were used.</param>
/// <param name="Images">SHA-256 over the images; null when none was read.</param>
public sealed record RunIdentity(string Version, IReadOnlyDictionary<string, string> Options, string? Images);

/// <summary>The report of an earlier run, as far as a comparison needs it.</summary>
public sealed class BaselineRun
{
    private const string Tool = "MLExplain";

    /// <summary>An option that says how numbers are judged, not what they are.</summary>
    private const string Gates = "gates";

    private readonly IReadOnlyList<BaselineGate> _gates;
    private readonly RunIdentity _identity;

    private BaselineRun(IReadOnlyList<BaselineGate> gates, RunIdentity identity) => (_gates, _identity) = (gates, identity);

    /// <summary>Reads a report.</summary>
    /// <param name="folder">Folder of the report.</param>
    /// <exception cref="DataException">It is no complete report of an audit.</exception>
    public static BaselineRun Load(string folder)
    {
        try
        {
            using var verdict = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "verdict.json")));
            using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "manifest.json")));
            var root = manifest.RootElement;
            return new BaselineRun(
                [.. verdict.RootElement.GetProperty("gates").EnumerateArray().Select(Gate)],
                new RunIdentity(
                    root.GetProperty("versions").GetProperty(Tool).GetString()!, root.GetProperty("options").EnumerateObject().ToDictionary(o => o.Name, o => o.Value.GetString()!),
                    root.GetProperty("imagesSha256").GetString()));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataException($"The baseline '{folder}' is no complete report of an audit: it has no {Path.GetFileName((e as FileNotFoundException)?.FileName) ?? "such folder"}. Give the folder that an earlier run wrote.");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new DataException($"The baseline '{folder}' cannot be read: its verdict.json or manifest.json is not what MLExplain writes ({e.Message})");
        }
    }

    /// <summary>Holds a decision beside this run's.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="now">What it was made from.</param>
    public BaselineComparison Compare(GateDecision decision, RunIdentity now)
    {
        ArgumentNullException.ThrowIfNull(now);
        var options = now.Options.Keys.Union(_identity.Options.Keys).Where(key => key != Gates && now.Options.GetValueOrDefault(key) != _identity.Options.GetValueOrDefault(key)).Order(StringComparer.Ordinal).ToList();
        return BaselineComparison.Of(decision, GateWords.Name, _gates,
        [
            .. now.Version != _identity.Version ? [$"The tool changed, from {_identity.Version} to {now.Version}."] : Array.Empty<string>(),
            .. options.Count > 0 ? [$"Options changed: {string.Join(", ", options)}."] : Array.Empty<string>(),
            .. now.Images != _identity.Images ? ["The images changed."] : Array.Empty<string>(),
        ]);
    }

    private static BaselineGate Gate(JsonElement gate) => new(
        gate.GetProperty("name").GetString()!, Number(gate, "value"), Number(gate, "lower"), Number(gate, "upper"),
        Enum.GetValues<GateStatus>().First(status => CsvReport.Name(status) == gate.GetProperty("status").GetString()));

    private static double? Number(JsonElement gate, string name) => gate.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;
}
