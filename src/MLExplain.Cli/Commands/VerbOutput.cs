namespace MLExplain.Cli.Commands;

/// <summary>How a verb can be asked to answer, beside text for people.</summary>
[Flags]
internal enum VerbOutput
{
    /// <summary>It prints a file's content and nothing else.</summary>
    None = 0,

    /// <summary>As JSON.</summary>
    Json = 1,

    /// <summary>With as little as can be: for verbs that write files or answer by exit code.</summary>
    Quiet = 2,

    /// <summary>Either.</summary>
    Both = Json | Quiet,
}
