namespace MLExplain.Models;

/// <summary>How MLExplain reads a model file: what <c>mlexplain inspect</c> prints and manifests store.</summary>
public sealed record ModelSummary
{
    /// <summary>Path of the file, or the name given when it was parsed.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the file's bytes, lower-case hexadecimal; where weights lie in other files, SHA-256 over the lines of all files' hashes, its own first.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The operator set of the file.</summary>
    public required int Opset { get; init; }

    /// <summary>The operator set that it was brought to.</summary>
    public required int CanonicalOpset { get; init; }

    /// <summary>Name of the image input in the file.</summary>
    public required string Input { get; init; }

    /// <summary>Order of the axes of the image input in the file; callers always pass <c>[N,C,H,W]</c>.</summary>
    public required ImageLayout Layout { get; init; }

    /// <summary>Size of one image.</summary>
    public required ImageShape InputShape { get; init; }

    /// <summary>Batch size that the file fixes; null when it is open.</summary>
    public required long? FixedBatch { get; init; }

    /// <summary>Whether one run can take several images: <c>dynamic</c>; or, of a file that fixes one image, whether its batch axis could be opened safely, and if not why.</summary>
    public required string Batch { get; init; }

    /// <summary>The tensor the search for scores started from: an output of the file, or the one named by the options.</summary>
    public required string Output { get; init; }

    /// <summary>The tensor that holds the logits.</summary>
    public required string Logits { get; init; }

    /// <summary>The activation in front of which the logits were tapped; null when the output is the logits.</summary>
    public required string? Tap { get; init; }

    /// <summary>How logits become probabilities.</summary>
    public required ScoreLink Link { get; init; }

    /// <summary>Number of classes.</summary>
    public required int ClassCount { get; init; }

    /// <summary>Whether the file has a single score z, read as the two classes (−z, +z).</summary>
    public required bool IsBinary { get; init; }

    /// <summary>Names of the classes, from the file's metadata; empty when it has none.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>Whether half-precision weights were widened to float32.</summary>
    public required bool IsWidened { get; init; }

    /// <summary>Number of trained parameters that the scores depend on.</summary>
    public required long WeightCount { get; init; }

    /// <summary>Operators between the image and the logits.</summary>
    public required IReadOnlyList<OperatorSummary> Operators { get; init; }

    /// <summary>Whether one of them is a rectifier: Relu, LeakyRelu, PRelu, ThresholdedRelu, or Clip with lower bound 0.</summary>
    public required bool HasRectifier { get; init; }

    /// <summary>Feature maps that CAM methods can use, deepest first; the first is the usual choice.</summary>
    public required IReadOnlyList<FeatureLayer> FeatureLayers { get; init; }

    /// <summary>Operators without a gradient rule between the first of these layers and the logits, which are in the way of Grad-CAM and its kin; those before it are not.</summary>
    public required IReadOnlyList<string> LayerObstacles { get; init; }

    /// <summary>What the head is, one sentence without its stop: what CAM finds, or why it cannot be used.</summary>
    public required string HeadDescription { get; init; }

    /// <summary>The feature maps whose spatial mean is scored linearly, which CAM weights; null when the scores are made in another way.</summary>
    public required string? CamLayer { get; init; }

    /// <summary>Where the model runs, and why there.</summary>
    public required string Device { get; init; }

    /// <summary>How gradients are formulated, and why so.</summary>
    public required string Lowering { get; init; }

    /// <summary>What else a reader should know; empty when nothing.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
