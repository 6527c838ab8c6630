namespace MLExplain.Transforms;

/// <summary>Where pictures are found, and what a bad one costs.</summary>
public sealed record ClassifierImageOptions
{
    /// <summary>Folder that relative paths start from.</summary>
    /// <value>Default: null, the process's current folder.</value>
    public string? ImageFolder { get; init; }

    /// <summary>What a picture that cannot be read costs.</summary>
    /// <value>Default: <see cref="ImageErrorPolicy.Mark"/>, its own row.</value>
    public ImageErrorPolicy OnError { get; init; } = ImageErrorPolicy.Mark;

    /// <summary>Name of the text column with the reason a picture could not be read, empty where it could; <see cref="ImageErrorPolicy.Mark"/> only.</summary>
    /// <value>Default: null, the output column's name followed by <c>Error</c>.</value>
    public string? ErrorColumnName { get; init; }

    /// <summary>The largest number of pictures decoded at the same time.</summary>
    /// <value>Default: 8.</value>
    public int BatchSize { get; init; } = 8;
}
