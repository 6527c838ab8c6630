namespace MLExplain.Audit;

/// <summary>What the columns of an image manifest are called.</summary>
public sealed record ManifestColumns
{
    /// <summary>Column of the unique identifier.</summary>
    /// <value>Default: <c>id</c>.</value>
    public string Id { get; init; } = "id";

    /// <summary>Column of the picture's path, relative to the data's root folder.</summary>
    /// <value>Default: <c>file</c>.</value>
    public string File { get; init; } = "file";

    /// <summary>Column of the true class, by name or by number.</summary>
    /// <value>Default: <c>label</c>.</value>
    public string Label { get; init; } = "label";

    /// <summary>Columns of attributes carried into the records.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Regions of interest: name, and the column of the path of its mask picture.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, string> Masks { get; init; } = new Dictionary<string, string>();
}
