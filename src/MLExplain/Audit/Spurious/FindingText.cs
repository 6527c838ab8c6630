namespace MLExplain.Audit.Spurious;

/// <summary>A finding in words.</summary>
internal static class FindingText
{
    public static string Of(
        string subject, FindingVerdict verdict, string pushedTo, IReadOnlyList<PropertyAssociation> associations, IReadOnlyList<AssociatedCluster> clusters, CounterfactualEffect? effect, IReadOnlyList<string> classes)
    {
        var pattern = Pattern(associations, clusters);
        return verdict switch
        {
            FindingVerdict.Confirmed => $"'{subject}' pushes predictions to '{pushedTo}': it tells {pattern}, and {Effect(effect!, classes)}.",
            FindingVerdict.MovesOnly => $"'{subject}' pushes predictions to '{pushedTo}', though no pattern in these data names it: {Effect(effect!, classes)}.",
            FindingVerdict.Inconclusive => $"'{subject}' {(pattern.Length > 0 ? $"tells {pattern}" : "is named by no pattern")}; whether changing it moves the predictions is open: {Effect(effect!, classes)}. More images would decide.",
            FindingVerdict.Suspected => $"'{subject}' tells {pattern}, {(effect is null ? $"but it was not changed: {Way(subject)}" : $"but could not be changed: {effect.Reason}")}",
            FindingVerdict.NotTested => $"'{subject}' could not be tested: {effect!.Reason}",
            FindingVerdict.Refuted => $"'{subject}' tells {pattern}, but the model does not use it: {Effect(effect!, classes)}.",
            _ => $"'{subject}' is named by no pattern, and changing it moves nothing: {Effect(effect!, classes)}.",
        };
    }

    /// <summary>How a suspicion could be tested: what the whole picture has cannot be cut out of it.</summary>
    private static string Way(string subject) => subject switch
    {
        _ when PropertyShift.Names.Contains(subject) => "it is a property of the whole picture, which no mask takes away (in the library, PropertyCounterfactuals raises and lowers it).",
        "format" => "it is how the file was saved; save all pictures alike to test it.",
        _ when PropertyColumn.NumberNames.Contains(subject) => "it is a property of the whole picture or its file, which nothing here changes.",
        _ => "if it is a thing that stands in the pictures, such as a ruler or a tag, a mask of it named under artefacts would test it.",
    };

    private static string Pattern(IReadOnlyList<PropertyAssociation> associations, IReadOnlyList<AssociatedCluster> clusters) => string.Join(
        " and ",
        associations.Select(a => FormattableString.Invariant($"the {(a.Target == AssociationTarget.Error ? "errors" : a.Target)} (skill {a.Skill:0.00}, q {a.QValue:0.000})"))
            .Concat(clusters.Select(c => FormattableString.Invariant($"a cluster of maps of '{c.Class}' (Cramér's V {c.Association.CramersV:0.00}, q {c.Association.QValue:0.000})"))));

    private static string Effect(CounterfactualEffect effect, IReadOnlyList<string> classes) => effect.Shift is { Mean: { } mean } shift
        ? FormattableString.Invariant(
            $"{Deed(effect)} moved the probability of '{classes[effect.Class!.Value]}' by {mean:+0.00;-0.00} ({shift.Lower:0.00} to {shift.Upper:0.00}) beyond its control{ByItself(effect)} on {effect.Rows.Count} images and flipped {effect.Flips} of them, the control {effect.ControlFlips}")
        : effect.Reason;

    private static string ByItself(CounterfactualEffect effect) => effect.Change is { Mean: { } change } ? FormattableString.Invariant($", by {change:+0.00;-0.00} by itself,") : "";

    private static string Deed(CounterfactualEffect effect) => effect.Intervention switch
    {
        Intervention.Paste => "pasting it in",
        Intervention.Remove => "taking it away",
        Intervention.Raise => FormattableString.Invariant($"raising it by {effect.Amount:0.000}"),
        _ => FormattableString.Invariant($"lowering it by {-effect.Amount:0.000}"),
    };
}
