namespace MLExplain.Reporting.Verification;

/// <summary>What became of one file of a report since the run.</summary>
/// <param name="File">Its path in the folder.</param>
/// <param name="State">What became of it.</param>
/// <param name="Detail">What was found and what was expected, one sentence; empty for a file that is as it was.</param>
public sealed record FileCheck(string File, FileState State, string Detail = "")
{
    /// <summary>Whether it is a regular file with something in it; a link, a pipe or a missing file is not read.</summary>
    internal bool IsReadable { get; init; } = State != FileState.Missing;
}

/// <summary>What became of a file since the run.</summary>
public enum FileState
{
    /// <summary>Its bytes are those that the run wrote.</summary>
    Unchanged,

    /// <summary>Its bytes are others.</summary>
    Changed,

    /// <summary>It is listed but not there.</summary>
    Missing,

    /// <summary>It is there but not listed.</summary>
    Unlisted,
}
