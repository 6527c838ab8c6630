namespace MLExplain.Tensors;

/// <summary>What a blur reads beyond the border of a picture; the names are SciPy's.</summary>
public enum BlurBorder
{
    /// <summary>Zeros: <c>0 0 | a b c d | 0 0</c>. A solid picture darkens towards its border.</summary>
    Constant,

    /// <summary>The picture mirrored, the border pixel repeated: <c>b a | a b c d | d c</c>. The mean is kept.</summary>
    Reflect,

    /// <summary>The border pixel: <c>a a | a b c d | d d</c>.</summary>
    Nearest,
}
