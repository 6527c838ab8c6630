namespace MLExplain.Reporting.Tables;

/// <summary>Every CSV file that the tool writes, by what writes it.</summary>
internal static class CsvTables
{
    public static IReadOnlyList<CsvTableGroup> Groups { get; } =
    [
        new("Written by every `run`", [ImageCsv.Images, ImageCsv.Explanations, ImageCsv.Figures, ImageCsv.Regions]),
        new(
            "Written by `evaluate`, and by `run` with a section `evaluate`",
            [
                EvaluationCsv.Measures, EvaluationCsv.Summary, EvaluationCsv.Oracles, EvaluationCsv.Curves, SanityCsv.Cards, SanityCsv.Randomisation, EvaluationCsv.Calibrations, EvaluationCsv.Times,
            ]),
        new("Written by `selftest`, and by `run` with a section `selfTest`", [SelfTestCsv.Cells, SelfTestCsv.Trials]),
        new(
            "Written by `audit`, and by `run` with a section `audit`",
            [GatesCsv.Table, BaselineCsv.Table, ExceptionsCsv.Table, FairnessCsv.Rates, FairnessCsv.Disparities, FairnessCsv.ImpactRatios, FairnessCsv.Calibration, FairnessCsv.Thresholds]),
        new("Written by `audit` only", [PredictionsCsv.Table]),
        new(
            "Written by `run` with a section `audit`",
            [
                AttentionCsv.Groups, AttentionCsv.Disparities, AttentionCsv.MeanMaps, AttentionCsv.Reasons, SpuriousCsv.Properties, SpuriousCsv.Associations, SpuriousCsv.Findings, SpuriousCsv.Duplicates,
                ClusterCsv.Clusters, ClusterCsv.Members, ClusterCsv.Slices, InterventionCsv.Effects, InterventionCsv.Rows, SpuriousCsv.Unmeasured,
            ]),
        new("Written by `compare`", [ComparisonCsv.Methods, ComparisonCsv.Agreement]),
        new("Written by `trend`", [TrendCsv.Table]),
    ];
}

/// <summary>CSV files that are written together.</summary>
/// <param name="Title">What writes them.</param>
/// <param name="Tables">The files.</param>
internal sealed record CsvTableGroup(string Title, IReadOnlyList<ICsvTable> Tables);
