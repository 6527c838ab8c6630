using System.Text.Json;
using System.Text.Json.Serialization;

namespace MLExplain.Transforms.Persistence;

/// <summary>How settings are written in model files and column annotations: camelCase JSON, enums by name.</summary>
internal static class StateJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new StepCountJson(), new BaselineJson(), new ColorMapJson(), new EntropyJson() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static TOptions Parse<TOptions>(string json) => JsonSerializer.Deserialize<TOptions>(json, Options)
        ?? throw new FormatException($"Saved options are null; a {typeof(TOptions).Name} was expected.");
}
