using System.Globalization;
namespace MLExplain.Audit.Power;

/// <summary>What an audit's self-test plants, and how often.</summary>
public sealed record DetectionPowerOptions
{
    /// <summary>The shortcuts that are planted.</summary>
    /// <value>At least one. Default: all.</value>
    public IReadOnlyList<StampKind> Kinds { get; init; } = Enum.GetValues<StampKind>();

    /// <summary>How visible they are, each above 0 and at most 1; see <see cref="ShortcutStamp"/>. Strength 0, nothing planted, is always tried too.</summary>
    /// <value>At least one. Default: 0.25, 0.5, 1.</value>
    public IReadOnlyList<double> Strengths { get; init; } = [0.25, 0.5, 1];

    /// <summary>Share of the target class' images that are stamped; of the other images it is 1 minus this.</summary>
    /// <value>Above 0.5, at most 1. Default: 0.95.</value>
    public double Correlation { get; init; } = 0.95;

    /// <summary>Models made and audited for each kind and strength.</summary>
    /// <value>At least 1. Default: 10.</value>
    public int Repetitions { get; init; } = 10;

    /// <summary>Share of the images not taken for the target class that the stamp must turn into it, for the model to count as using the shortcut.</summary>
    /// <value>Above 0, below 1. Default: 0.1.</value>
    public double UsedFrom { get; init; } = 0.1;

    /// <summary>How the last layer is refitted.</summary>
    public RefitOptions Refit { get; init; } = new();

    /// <summary>Seed of halves, targets, stamped images and of the audits.</summary>
    /// <value>Default: 0.</value>
    public int Seed { get; init; }

    internal void Validate()
    {
        Require(Kinds.Count > 0 && Kinds.Distinct().Count() == Kinds.Count, "kinds", $"[{string.Join(", ", Kinds)}]", "at least one, each once");
        Require(Strengths.Count > 0 && Strengths.All(s => s is > 0 and <= 1), "strengths", FormattableString.Invariant($"[{string.Join(", ", Strengths.Select(s => s.ToString(CultureInfo.InvariantCulture)))}]"), "at least one, each above 0 and at most 1");
        Require(Correlation is > 0.5 and <= 1, "correlation", FormattableString.Invariant($"{Correlation}"), "a share above 0.5 and at most 1");
        Require(Repetitions >= 1, "repetitions", FormattableString.Invariant($"{Repetitions}"), "at least 1");
        Require(UsedFrom is > 0 and < 1, "usedFrom", FormattableString.Invariant($"{UsedFrom}"), "a share between 0 and 1");
        Refit.Validate();
    }

    private static void Require(bool condition, string name, string found, string expected)
    {
        if (!condition)
        {
            throw new ArgumentException($"{name} of the self-test is {found}: expected {expected}.");
        }
    }
}
