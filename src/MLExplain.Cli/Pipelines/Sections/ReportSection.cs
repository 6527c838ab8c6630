using System.ComponentModel.DataAnnotations;

namespace MLExplain.Cli.Pipelines.Sections;

/// <summary>What the report shows.</summary>
internal sealed record ReportSection
{
    /// <summary>Heading of the page. Default: the run's name.</summary>
    public string? Title { get; init; }

    /// <summary>What the model is meant for: shown with the scope of the audit. Default: not stated, which the page says.</summary>
    public string? IntendedUse { get; init; }

    /// <summary>For how many images the score is drawn along the path from the baseline. Default: 4.</summary>
    [Range(0, int.MaxValue, ErrorMessage = "0 or more")]
    public int AlphaCurves { get; init; } = 4;

    /// <summary>Bytes that all pictures of the page may take up together; images of the table beyond it stand there without. Default: 5000000.</summary>
    [Range(0, int.MaxValue, ErrorMessage = "0 to 2147483647 bytes")]
    public int PictureBudget { get; init; } = 5_000_000;

    /// <summary>Ids of images to show under every method that the model supports. Default: none.</summary>
    public string[] Gallery { get; init; } = [];
}
