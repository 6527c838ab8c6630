namespace MLExplain.Cli.Pipelines;

/// <summary>What the user asked for cannot be done as written: exit code 64, the message is the whole answer.</summary>
internal sealed class ConfigurationException : Exception
{
    public ConfigurationException(string message)
        : base(message)
    {
    }

    public ConfigurationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
