using System.Text.Json;
using System.Text.Json.Serialization;
using MLExplain.Saliency;

namespace MLExplain.Transforms.Persistence;

/// <summary>A step count as a number or the word auto.</summary>
internal sealed class StepCountJson : JsonConverter<StepCount>
{
    public override StepCount Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("auto") ? StepCount.Auto : StepCount.Of(reader.GetInt32());

    public override void Write(Utf8JsonWriter writer, StepCount value, JsonSerializerOptions options)
    {
        if (value.IsAuto)
        {
            writer.WriteStringValue("auto");
        }
        else
        {
            writer.WriteNumberValue(value.Count);
        }
    }
}
