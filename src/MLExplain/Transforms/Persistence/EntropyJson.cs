using System.Text.Json;
using System.Text.Json.Serialization;
using MLExplain.Evaluation;

namespace MLExplain.Transforms.Persistence;

/// <summary>An entropy estimator by name. One of the caller's own is code, which a model file cannot hold: it is refused.</summary>
internal sealed class EntropyJson : JsonConverter<IEntropyEstimator>
{
    private const string WebP = "webp";

    public override IEntropyEstimator Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.ValueTextEquals(WebP) ? new WebPEntropy() : throw new JsonException($"There is no entropy estimator '{reader.GetString()}'; '{WebP}' is known.");

    public override void Write(Utf8JsonWriter writer, IEntropyEstimator value, JsonSerializerOptions options) => writer.WriteStringValue(value is WebPEntropy
        ? WebP
        : throw new ArgumentException(
            $"A column is saved with its options, and the entropy estimator '{value.Name}' cannot be; it takes {nameof(WebPEntropy)}, and {nameof(Pic)}, called directly, takes any."));
}
