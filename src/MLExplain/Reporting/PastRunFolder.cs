using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MLExplain.Audit;
using MLExplain.Audit.Gates;
using MLExplain.Audit.Trend;

namespace MLExplain.Reporting;

/// <summary>Reads what an earlier run wrote.</summary>
public static class PastRunFolder
{
    /// <summary>Reads a report.</summary>
    /// <param name="folder">Folder of the report.</param>
    /// <param name="shown">How the folder is named to readers; null for as it is given.</param>
    /// <exception cref="DataException">It is no complete report of an audit, or was changed since.</exception>
    public static PastRun Load(string folder, string? shown = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        shown ??= folder;
        try
        {
            var bytes = File.ReadAllBytes(Path.Combine(folder, GateFiles.Verdict));
            using var verdict = JsonDocument.Parse(bytes);
            var text = File.ReadAllText(Path.Combine(folder, RunManifest.FileName));
            using var manifest = JsonDocument.Parse(text);
            RequireSeal(shown, text, manifest.RootElement);
            return Run(shown, verdict.RootElement, manifest.RootElement, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataException($"'{shown}' is no complete report of an audit: it has no {Path.GetFileName((e as FileNotFoundException)?.FileName) ?? "such folder"}.");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new DataException($"'{shown}' cannot be read: its {GateFiles.Verdict} or {RunManifest.FileName} is not what MLExplain writes ({e.Message}).");
        }
    }

    private static PastRun Run(string folder, JsonElement verdict, JsonElement manifest, string hash)
    {
        if (verdict.GetProperty("schemaVersion").GetInt32() is var version && version > VerdictFile.SchemaVersion)
        {
            throw new DataException($"'{folder}' cannot be read: its {GateFiles.Verdict} has schemaVersion {version}, and this version of MLExplain knows {VerdictFile.SchemaVersion}. Use a newer one.");
        }

        if (Hash(manifest.GetProperty("outputs"), "file", GateFiles.Verdict) != hash)
        {
            throw new DataException($"'{folder}' cannot be trusted: its {GateFiles.Verdict} is not the one that its {RunManifest.FileName} names. Run the audit again.");
        }

        var inputs = manifest.GetProperty("inputs");
        return new PastRun
        {
            Folder = folder,
            Name = Text(manifest, "name"),
            Started = manifest.GetProperty("started").GetDateTimeOffset().ToUniversalTime(),
            Verdict = Status(verdict, "verdict"),
            Gates = [.. verdict.GetProperty("gates").EnumerateArray().Select(Gate)],
            Model = Model(inputs) ?? Hash(inputs, "role", "predictions"),
            Identity = RunManifest.IdentityOf(
                Texts(manifest.GetProperty("versions")), Texts(manifest.GetProperty("options")), manifest.GetProperty("imagesSha256").GetString(),
                manifest.TryGetProperty("masksSha256", out var masks) ? masks.GetString() : null,
                [.. inputs.EnumerateArray().Select(i => new RunManifest.FileEntry(Text(i, "role"), Text(i, "file"), Text(i, "sha256"), 0))]),
        };
    }

    /// <summary>The seal is the hash of the text without it, whatever else the version that wrote it put there.</summary>
    private static void RequireSeal(string folder, string text, JsonElement manifest)
    {
        if (!manifest.TryGetProperty("seal", out var found) || found.GetString() is not { Length: > 0 } seal
            || Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.Replace($"\"seal\": \"{seal}\"", "\"seal\": \"\"", StringComparison.Ordinal)))) != seal)
        {
            throw new DataException($"'{folder}' cannot be trusted: its {RunManifest.FileName} was changed since. Run the audit again.");
        }
    }

    private static PastGate Gate(JsonElement gate) => new(
        Text(gate, "id"), Text(gate, "name"), GateCondition.Parse(Text(gate, "condition")), Number(gate, "value"), Number(gate, "lower"), Number(gate, "upper"), Status(gate, "status"))
    {
        WorstOff = gate.TryGetProperty("worstOff", out var groups) ? [.. groups.EnumerateArray().Select(g => g.GetString() ?? "")] : [],
        DismissedUntil = gate.TryGetProperty("dismissedUntil", out var day) && day.GetString() is { } text ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
    };

    private static Dictionary<string, string> Texts(JsonElement element) => element.EnumerateObject().ToDictionary(o => o.Name, o => o.Value.GetString() ?? "");

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null");

    private static double? Number(JsonElement gate, string name) => gate.GetProperty(name) is { ValueKind: not JsonValueKind.Null } number ? number.GetDouble() : null;

    private static GateStatus Status(JsonElement element, string name) =>
        Enum.GetValues<GateStatus>().Cast<GateStatus?>().FirstOrDefault(s => EnumText.Name(s!.Value) == Text(element, name)) ?? throw new FormatException($"'{name}' is '{Text(element, name)}'");

    /// <summary>As the page and 'mlexplain inspect' state it: with weights in files beside the model, the hash of all their hashes.</summary>
    private static string? Model(JsonElement inputs)
    {
        string[] weights = [.. inputs.EnumerateArray().Where(f => Text(f, "role") == "weights").Select(f => Text(f, "sha256"))];
        return Hash(inputs, "role", "model") is { } model && weights.Length > 0
            ? Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join('\n', weights.Prepend(model)))))
            : Hash(inputs, "role", "model");
    }

    private static string? Hash(JsonElement files, string key, string value) =>
        files.EnumerateArray().Where(f => Text(f, key) == value).Select(f => Text(f, "sha256")).FirstOrDefault();
}
