using MLExplain.Audit.Attention;
using MLExplain.Audit.Spurious;
using MLExplain.Saliency;

namespace MLExplain.Audit;

/// <summary>One saliency method's result on one image, in numbers.</summary>
public sealed record ExplanationRecord
{
    /// <summary>Name of the method.</summary>
    public required string Method { get; init; }

    /// <summary>The explained class.</summary>
    public required int Target { get; init; }

    /// <summary>The target's logit at the image.</summary>
    public required double Score { get; init; }

    /// <summary>The target's logit at the baseline; null for methods without one.</summary>
    public required double? BaselineScore { get; init; }

    /// <summary>Sum of the attribution.</summary>
    public required double Sum { get; init; }

    /// <summary>Sum − (Score − BaselineScore); null for methods without a baseline.</summary>
    public required double? Residual { get; init; }

    /// <summary>|Residual| ÷ |Score − BaselineScore|; null without a baseline, or when the scores are equal.</summary>
    public double? RelativeResidual => Residual is { } residual && BaselineScore is { } baseline && Score != baseline
        ? Math.Abs(residual / (Score - baseline))
        : null;

    /// <summary>Whether an automatic step count reached its tolerance; null where the number of steps was fixed.</summary>
    public bool? Converged { get; init; }

    /// <summary>Gradient evaluations spent.</summary>
    public required int GradientCalls { get; init; }

    /// <summary>Points scored without a gradient.</summary>
    public int ScoreCalls { get; init; }

    /// <summary>What a reader must know before trusting the map, one sentence each; empty when there is nothing.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What else the method measured of itself; empty when nothing.</summary>
    public IReadOnlyList<AttributionFigure> Figures { get; init; } = [];

    /// <summary>Share of the map in each region of interest.</summary>
    public required IReadOnlyList<RegionShare> Regions { get; init; }

    /// <summary>How concentrated the map is; null for a map that is zero everywhere.</summary>
    public MapConcentration? Concentration { get; init; }

    /// <summary>The map reduced to what means and clusters of maps need; null for a map that is zero everywhere.</summary>
    public MapDescriptor? Descriptor { get; init; }
}
