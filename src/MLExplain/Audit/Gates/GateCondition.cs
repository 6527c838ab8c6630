using System.Globalization;
using System.Text.RegularExpressions;

namespace MLExplain.Audit.Gates;

/// <summary>What a number must meet.</summary>
/// <param name="Metric">Name of the number, such as <c>equalized_odds_difference</c>.</param>
/// <param name="Operator">How it must stand to the threshold.</param>
/// <param name="Threshold">The threshold.</param>
public sealed partial record GateCondition(string Metric, GateOperator Operator, double Threshold)
{
    /// <summary>Every attribute alone.</summary>
    public const string EachAttribute = "*";

    /// <summary>Every intersection of attributes.</summary>
    public const string EachIntersection = "*&*";

    /// <summary>Stands between the attributes of an intersection.</summary>
    internal const string Intersection = " & ";

    private static readonly (string Text, GateOperator Operator)[] Operators =
        [("<=", GateOperator.AtMost), (">=", GateOperator.AtLeast), ("<", GateOperator.Below), (">", GateOperator.Above)];

    /// <summary>The attribute, several joined by " &amp; ", <see cref="EachAttribute"/> or <see cref="EachIntersection"/>.</summary>
    /// <value>Default: every attribute alone; numbers about no attribute are meant too.</value>
    public string Attribute { get; init; } = EachAttribute;

    /// <summary>The class; null for each, empty for all classes at once.</summary>
    /// <value>Default: null.</value>
    public string? Class { get; init; }

    /// <summary>What a failure means.</summary>
    /// <value>Default: error.</value>
    public GateSeverity Severity { get; init; }

    /// <summary>The operator as it is written.</summary>
    public string OperatorText => Operators.First(o => o.Operator == Operator).Text;

    /// <summary>Reads <c>metric[attribute; class] operator threshold severity</c>; attribute, class and severity may be left out.</summary>
    /// <param name="text">Such as <c>equal_opportunity_difference[sex] &lt;= 0.1 warning</c>.</param>
    /// <exception cref="ArgumentException">The text is no condition.</exception>
    public static GateCondition Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var match = Form().Match(text);
        if (!match.Success || !double.TryParse(match.Groups["threshold"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var threshold) || !double.IsFinite(threshold))
        {
            throw new ArgumentException(
                $"'{text}' is no gate: expected metric[attribute; class] operator threshold severity, such as \"equal_opportunity_difference <= 0.1\" or \"demographic_parity_ratio[sex] >= 0.8 warning\".");
        }

        return new(match.Groups["metric"].Value, Operators.First(o => o.Text == match.Groups["operator"].Value).Operator, threshold)
        {
            Attribute = match.Groups["attribute"] is { Success: true, Value: { Length: > 0 } attribute } ? attribute.Trim() : EachAttribute,
            Class = match.Groups["class"] is { Success: true } named ? named.Value.Trim() : null,
            Severity = match.Groups["severity"].Value == "warning" ? GateSeverity.Warning : GateSeverity.Error,
        };
    }

    /// <summary>The condition as <see cref="Parse"/> reads it.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Metric}[{Attribute}{(Class is null ? "" : "; " + Class)}] {OperatorText} {Threshold}{(Severity == GateSeverity.Warning ? " warning" : "")}");

    /// <summary>Whether it speaks of a number.</summary>
    internal bool Concerns(Measurement measurement)
    {
        return measurement.Metric == Metric && (Class is null || measurement.Class == Class) && Attribute switch
        {
            EachAttribute => !measurement.IsIntersection,
            EachIntersection => measurement.IsIntersection,
            _ => measurement.Attribute == Attribute,
        };
    }

    /// <summary>Whether a number meets it, up to rounding in double precision.</summary>
    internal bool IsMetBy(double value)
    {
        const double Rounding = 1e-12;
        return Operator switch
        {
            GateOperator.AtMost => value <= Threshold + Rounding,
            GateOperator.AtLeast => value >= Threshold - Rounding,
            GateOperator.Below => value < Threshold - Rounding,
            _ => value > Threshold + Rounding,
        };
    }

    [GeneratedRegex(@"^\s*(?<metric>[\w.\-]+)\s*(\[(?<attribute>[^\];]*)(;(?<class>[^\]]*))?\])?\s*(?<operator><=|>=|<|>)\s*(?<threshold>[^\s]+)(\s+(?<severity>error|warning))?\s*$")]
    private static partial Regex Form();
}
