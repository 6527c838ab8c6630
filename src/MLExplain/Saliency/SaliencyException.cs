namespace MLExplain.Saliency;

/// <summary>An image or a model gave numbers that cannot be explained, such as NaN or infinity; the message says which and where.</summary>
public sealed class SaliencyException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">One sentence: what failed, what was found, where.</param>
    public SaliencyException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">One sentence: what failed, what was found, where.</param>
    /// <param name="innerException">The cause.</param>
    public SaliencyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes the exception without a message.</summary>
    public SaliencyException()
    {
    }
}
