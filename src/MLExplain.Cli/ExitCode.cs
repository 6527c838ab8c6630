using MLExplain.Audit.Gates;

namespace MLExplain.Cli;

/// <summary>What the tool's exit code says.</summary>
internal static class ExitCode
{
    /// <summary>Done; every gate passes.</summary>
    public const int Done = 0;

    /// <summary>A gate of severity error fails.</summary>
    public const int GateFailed = 1;

    /// <summary>With --strict: a gate of severity error is inconclusive or was not evaluated, or there is none, or the baseline cannot be compared with.</summary>
    public const int Inconclusive = 3;

    /// <summary>Worse than the run it was compared with.</summary>
    public const int WorseThanBaseline = 4;

    /// <summary>Parts of the run are missing.</summary>
    public const int Incomplete = 5;

    /// <summary>Bad usage or configuration: running it again as it is cannot help.</summary>
    public const int Usage = 64;

    /// <summary>The data cannot be used.</summary>
    public const int Data = 65;

    /// <summary>A bug in MLExplain.</summary>
    public const int Internal = 70;

    /// <summary>Temporary trouble reading or writing: run it again.</summary>
    public const int Temporary = 75;

    /// <summary>Cancelled by the user.</summary>
    public const int Cancelled = 130;

    /// <summary>What a decision means to a scheduler. Without --strict only a failure stops it; "not evaluated" is then done, but never called a pass.</summary>
    public static int Of(GateDecision decision, bool strict, BaselineComparison? baseline = null) => decision.Status switch
    {
        GateStatus.Fail => GateFailed,
        _ when baseline?.IsWorse == true => WorseThanBaseline,
        _ when strict && baseline?.IsComparable == false => Inconclusive,
        GateStatus.Pass => Done,
        _ => strict ? Inconclusive : Done,
    };
}
