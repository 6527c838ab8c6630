using MLExplain.Audit;
using MLExplain.Audit.Analysis;
using MLExplain.Audit.Spurious;

namespace MLExplain.Reporting;

/// <summary>The section of spurious correlations: interventions, clusters of maps, properties, duplicates.</summary>
internal static class HtmlSpurious
{
    /// <summary>An association with a larger q-value is not pointed out.</summary>
    private const double Notable = 0.05;

    public static void Write(HtmlWriter html, AuditReport report, AuditAnalysis analysis)
    {
        html.Markup("<p class=\"note\">A model that uses what it should not use leaves traces: something beside the evidence tells its predictions or its errors, "
            + "its maps fall into groups, and taking the thing away changes its answers. A pattern alone is a suspicion; an intervention can confirm it.</p>");
        HtmlFindings.Write(html, analysis.Findings);
        Interventions(html, analysis);
        HtmlMapGroups.Clusters(html, report, analysis);
        HtmlMapGroups.Slices(html, report, analysis);
        Associations(html, analysis.Associations);
        Duplicates(html, analysis.Duplicates);
    }

    private static void Interventions(HtmlWriter html, AuditAnalysis analysis)
    {
        html.Markup("<h3>Taken away and pasted</h3>");
        if (analysis.Interventions.Count == 0)
        {
            html.Markup("<p>No artefact was named under audit.artefacts, so no suspicion was tested.</p>");
            return;
        }

        html.Markup("<p class=\"note\">Remove paints an artefact over from its surroundings; its control paints over a place of the same shape. Paste puts it into pictures that are free of it; its control pastes the same pixels of a picture without it. "
            + "The shift is the mean probability after the intervention − after the control, the change that after − before, each with its 95 % interval; a shift without a change is the control's doing.</p>");
        html.Markup("<div class=\"scroll\"><table><thead><tr><th scope=\"col\">artefact</th><th scope=\"col\">done</th><th scope=\"col\">images</th><th scope=\"col\">class flipped</th><th scope=\"col\">by the control</th>"
            + "<th scope=\"col\">class moved most</th><th scope=\"col\">shift</th><th scope=\"col\">change</th><th scope=\"col\">p</th></tr></thead><tbody>");
        foreach (var (region, effect) in analysis.Interventions.Select(e => (e.Region, e.Effect)))
        {
            html.Line($"<tr><th scope=\"row\">{region}</th><td>{CsvReport.Name(effect.Intervention)}</td><td>{effect.Rows.Count}</td>");
            if (effect is { Class: { } moved, Shift: { } shift, Change: { } change, PValue: { } p })
            {
                html.Line($"<td>{effect.Flips}</td><td>{effect.ControlFlips}</td><td>{analysis.Options.Classes[moved]}</td><td>{FigureText.Of(shift)}</td><td>{FigureText.Of(change)}</td><td>{FigureText.Of(p)}</td></tr>");
            }
            else
            {
                html.Line($"<td colspan=\"6\">{effect.Reason}</td></tr>");
            }
        }

        html.Markup("</tbody></table></div>");
    }

    private static void Associations(HtmlWriter html, IReadOnlyList<PropertyAssociation> associations)
    {
        string[] targets = [.. associations.Select(a => a.Target).Distinct()];
        var shown = associations.Where(a => a.Skill is not null).GroupBy(a => a.Property).ToList();
        if (shown.Count == 0)
        {
            return;
        }

        html.Markup("<h3>What tells the label, the prediction, the errors</h3>\n<p class=\"note\">How much better than a guess each property of the pictures, and each column of the manifest, predicts what stands above it: "
            + "1 tells all, about 0 or below nothing. Marked where q is below 0.05. A property that tells the label is a trait of the data; one that tells predictions or errors beyond it is a trait of the model.</p>");
        html.Markup("<div class=\"scroll\"><table class=\"agreement\"><thead><tr><th scope=\"col\"></th>");
        foreach (var target in targets)
        {
            html.Line($"<th scope=\"col\">{target}</th>");
        }

        html.Markup("</tr></thead><tbody>");
        foreach (var property in shown)
        {
            html.Line($"<tr><th scope=\"row\">{property.Key}</th>");
            foreach (var target in targets)
            {
                var cell = property.FirstOrDefault(a => a.Target == target);
                html.Line($"<td><span class=\"{(cell?.QValue < Notable ? "wrong" : "direction")}\">{Number(cell?.Skill)}</span></td>");
            }

            html.Markup("</tr>");
        }

        html.Markup("</tbody></table></div>");
    }

    private static void Duplicates(HtmlWriter html, IReadOnlyList<DuplicatePair> pairs)
    {
        html.Markup("<h3>Images that occur more than once</h3>");
        if (pairs.Count == 0)
        {
            html.Markup("<p>None: no two files are the same or nearly so.</p>");
            return;
        }

        html.Line($"<p>{pairs.Count} pairs, {pairs.Count(p => !p.SameLabel)} of them with different labels, which cannot both be right. All stand in duplicates.csv.</p>");
        html.Markup("<ul>");
        foreach (var pair in pairs.OrderBy(p => p.SameLabel).Take(20))
        {
            html.Line($"<li class=\"{(pair.SameLabel ? "" : "fails")}\">{pair.First} and {pair.Second}: {(pair.Distance is { } bits ? FormattableString.Invariant($"fingerprints differ in {bits} of 64 bits") : "the same bytes")}{(pair.SameLabel ? "" : ", different labels")}</li>");
        }

        html.Markup("</ul>");
    }

    private static string Number(double? value) => value is { } known ? FigureText.Of(known) : "";
}
