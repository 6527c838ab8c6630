namespace MLExplain.Saliency;

/// <summary>How the steps of Blur IG are laid over the widths of the blur; i = 0 … N, σ is the largest width.</summary>
public enum BlurSchedule
{
    /// <summary>σ_i = i σ / N.</summary>
    Linear,

    /// <summary>σ_i = √(i σ / N), the variance in equal steps; the path ends at √σ.</summary>
    Sqrt,
}
