namespace MLExplain.Transforms;

/// <summary>How the channels of an attribution become one map.</summary>
public enum ChannelReduction
{
    /// <summary>Not at all: <c>[C,H,W]</c>, signed.</summary>
    None,

    /// <summary>Sum over channels: <c>[H,W]</c>, signed; keeps the total, and so completeness.</summary>
    Sum,

    /// <summary>Sum of absolute values over channels: <c>[H,W]</c>, not negative.</summary>
    AbsoluteSum,

    /// <summary>Largest absolute value over channels: <c>[H,W]</c>, not negative (Simonyan et al. 2013, arXiv:1312.6034, §3.1).</summary>
    AbsoluteMax,
}
