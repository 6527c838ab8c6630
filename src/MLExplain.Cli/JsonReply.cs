using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace MLExplain.Cli;

/// <summary>What a verb answers as JSON: one object with the same head whatever the verb.</summary>
internal sealed class JsonReply
{
    /// <summary>Version of the head's shape.</summary>
    private const int SchemaVersion = 1;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    private JsonObject? _result;

    /// <summary>Sets what was found; its keys follow the head.</summary>
    public void Give(object result) => _result = JsonSerializer.SerializeToNode(result, Format)!.AsObject();

    /// <param name="verb">The words that were called.</param>
    /// <param name="exitCode">The exit code.</param>
    /// <param name="error">Why there is no result, one sentence; null when there is one.</param>
    public string Text(string verb, int exitCode, string? error)
    {
        var reply = new JsonObject { ["schemaVersion"] = SchemaVersion, ["verb"] = verb, ["exitCode"] = exitCode, ["error"] = error };
        foreach (var (key, value) in _result ?? [])
        {
            reply.Add(key, value?.DeepClone());
        }

        return reply.ToJsonString(Format);
    }
}
