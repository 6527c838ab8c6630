using System.Globalization;

namespace Dermatology.Study;

/// <summary>What the audit made of one model of one seed; one line of power.csv.</summary>
internal sealed record StudyRow
{
    public required int Seed { get; init; }

    /// <summary>biased or fair.</summary>
    public required string Model { get; init; }

    public required int Pictures { get; init; }

    /// <summary>Share of the pictures classified rightly.</summary>
    public required double Accuracy { get; init; }

    /// <summary>The audit's decision: fail, inconclusive, not_evaluated or pass.</summary>
    public required string Verdict { get; init; }

    /// <summary>Whether "ruler means malignant" is a confirmed finding.</summary>
    public required bool Ruler { get; init; }

    /// <summary>Share of the pictures that pasting a ruler turns into another class, beyond the control.</summary>
    public required double RulerFlips { get; init; }

    /// <summary>Whether a gate on the malignant lesions found (TPR) fails for skin, with dark skin the group where fewest are found.</summary>
    public required bool DarkSkin { get; init; }

    /// <summary>Difference of that TPR between the skin groups where it is least and largest.</summary>
    public required double SkinGap { get; init; }

    /// <summary>What a confirmed finding or a failing gate names though it was not planted, joined by blanks; empty when there is nothing.</summary>
    public required string Unplanted { get; init; }

    /// <summary>Number of them.</summary>
    public int UnplantedCount => Unplanted.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;

    /// <summary>The first line of power.csv.</summary>
    public const string Header = "seed,model,pictures,accuracy,verdict,ruler,ruler_flips,dark_skin,skin_gap,unplanted";

    /// <summary>A line of power.csv.</summary>
    public static StudyRow Parse(string line) => line.Split(',') is [var seed, var model, var pictures, var accuracy, var verdict, var ruler, var flips, var skin, var gap, var unplanted]
        ? new StudyRow
        {
            Seed = int.Parse(seed, CultureInfo.InvariantCulture),
            Model = model,
            Pictures = int.Parse(pictures, CultureInfo.InvariantCulture),
            Accuracy = double.Parse(accuracy, CultureInfo.InvariantCulture),
            Verdict = verdict,
            Ruler = ruler == "yes",
            RulerFlips = double.Parse(flips, CultureInfo.InvariantCulture),
            DarkSkin = skin == "yes",
            SkinGap = double.Parse(gap, CultureInfo.InvariantCulture),
            Unplanted = unplanted,
        }
        : throw new FormatException($"'{line}' is no line of power.csv: '{Header}' is expected.");

    /// <summary>The row as text; no value holds a comma or a quote.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Seed},{Model},{Pictures},{Accuracy:F4},{Verdict},{YesNo(Ruler)},{RulerFlips:F4},{YesNo(DarkSkin)},{SkinGap:F4},{Unplanted}");

    private static string YesNo(bool value) => value ? "yes" : "no";
}
