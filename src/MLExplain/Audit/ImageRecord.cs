using MLExplain.Audit.Spurious;

namespace MLExplain.Audit;

/// <summary>Everything later stages need to know about one image of an audit.</summary>
public sealed record ImageRecord
{
    /// <summary>Identifier from the manifest.</summary>
    public required string Id { get; init; }

    /// <summary>Path of the picture, as written in the manifest.</summary>
    public required string File { get; init; }

    /// <summary>SHA-256 of the picture's bytes, lower-case hexadecimal; empty when the file is missing.</summary>
    public required string ContentHash { get; init; }

    /// <summary>True class, as written in the manifest.</summary>
    public required string Label { get; init; }

    /// <summary>Attributes from the manifest, in the order asked for.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Groups { get; init; }

    /// <summary>What became of the image.</summary>
    public required ImageStatus Status { get; init; }

    /// <summary>One sentence when <see cref="Status"/> is not <see cref="ImageStatus.Ok"/>, else empty.</summary>
    public string Error { get; init; } = "";

    /// <summary>Name of the most probable class; empty when the image was not scored.</summary>
    public string Prediction { get; init; } = "";

    /// <summary>Its probability, 0..1; null when the image was not scored.</summary>
    public double? Probability { get; init; }

    /// <summary>The logits, one per class; empty when the image was not scored.</summary>
    public IReadOnlyList<float> Logits { get; init; } = [];

    /// <summary>Probability of each class, 0..1, in the order of the logits; empty when the image was not scored.</summary>
    public IReadOnlyList<float> Probabilities { get; init; } = [];

    /// <summary>What its pixels say whatever they show; null when the picture could not be read.</summary>
    public ImageProperties? Properties { get; init; }

    /// <summary>One entry per saliency method, in the order asked for; empty when the image was not explained.</summary>
    public IReadOnlyList<ExplanationRecord> Explanations { get; init; } = [];

    /// <summary>Whether the prediction is the label; null when the image was not scored or its label is unknown.</summary>
    public bool? Correct => Status is ImageStatus.Unreadable or ImageStatus.UnknownLabel || Prediction.Length == 0 ? null : Prediction == Label;
}
