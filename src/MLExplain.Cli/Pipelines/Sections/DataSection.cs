using MLExplain.Audit;

namespace MLExplain.Cli.Pipelines.Sections;

/// <summary>The images: a CSV with one row per image.</summary>
internal sealed record DataSection
{
    /// <summary>Path of the CSV.</summary>
    public required string Manifest { get; init; }

    /// <summary>Folder that the CSV's image paths are relative to. Default: the CSV's own.</summary>
    public string? Root { get; init; }

    /// <summary>Folder that the CSV's mask paths are relative to. Default: root.</summary>
    public string? MaskRoot { get; init; }

    /// <summary>What an empty cell in a column of masks says: unknown, nobody knows whether the region is in the picture; absent, it is not, as a black mask says. Default: unknown.</summary>
    public EmptyMask EmptyMask { get; init; }

    public ColumnsSection Columns { get; init; } = new();

    /// <summary>What the CSV calls a class, and the class that it means, where the CSV's names or numbers are not the model's. Default: none.</summary>
    public Dictionary<string, string> Labels { get; init; } = [];
}

/// <summary>What the CSV's columns are called.</summary>
internal sealed record ColumnsSection
{
    /// <summary>Unique identifier. Default: id.</summary>
    public string Id { get; init; } = "id";

    /// <summary>Path of the picture. Default: file.</summary>
    public string File { get; init; } = "file";

    /// <summary>True class, by its name or by the number of the model's output, from 0. Default: label.</summary>
    public string Label { get; init; } = "label";

    /// <summary>Attributes to carry into the records. Default: none.</summary>
    public string[] Groups { get; init; } = [];

    /// <summary>Regions of interest: a name, and the column that holds the path of its mask. Default: none.</summary>
    public Dictionary<string, string> Masks { get; init; } = [];
}
