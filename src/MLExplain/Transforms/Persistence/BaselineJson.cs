using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using MLExplain.Imaging;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Transforms.Persistence;

/// <summary>A baseline as its kind, its standard deviation, and the content of a tensor or picture of the caller's.</summary>
internal sealed class BaselineJson : JsonConverter<Baseline>
{
    public override Baseline Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var state = JsonSerializer.Deserialize<State>(ref reader, options) ?? throw new JsonException("A baseline is null.");
        return state.Kind switch
        {
            BaselineKind.Black => Baseline.Black,
            BaselineKind.White => Baseline.White,
            BaselineKind.Grey => Baseline.Grey,
            BaselineKind.Mean => Baseline.Mean,
            BaselineKind.Noise => Baseline.Noise,
            BaselineKind.Zero => Baseline.Zero,
            BaselineKind.GaussianNoise => Baseline.GaussianNoise(state.Sigma!.Value),
            BaselineKind.Blur => Baseline.Blur(state.Sigma!.Value),
            BaselineKind.Custom when state.Picture is { } picture => Baseline.Of(new RgbImage(picture.Width, picture.Height, picture.Pixels)),
            BaselineKind.Custom => Baseline.Of(new Tensor(state.Image!.Shape, MemoryMarshal.Cast<byte, float>(state.Image.Float32).ToArray())),
            _ => throw new JsonException($"Baseline kind {state.Kind} is unknown."),
        };
    }

    public override void Write(Utf8JsonWriter writer, Baseline value, JsonSerializerOptions options)
    {
        var state = new State
        {
            Kind = value.Kind,
            Sigma = value.Kind is BaselineKind.GaussianNoise or BaselineKind.Blur ? value.Sigma : null,
            Image = value.Image is { } image ? new ImageState([.. image.Shape], MemoryMarshal.AsBytes<float>(image.Values).ToArray()) : null,
            Picture = value.Picture is { } picture ? new PictureState(picture.Width, picture.Height, picture.Pixels) : null,
        };
        JsonSerializer.Serialize(writer, state, options);
    }

    private sealed record State
    {
        public required BaselineKind Kind { get; init; }

        public double? Sigma { get; init; }

        public ImageState? Image { get; init; }

        public PictureState? Picture { get; init; }
    }

    private sealed record ImageState(int[] Shape, byte[] Float32);

    private sealed record PictureState(int Width, int Height, byte[] Pixels);
}
