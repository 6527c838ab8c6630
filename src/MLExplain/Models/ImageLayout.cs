namespace MLExplain.Models;

/// <summary>The order of the axes of a model file's image input.</summary>
public enum ImageLayout
{
    /// <summary>Channels first, as PyTorch exports.</summary>
    Nchw,

    /// <summary>Channels last, as TensorFlow exports.</summary>
    Nhwc,
}
