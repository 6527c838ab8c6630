using MLExplain.Saliency;

namespace MLExplain.Transforms;

/// <summary>What a saliency column explains and how it is laid out.</summary>
public sealed record SaliencyColumnOptions
{
    /// <summary>Name of the column with the class to explain: <c>Int32</c>, <c>Int64</c> (from 0) or a key (from 1; a missing key gives NaN).</summary>
    /// <value>Default: null, the class with the highest logit, the first of equals.</value>
    public string? TargetColumnName { get; init; }

    /// <summary>How the channels of an attribution become one map.</summary>
    /// <value>Default: null, they are kept: the column is <c>[C,H,W]</c> and signed. Otherwise it is <c>[H,W]</c>.</value>
    public ChannelReduction? Reduction { get; init; }

    /// <summary>What an image that the method refuses costs: an infinite pixel, a class that the model does not have, a score or gradient that is NaN or infinite.</summary>
    /// <value>Default: <see cref="ImageErrorPolicy.Mark"/>, its own row: a column of NaN and a sentence in the error column.</value>
    public ImageErrorPolicy OnError { get; init; } = ImageErrorPolicy.Mark;

    /// <summary>Name of the text column with the reason an image was not explained, missing inputs included, empty where it was; <see cref="ImageErrorPolicy.Mark"/> only.</summary>
    /// <value>Default: null, the output column's name followed by <c>Error</c>.</value>
    public string? ErrorColumnName { get; init; }

    /// <summary>The largest number of rows explained at once.</summary>
    /// <value>Default: null, as many as the model prefers.</value>
    public int? BatchSize { get; init; }
}
