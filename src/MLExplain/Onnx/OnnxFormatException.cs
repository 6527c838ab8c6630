namespace MLExplain.Onnx;

/// <summary>A model file that cannot be read as ONNX, or uses a part of ONNX that MLExplain cannot handle.</summary>
public sealed class OnnxFormatException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">One sentence: what failed, where, what was found, what was expected.</param>
    public OnnxFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">One sentence: what failed, where, what was found, what was expected.</param>
    /// <param name="innerException">The cause.</param>
    public OnnxFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
