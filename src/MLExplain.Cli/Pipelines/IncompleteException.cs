namespace MLExplain.Cli.Pipelines;

/// <summary>Parts of a run are missing: exit code 5, the message is the whole answer.</summary>
internal sealed class IncompleteException(string message) : Exception(message);
