namespace MLExplain.Tensors;

/// <summary>How ∫₀¹ g(α) dα is approximated from n values of g.</summary>
public enum Quadrature
{
    /// <summary>Left Riemann sum: α = 0, 1/n, …, 1 − 1/n; weights 1/n.</summary>
    Left,

    /// <summary>Right Riemann sum: α = 1/n, …, 1; weights 1/n.</summary>
    Right,

    /// <summary>Midpoint rule: α = 1/2n, 3/2n, …; weights 1/n.</summary>
    Middle,

    /// <summary>
    /// Trapezoid rule on n points with both ends: weights 1/(n − 1), half of that at the ends, so they sum to 1.
    /// Differs from Captum's <c>riemann_trapezoid</c>, whose weights sum to (n − 1)/n and lose that share of the attribution.
    /// </summary>
    Trapezoid,

    /// <summary>Gauss–Legendre: n interior points, exact for polynomials of degree 2n − 1.</summary>
    GaussLegendre,

    /// <summary>Plain mean over n equally spaced points with both ends, weights 1/n: the rule of PAIR's saliency library.</summary>
    InclusiveMean,
}
