using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Transforms.Persistence;

/// <summary>A baseline as its kind, its standard deviation, and the shape and float32 bytes of a picture of the caller's.</summary>
internal sealed class BaselineJson : JsonConverter<Baseline>
{
    public override Baseline Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var state = JsonSerializer.Deserialize<State>(ref reader, options) ?? throw new JsonException("A baseline is null.");
        return state.Kind switch
        {
            BaselineKind.Black => Baseline.Black,
            BaselineKind.White => Baseline.White,
            BaselineKind.Mean => Baseline.Mean,
            BaselineKind.Noise => Baseline.Noise,
            BaselineKind.Zero => Baseline.Zero,
            BaselineKind.GaussianNoise => Baseline.GaussianNoise(state.Sigma!.Value),
            BaselineKind.Custom => Baseline.Of(new Tensor(state.Shape, MemoryMarshal.Cast<byte, float>(state.Image).ToArray())),
            _ => throw new JsonException($"Baseline kind {state.Kind} is unknown."),
        };
    }

    public override void Write(Utf8JsonWriter writer, Baseline value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(
            writer,
            new State(
                value.Kind,
                value.Kind == BaselineKind.GaussianNoise ? value.Sigma : null,
                value.Image?.Shape.ToArray(),
                value.Image is { } image ? MemoryMarshal.AsBytes<float>(image.Values).ToArray() : null),
            options);

    private sealed record State(BaselineKind Kind, double? Sigma, int[]? Shape, byte[]? Image);
}
