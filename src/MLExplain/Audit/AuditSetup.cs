using System.Globalization;
using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Saliency;

namespace MLExplain.Audit;

/// <summary>What an audit runs on: a model, its preprocessing, images and saliency methods.</summary>
public sealed record AuditSetup
{
    /// <summary>The classifier.</summary>
    public required IClassifier Model { get; init; }

    /// <summary>Names of the classes, in the order of the model's outputs.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>How a picture becomes a network input.</summary>
    public required Preprocessing Preprocessing { get; init; }

    /// <summary>The images.</summary>
    public required IReadOnlyList<ManifestRow> Rows { get; init; }

    /// <summary>Folder that the rows' paths are relative to.</summary>
    public required string Root { get; init; }

    /// <summary>What it means where a row names no mask of a region.</summary>
    /// <value>Default: nobody knows.</value>
    public EmptyMask EmptyMasks { get; init; }

    /// <summary>The saliency methods, in the order of the report.</summary>
    public required IReadOnlyList<ISaliencyMethod> Methods { get; init; }

    /// <summary>Index of the class that a manifest's label names, or gives by its number from 0; null when it is none of the classes.</summary>
    /// <param name="label">The label.</param>
    public int? ClassOf(string label) => ClassOf(label, Classes);

    /// <summary>Index of the class that a label names, or gives by its number from 0; null when it is none of the classes.</summary>
    /// <param name="label">The label.</param>
    /// <param name="classes">Names of the classes, in the order of the model's outputs.</param>
    public static int? ClassOf(string label, IReadOnlyList<string> classes)
    {
        ArgumentNullException.ThrowIfNull(classes);
        var named = classes.Index().Where(c => c.Item == label).Select(c => (int?)c.Index).FirstOrDefault();
        return named ?? (int.TryParse(label, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < classes.Count ? index : null);
    }
}
