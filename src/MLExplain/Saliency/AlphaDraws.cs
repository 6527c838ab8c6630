namespace MLExplain.Saliency;

/// <summary>How expected gradients choose baselines and points on the way from them.</summary>
public enum AlphaDraws
{
    /// <summary>A random baseline and a random α for every draw.</summary>
    Random,

    /// <summary>The baselines in turn, and for each the middles of equal strata of α: the middle Riemann rule, without chance unless a baseline is noise.</summary>
    Stratified,
}
