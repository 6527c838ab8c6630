namespace MLExplain.Imaging;

/// <summary>A picture cannot be decoded: the message names the picture, what was found, and what was expected. It costs its own row only.</summary>
public sealed class ImageDecodeException : Exception
{
    /// <summary>Makes the exception without a message of its own.</summary>
    public ImageDecodeException()
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">One sentence: which picture, what was found, what was expected.</param>
    public ImageDecodeException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">One sentence: which picture, what was found, what was expected.</param>
    /// <param name="innerException">The failure underneath.</param>
    public ImageDecodeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
