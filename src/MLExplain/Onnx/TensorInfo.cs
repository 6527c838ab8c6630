using MLExplain.Onnx.Proto;

namespace MLExplain.Onnx;

/// <summary>Element type and shape of one tensor of a graph.</summary>
internal sealed record TensorInfo(TensorProto.Types.DataType Type, IReadOnlyList<Dim> Shape)
{
    public int Rank => Shape.Count;

    /// <summary>The target of a Reshape to this shape, or null if more than one axis grows with the batch.</summary>
    public long[]? ReshapeTarget =>
        Shape.Count(d => d.PerRow) > 1 ? null : [.. Shape.Select(d => d.PerRow ? -1 : d.Size)];

    public override string ToString() => $"{Type} [{string.Join(',', Shape)}]";
}
