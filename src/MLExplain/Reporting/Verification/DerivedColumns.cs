using MathNet.Numerics.Statistics;
using MLExplain.Audit;
using MLExplain.Evaluation;

namespace MLExplain.Reporting.Verification;

/// <summary>Holds cells that follow from other cells of a report against them, whether a gate asks for them or not.</summary>
/// <param name="folder">Folder of the report.</param>
/// <param name="manifest">Its manifest.</param>
internal sealed class DerivedColumns(string folder, RunManifest manifest)
{
    /// <summary>What does not follow, one sentence for the first cell of each column.</summary>
    /// <exception cref="DataException">A file cannot be read.</exception>
    public IReadOnlyList<string> Differences() =>
    [
        .. Of("images.csv", Images), .. Of("explanations.csv", Explanations), .. Of("regions.csv", Regions), .. Of("property_associations.csv", a => Adjusted(a, "property")), .. Of("slices.csv", s => Adjusted(s, "half")), .. Of("mean_maps.csv", m => Adjusted(m, "attribute")),
        .. Of("counterfactuals.csv", Counterfactuals), .. Of("interventions.csv", Interventions), .. Of("method_cards.csv", Cards), .. Of("measure_summary.csv", Summaries),
    ];

    private IEnumerable<string> Of(string file, Func<StatedColumns, IEnumerable<string?>> check) =>
        File.Exists(Path.Combine(folder, file)) ? check(new(file, Rows(file))).OfType<string>() : [];

    private IEnumerable<string?> Images(StatedColumns images)
    {
        var counts = images.Rows.Rows.CountBy(row => images.Rows.Name<ImageStatus>(row, "status")).ToDictionary();
        yield return images.Check("id", "correct", row => images.Text(row, "prediction").Length == 0 || images.Text(row, "status") is "unreadable" or "unknown_label" ? null
            : images.Text(row, "label") == images.Text(row, "prediction"));
        var tops = images.Rows.Rows.ToDictionary(row => row, row => Top(images.Rows.List(row, "logits")));
        var names = Names(images, tops);
        yield return images.Check("id", "prediction", row => tops[row] is { } top ? names.GetValueOrDefault(top) : null);
        yield return images.Check("id", "probability", row => images.Rows.List(row, "probabilities") is { Length: > 0 } shares ? (double)shares.Max() : null);
        yield return manifest.Images.Where(c => c.Value > 0).ToHashSet().SetEquals(counts) ? null
            : $"manifest.json: its numbers of images by status ({Counts(manifest.Images)}) are not those of images.csv ({Counts(counts)}).";
    }

    /// <summary>Names of the classes by their numbers: those that the audit knew, else the name that the first image predicted as one has.</summary>
    private Dictionary<int, string> Names(StatedColumns images, Dictionary<string[], int?> tops) => manifest.Audit?.Classes is { Count: > 0 } classes
        ? classes.Index().ToDictionary(c => c.Index, c => c.Item)
        : images.Rows.Rows.Where(row => tops[row] is not null).GroupBy(row => tops[row]!.Value).ToDictionary(g => g.Key, g => images.Text(g.First(), "prediction"));

    /// <summary>Number of the class with the largest score; null where the image was not scored.</summary>
    private static int? Top(float[] scores) => scores.Length == 0 ? null : scores.Index().MaxBy(s => s.Item).Index;

    private static string Counts(IEnumerable<KeyValuePair<ImageStatus, int>> counts) => string.Join(", ", counts.OrderBy(c => c.Key).Select(c => FormattableString.Invariant($"{EnumText.Name(c.Key)} {c.Value}")));

    private static IEnumerable<string?> Explanations(StatedColumns maps) =>
    [
        maps.Check("id", "residual", row => maps.Number(row, "sum") - (maps.Number(row, "score") - maps.Number(row, "baseline_score"))),
        maps.Check("id", "relative_residual", row => maps.Number(row, "residual") is { } residual && maps.Number(row, "baseline_score") is { } baseline && maps.Number(row, "score") is { } score && score != baseline
            ? Math.Abs(residual) / Math.Abs(score - baseline) : null),
    ];

    private static IEnumerable<string?> Regions(StatedColumns regions) =>
        [regions.Check("id", "mass_over_area", row => regions.Number(row, "positive_mass_fraction") / regions.Number(row, "area_fraction"))];

    /// <summary>Of files that have every test of a kind in a row.</summary>
    private static IEnumerable<string?> Adjusted(StatedColumns tests, string key)
    {
        var q = new Queue<double>(FalseDiscovery.Adjust([.. tests.Rows.Rows.Select(row => tests.Number(row, "p_value")).OfType<double>()]));
        return [tests.Check(key, "q_value", row => tests.Number(row, "p_value") is null ? null : q.Dequeue())];
    }

    private static IEnumerable<string?> Counterfactuals(StatedColumns changed) =>
    [
        changed.Check("id", "flipped", row => changed.Text(row, "label_after") != changed.Text(row, "label_before")),
        changed.Check("id", "control_flipped", row => changed.Text(row, "label_control") != changed.Text(row, "label_before")),
    ];

    private IEnumerable<string?> Interventions(StatedColumns effects)
    {
        var changed = new StatedColumns("counterfactuals.csv", Rows("counterfactuals.csv"));
        var images = changed.Rows.Rows.ToLookup(row => (changed.Text(row, "region"), changed.Text(row, "intervention")));
        IEnumerable<string[]> Of(string[] row) => images[(effects.Text(row, "region"), effects.Text(row, "intervention"))];
        yield return effects.Check("region", "n", row => Of(row).Count());
        yield return effects.Check("region", "flips", row => Of(row).Count(i => changed.Text(i, "flipped") == "true"));
        yield return effects.Check("region", "control_flips", row => Of(row).Count(i => changed.Text(i, "control_flipped") == "true"));
    }

    private static IEnumerable<string?> Cards(StatedColumns cards) => [cards.Check("method", "low_evidence", row => cards.Text(row, "card") == EnumText.Name(SanityVerdict.Fails))];

    /// <summary>The images' values stand in measures.csv.</summary>
    private IEnumerable<string?> Summaries(StatedColumns summaries)
    {
        var measures = new StatedColumns("measures.csv", Rows("measures.csv"));
        var scores = measures.Rows.Rows.ToLookup(row => (measures.Text(row, "method"), measures.Text(row, "measure")));
        IEnumerable<string[]> Of(string[] row) => scores[(summaries.Text(row, "method"), summaries.Text(row, "measure"))];
        int Count(string[] row, string status) => Of(row).Count(s => measures.Text(s, "status") == status);
        double[] Values(string[] row) => [.. Of(row).Select(s => measures.Number(s, "value")).OfType<double>()];
        var means = summaries.Rows.Rows.ToDictionary(row => row, row => Bootstrap.Of(Values(row), Seed));
        return
        [
            summaries.Check("method", "images", row => Of(row).Count()),
            .. new[] { "ok", "undefined", "not_applicable" }.Select(status => summaries.Check("method", status, row => Count(row, status))),
            summaries.Check("method", "mean", row => means[row].Mean), summaries.Check("method", "lower", row => means[row].Lower), summaries.Check("method", "upper", row => means[row].Upper),
            summaries.Check("method", "median", row => Values(row) is { Length: > 0 } values ? values.Median() : null),
        ];
    }

    private int Seed => manifest.Options.TryGetValue("seed", out var text) && int.TryParse(text, out var seed) ? seed : throw new DataException("manifest.json: its options have no seed, from which the intervals in measure_summary.csv follow.");

    private CsvRows Rows(string name) => CsvRows.Read(Path.Combine(folder, name));
}
