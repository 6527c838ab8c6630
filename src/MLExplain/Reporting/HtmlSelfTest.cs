using MLExplain.Audit.Fairness;
using MLExplain.Audit.Power;

namespace MLExplain.Reporting;

/// <summary>What the audit would have caught.</summary>
internal static class HtmlSelfTest
{
    public static void Write(HtmlWriter html, SelfTestReport report)
    {
        html.Line($"<p class=\"note\">Self-test: shortcuts of known strength were stamped on these images, on {SelfTestText.Percent(report.Correlation)} of one class and {SelfTestText.Percent(1 - report.Correlation)} of the others. The model's last layer was refitted to half of the {report.Images} images, and the refitted model audited on the other half. The model counts as using a shortcut when the stamp alone turns images into that class; a shortcut that it does not use is none that could be missed. In brackets Wilson's 95 % intervals.</p>");
        html.Markup("<div class=\"scroll\"><table><thead><tr><th scope=\"col\">planted</th><th scope=\"col\">strength</th><th scope=\"col\">turned by the stamp</th><th scope=\"col\">used</th><th scope=\"col\">suspected</th><th scope=\"col\">confirmed</th><th scope=\"col\">power: confirmed of the used</th></tr></thead><tbody>");
        var previous = "";
        foreach (var cell in report.Cells)
        {
            var name = CsvReport.Name(cell.Kind).Replace('_', ' ');
            html.Line($"<tr class=\"{(name == previous ? "" : "first")}\"><th scope=\"row\">{(name == previous ? "" : name)}</th><td>{(cell.Strength == 0 ? "nothing" : FigureText.Of(cell.Strength))}</td><td>{(cell.FlipRate is { } rate ? SelfTestText.Percent(rate) : "none")}</td><td>{cell.Used.Numerator} of {cell.Used.Denominator}</td><td>{cell.Suspected.Numerator} of {cell.Suspected.Denominator}</td><td>{cell.Caught.Numerator} of {cell.Caught.Denominator}</td><td>{Power(cell)}</td></tr>");
            previous = name;
        }

        html.Markup("</tbody></table></div>");
        html.Line($"<p>{SelfTestText.FalseAlarms(report)}</p>");
    }

    private static string Power(DetectionCell cell) => cell.Power.Status == RateStatus.Ok ? SelfTestText.Share(cell.Power) : cell.Strength == 0 ? "" : "not used";
}
