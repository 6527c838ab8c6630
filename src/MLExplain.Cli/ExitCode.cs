namespace MLExplain.Cli;

/// <summary>What the tool's exit code says.</summary>
internal static class ExitCode
{
    /// <summary>Done; every gate passes.</summary>
    public const int Done = 0;

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
}
