namespace MLExplain.Audit.Trend;

/// <summary>A folder that is no past run, or one that cannot be read.</summary>
/// <param name="Folder">The folder, as it is shown.</param>
/// <param name="Reason">Why, one sentence.</param>
public sealed record UnreadRun(string Folder, string Reason);
