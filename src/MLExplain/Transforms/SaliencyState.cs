using MLExplain.Saliency;

namespace MLExplain.Transforms;

/// <summary>The settings of a saliency column, as written in a model file.</summary>
internal sealed record SaliencyState
{
    public required string OutputColumn { get; init; }

    public required string InputColumn { get; init; }

    public string? TargetColumn { get; init; }

    public ChannelReduction? Reduction { get; init; }

    /// <summary>Null when a row that the method refuses throws, as it does in files written before there was this column.</summary>
    public string? ErrorColumn { get; init; }

    public int? BatchSize { get; init; }

    public OnnxModelState? Model { get; init; }

    public required string Method { get; init; }

    public required string MethodOptions { get; init; }
}
