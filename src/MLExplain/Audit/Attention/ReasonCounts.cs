namespace MLExplain.Audit.Attention;

/// <summary>Right and wrong predictions of a group, by whether the map looks at the evidence more than chance would (mass ÷ area above 1).</summary>
/// <param name="Method">The saliency method.</param>
/// <param name="Attribute">The attribute; empty for all images.</param>
/// <param name="Group">Its value; <c>(missing)</c> where the manifest says nothing.</param>
/// <param name="RightOnEvidence">Right, and looking at the evidence.</param>
/// <param name="RightElsewhere">Right for the wrong reason: looking elsewhere.</param>
/// <param name="WrongOnEvidence">Wrong, though looking at the evidence.</param>
/// <param name="WrongElsewhere">Wrong, and looking elsewhere.</param>
/// <param name="Unknown">Images without a mask, a map or a known label.</param>
public sealed record ReasonCounts(
    string Method, string Attribute, string Group, int RightOnEvidence, int RightElsewhere, int WrongOnEvidence, int WrongElsewhere, int Unknown)
{
    /// <summary>Share of the right predictions that are right for the wrong reason; null without right predictions.</summary>
    public double? WrongReasonShare => Right == 0 ? null : RightElsewhere / (double)Right;

    /// <summary>Right predictions, for whatever reason.</summary>
    public int Right => RightOnEvidence + RightElsewhere;

    internal static ReasonCounts Of(string method, string attribute, string group, IReadOnlyList<AttentionRecord> records, string evidence)
    {
        var figure = AttentionRecord.MassOverArea(evidence);
        var known = records.Where(r => r.Correct is not null).Select(r => (Right: r.Correct == true, Mass: r.Figures.FirstOrDefault(f => f.Key == figure).Value))
            .Where(r => r.Mass is not null).ToList();
        return new ReasonCounts(
            method, attribute, group, Count(right: true, on: true), Count(right: true, on: false), Count(right: false, on: true), Count(right: false, on: false), records.Count - known.Count);

        int Count(bool right, bool on) => known.Count(k => k.Right == right && k.Mass > 1 == on);
    }
}
