using System.Text.Json;
using System.Text.Json.Serialization;
using MLExplain.Imaging;

namespace MLExplain.Transforms.Persistence;

/// <summary>A colour map by its name.</summary>
internal sealed class ColorMapJson : JsonConverter<ColorMap>
{
    private static readonly ColorMap[] Known = [ColorMap.Viridis, ColorMap.Inferno, ColorMap.BlueWhiteRed];

    public override ColorMap Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var name = reader.GetString();
        return Array.Find(Known, map => map.Name == name) ?? throw new JsonException($"There is no colour map '{name}'.");
    }

    public override void Write(Utf8JsonWriter writer, ColorMap value, JsonSerializerOptions options) => writer.WriteStringValue(value.Name);
}
