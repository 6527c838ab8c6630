namespace MLExplain.Audit.Review;

/// <summary>A finding that a reviewer dismissed until a day: its gate does not fail the run as long as it is no worse than it was then.</summary>
/// <param name="Finding">The finding, as it was when it was dismissed.</param>
/// <param name="Comment">Why it was dismissed.</param>
/// <param name="Expires">Last day on which the dismissal holds.</param>
/// <param name="Name">Who dismissed it.</param>
/// <param name="Role">As what.</param>
/// <param name="Date">When.</param>
public sealed record GateException(ReviewFinding Finding, string Comment, DateOnly Expires, string Name, string Role, DateOnly Date);

/// <summary>What became of an exception in a run.</summary>
public enum ExceptionState
{
    /// <summary>A gate that would count is not counted because of it.</summary>
    Applied,

    /// <summary>It does not hold any more.</summary>
    Expired,

    /// <summary>It does not hold because the finding is worse than it was when it was dismissed, is about other groups, or has no number any more to show that it is not.</summary>
    Worse,

    /// <summary>Nothing in the run is this finding, or it is no gate: a gate passes, is not asked any more, or has another threshold, or the run is of a day before the review.</summary>
    Unused,
}

/// <summary>An exception and what became of it.</summary>
/// <param name="Exception">The exception.</param>
/// <param name="State">What became of it.</param>
public sealed record JudgedException(GateException Exception, ExceptionState State);
