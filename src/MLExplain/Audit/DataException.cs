namespace MLExplain.Audit;

/// <summary>The data of an audit cannot be used at all (a single unusable image is a record with a status instead).</summary>
public sealed class DataException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">One sentence: what failed, where, what was found, what was expected.</param>
    public DataException(string message)
        : base(message)
    {
    }
}
