namespace MLExplain.Reporting;

/// <summary>How the numbers of a page are made: formulas, rules at the edges, and papers.</summary>
internal static class HtmlMethods
{
    private static readonly (string What, string How)[] All =
    [
        ("Rates", "A numerator of a denominator, both printed. Wilson's score interval, 95 % (Wilson 1927). A denominator of 0 gives no number, and one below the least number of records is listed, not compared."),
        ("Disparities", "Largest minus smallest rate of the groups, or smallest ÷ largest. Percentile bootstrap over the records within groups, widened by score bounds, so that rates of 0 and 1 keep an honest interval; permutation of the groups for p; Benjamini and Hochberg (1995) for q."),
        ("Gates", "A gate passes or fails when the whole 95 % interval is on one side of the threshold; else it is inconclusive. Without a number it is not evaluated. Records still needed: intervals shrink with the root of their number."),
        ("Calibration", "Expected calibration error over 15 bins of equal width, the same for all groups (Naeini et al. 2015)."),
        ("Attribution", "Gradients of the logit come from differentiating the ONNX graph symbolically, and are certified against central differences on this very model (see Lineage). Integrated Gradients: Sundararajan et al. 2017, arXiv:1703.01365; the residual is completeness's (equation 3)."),
        ("Where the model looks", "Gini and Shannon entropy of the map's magnitudes; border mass over the border's area; mass over area of a mask: share of the positive attribution inside ÷ share of the area. Bootstrap intervals; permutation p; q over all rows."),
        ("Sanity checks", "Maps of networks with random weights (Adebayo et al. 2018, arXiv:1810.03292), random logits and shuffled labels must differ from the model's; Student intervals over images."),
        ("Spurious correlations", "Properties and columns must tell predictions or errors beyond chance (cross-fitted, permuted); clusters of maps by spectral clustering (Lapuschkin et al. 2019, arXiv:1902.10178). Confirmed only where an intervention moves predictions beyond its control and by itself (random signs)."),
        ("Randomness", "All of it comes from the run's seed and the images' content hashes: the same inputs, options and seed give the same bytes on any number of cores."),
    ];

    public static void Write(HtmlWriter html)
    {
        html.Markup("<dl class=\"methods\">");
        foreach (var (what, how) in All)
        {
            html.Line($"<dt>{what}</dt><dd>{how}</dd>");
        }

        html.Markup("</dl>");
    }
}
