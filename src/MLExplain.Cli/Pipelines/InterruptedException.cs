namespace MLExplain.Cli.Pipelines;

/// <summary>The user stopped a run that can go on: exit code 130, the message says what is kept.</summary>
internal sealed class InterruptedException(string message, Exception innerException) : OperationCanceledException(message, innerException);
