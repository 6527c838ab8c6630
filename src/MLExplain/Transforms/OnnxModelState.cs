using MLExplain.Models;

namespace MLExplain.Transforms;

/// <summary>The part of <see cref="OnnxClassifierOptions"/> that travels in a model file: what the model is, not where it runs.</summary>
internal sealed record OnnxModelState
{
    public string? Input { get; init; }

    public string? Output { get; init; }

    public int? InputHeight { get; init; }

    public int? InputWidth { get; init; }

    public static OnnxModelState Of(OnnxClassifierOptions options) => new()
    {
        Input = options.Input,
        Output = options.Output,
        InputHeight = options.InputSize?.Height,
        InputWidth = options.InputSize?.Width,
    };

    public OnnxClassifierOptions ToOptions() => new()
    {
        Input = Input,
        Output = Output,
        InputSize = InputHeight is { } height && InputWidth is { } width ? (height, width) : null,
    };
}
