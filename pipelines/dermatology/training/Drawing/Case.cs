namespace Dermatology.Drawing;

/// <summary>One patient's picture in words; with the seed it determines every pixel.</summary>
internal sealed record Case
{
    /// <summary>Separates the cohorts: cases of the same number in two cohorts share nothing.</summary>
    public required string Cohort { get; init; }

    public required int Number { get; init; }

    public required Diagnosis Diagnosis { get; init; }

    /// <summary>Fitzpatrick skin type, 1 (I, very fair) to 6 (VI, deeply pigmented).</summary>
    public required int SkinTone { get; init; }

    public required Site Site { get; init; }

    public bool Ruler { get; init; }

    public bool Ink { get; init; }

    public bool Patch { get; init; }

    public bool Hair { get; init; }
}
