namespace MLExplain.Audit.Parts;

/// <summary>Says that a part is done: once it stands beside the part's file, the part is committed.</summary>
/// <param name="RunId">The run that the part belongs to.</param>
/// <param name="Part">Number of the part, from 0.</param>
/// <param name="File">Name of the file that holds its images.</param>
/// <param name="Sha256">SHA-256 of that file, lower-case hexadecimal.</param>
/// <param name="Rows">Number of images in it.</param>
/// <param name="Images">How many images there are of each status.</param>
/// <param name="Device">Where the model ran.</param>
public sealed record PartManifest(string RunId, int Part, string File, string Sha256, int Rows, IReadOnlyDictionary<ImageStatus, int> Images, string Device);

/// <summary>Whether a part is done.</summary>
public enum PartStatus
{
    /// <summary>Committed, and its file is what was committed.</summary>
    Done,

    /// <summary>Not committed.</summary>
    Missing,

    /// <summary>What stands there belongs to other inputs, options or versions.</summary>
    OtherRun,

    /// <summary>Committed, but its file or its manifest is no longer what was written.</summary>
    Damaged,
}

/// <summary>What stands in a folder of one part.</summary>
/// <param name="Part">Number of the part, from 0.</param>
/// <param name="Status">Whether it is done.</param>
/// <param name="Reason">One sentence when it is damaged, else empty.</param>
/// <param name="Manifest">Its manifest when it is done, else null.</param>
public sealed record PartState(int Part, PartStatus Status, string Reason, PartManifest? Manifest);
