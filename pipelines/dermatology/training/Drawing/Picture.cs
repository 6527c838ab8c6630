using MLExplain.Imaging;

namespace Dermatology.Drawing;

/// <summary>A finished picture and the truth about it; the masks have one value per pixel, row-major.</summary>
internal sealed record Picture
{
    public required RgbImage Image { get; init; }

    /// <summary>Where at least half of the lesion's pigment edge is reached, whether or not an artefact lies over it.</summary>
    public required bool[] Lesion { get; init; }

    /// <summary>Every pixel that the ruler touches.</summary>
    public required bool[] Ruler { get; init; }

    /// <summary>Every pixel that the ruler, ink or patch touches.</summary>
    public required bool[] Artefact { get; init; }
}
