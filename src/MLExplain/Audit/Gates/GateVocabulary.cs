using MLExplain.Saliency;

namespace MLExplain.Audit.Gates;

/// <summary>What the gates of an audit can speak of. A mistyped gate would otherwise never be evaluated, and stop nobody.</summary>
/// <param name="Metrics">Names of the numbers.</param>
/// <param name="Attributes">Names of the attributes, in the order in which intersections join them.</param>
/// <param name="Classes">Names of the classes; null when they are not known before the data.</param>
public sealed record GateVocabulary(IReadOnlyList<string> Metrics, IReadOnlyList<string> Attributes, IReadOnlyList<string>? Classes)
{
    /// <summary>Numbers that are known but that this audit cannot have, and what they need, one sentence each.</summary>
    public IReadOnlyDictionary<string, string> Unavailable { get; init; } = new Dictionary<string, string>();

    /// <summary>Refuses a gate that speaks of anything else.</summary>
    /// <param name="conditions">The gates.</param>
    /// <exception cref="ArgumentException">A gate names an unknown metric, attribute or class, joins attributes in another order, or asks for a number that this audit cannot have.</exception>
    public void Check(IEnumerable<GateCondition> conditions)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        foreach (var condition in conditions)
        {
            RequireReadable(condition);
            Require(condition, "metric", condition.Metric, Metrics);
            if (Unavailable.TryGetValue(condition.Metric, out var needs))
            {
                throw new ArgumentException($"The gate '{condition}' could never be evaluated: {needs}");
            }

            if (condition.Attribute is not (GateCondition.EachAttribute or GateCondition.EachIntersection))
            {
                CheckAttributes(condition);
            }

            if (condition.Class is { Length: > 0 } named && Classes is { } classes)
            {
                Require(condition, "class", named, classes);
            }
        }
    }

    /// <summary>Refuses a gate that is set twice: it would be counted twice.</summary>
    /// <param name="conditions">The gates.</param>
    /// <exception cref="ArgumentException">Two are the same.</exception>
    public static void RequireDistinct(IEnumerable<GateCondition> conditions)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        if (conditions.GroupBy(c => c).FirstOrDefault(c => c.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"The gate '{twice.Key}' is set twice: take one out.");
        }
    }

    /// <summary>Reports keep gates as text, and compute them again from it.</summary>
    private static void RequireReadable(GateCondition condition)
    {
        var view = condition.Class ?? "";
        if (condition.Attribute.AsSpan().ContainsAny(']', ';') || view.Contains(']', StringComparison.Ordinal) || condition.Attribute != condition.Attribute.Trim() || view != view.Trim())
        {
            throw new ArgumentException(
                $"The gate '{condition}' cannot be written as text: an attribute with ']', ';' or spaces at its ends, or a class with ']' or such spaces. Rename it in the data, or leave it out of the gate, which then speaks of each.");
        }
    }

    private void CheckAttributes(GateCondition condition)
    {
        string[] parts = Parts(condition.Attribute) ?? condition.Attribute.Split(GateCondition.Intersection);
        foreach (var part in parts)
        {
            Require(condition, "attribute", part, Attributes);
        }

        string[] joined = [.. Attributes.Where(parts.Contains)];
        if (!parts.SequenceEqual(joined))
        {
            throw new ArgumentException($"The gate '{condition}' names an intersection that is called otherwise here: expected '{string.Join(GateCondition.Intersection, joined)}'.");
        }
    }

    /// <summary>The attributes that a name joins, the name of one of which may hold the joint itself; null when it is not made of known ones.</summary>
    private string[]? Parts(string name) => Attributes.Contains(name) ? [name]
        : Attributes.Where(a => name.StartsWith(a + GateCondition.Intersection, StringComparison.Ordinal)).Select(a => Parts(name[(a.Length + GateCondition.Intersection.Length)..]) is { } rest ? (string[])[a, .. rest] : null)
            .FirstOrDefault(p => p is not null);

    private static void Require(GateCondition condition, string what, string name, IReadOnlyList<string> known)
    {
        if (!known.Contains(name))
        {
            throw new ArgumentException($"The gate '{condition}' names the {what} '{name}', which this audit does not know{NearestName.Hint(name, known)}");
        }
    }
}
