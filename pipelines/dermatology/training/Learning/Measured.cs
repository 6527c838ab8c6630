using System.Globalization;

namespace Dermatology.Learning;

/// <summary>How one model did on one group of the test set; one line of measured.csv.</summary>
internal sealed record Measured
{
    public required string Model { get; init; }

    public required string Group { get; init; }

    public required int Images { get; init; }

    /// <summary>Share classified rightly.</summary>
    public required double Accuracy { get; init; }

    /// <summary>True positive rate: share of the malignant called malignant.</summary>
    public required double TruePositiveRate { get; init; }

    /// <summary>False positive rate: share of the benign called malignant.</summary>
    public required double FalsePositiveRate { get; init; }

    /// <summary>Share of pictures whose class changes when nothing but the ruler is drawn in, or left out.</summary>
    public required double RulerFlips { get; init; }

    /// <summary>The first line of measured.csv.</summary>
    public const string Header = "model,group,images,accuracy,tpr,fpr,ruler_flips";

    /// <summary>A line of measured.csv.</summary>
    public static Measured Parse(string line) => line.Split(',') is [var model, var group, .. var numbers] && numbers.Length == 5
        ? new Measured
        {
            Model = model,
            Group = group,
            Images = int.Parse(numbers[0], CultureInfo.InvariantCulture),
            Accuracy = double.Parse(numbers[1], CultureInfo.InvariantCulture),
            TruePositiveRate = double.Parse(numbers[2], CultureInfo.InvariantCulture),
            FalsePositiveRate = double.Parse(numbers[3], CultureInfo.InvariantCulture),
            RulerFlips = double.Parse(numbers[4], CultureInfo.InvariantCulture),
        }
        : throw new FormatException($"'{line}' is no line of measured.csv: '{Header}' is expected.");

    /// <summary>The row as text; no value holds a comma or a quote.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Model},{Group},{Images},{Accuracy:F4},{TruePositiveRate:F4},{FalsePositiveRate:F4},{RulerFlips:F4}");
}
