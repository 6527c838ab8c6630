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
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new StepCountJson(), new BaselineJson(), new ColorMapJson() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}
