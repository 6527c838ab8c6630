using MLExplain.Audit;
using MLExplain.Audit.Analysis;
using MLExplain.Audit.Fairness;
using MLExplain.Audit.Gates;
using MLExplain.Audit.Review;
using MLExplain.Audit.Spurious;
using MLExplain.Reporting.Tables;

namespace MLExplain.Reporting.Verification;

/// <summary>Computes every gate of a report again from the records in its CSV files, and holds the files that state numbers of groups or the decision against that.</summary>
/// <param name="folder">Folder of the report.</param>
/// <param name="manifest">Its manifest.</param>
internal sealed class GateCheck(string folder, RunManifest manifest)
{
    private readonly List<string> _compared = [];

    /// <summary>Names of the files that were held against the records, in whole, or, of a page, the sections that follow from them.</summary>
    public IReadOnlyList<string> Compared => _compared;

    /// <summary>The images as images.csv has them; none where they were not read, and of an audit of predictions alone.</summary>
    public IReadOnlyList<ImageRecord> Images { get; private set; } = [];

    /// <summary>Computes and compares.</summary>
    /// <returns>The decision, and what does not agree with it.</returns>
    /// <exception cref="DataException">A file that is needed is missing or cannot be read.</exception>
    public (GateDecision Decision, IReadOnlyList<string> Differences) Run(CancellationToken cancellationToken)
    {
        var question = manifest.Audit ?? throw new InvalidOperationException("The run had no audit.");
        var records = new ReportRecords(folder);
        if (question.Method is not { } method)
        {
            var predictions = records.Predictions();
            var compared = FairnessAudit.Run(predictions, Options(question), null, cancellationToken);
            var judged = GateExceptions.Apply(GateDecision.Of(Conditions(question), FairnessGates.Measurements(compared)), question.Exceptions, manifest.Date);
            return (judged, [.. Compare([.. FairnessCsv.Files(compared), .. Decided(judged, question, [])]), .. Page("audit.html", FairnessPage.Scripts, predictions.Count, judged, compared, [])]);
        }

        List<string> differences = [];
        Images = records.Images();
        var sanity = records.Sanity(method, differences);
        var findings = new FindingRecords(folder, question.Classes, question.Artefacts).Judge();
        var (gates, fairness, attention) = AuditAnalyzer.Decide(Images, sanity, findings, Options(question, method), cancellationToken);
        var decision = GateExceptions.Apply(gates, question.Exceptions, manifest.Date, findings);
        IReadOnlyList<(string, Action<string>)> files =
        [
            .. fairness is null ? [] : FairnessCsv.Files(fairness), .. AttentionCsv.Files(attention), SpuriousCsv.FindingsOf(findings), .. Decided(decision, question, findings),
        ];
        return (decision, [.. differences, .. Compare(files), .. Page("report.html", HtmlReport.Scripts, Images.Count, decision, fairness, findings)]);
    }

    private IEnumerable<string> Page(string file, string[] scripts, int rows, GateDecision decision, FairnessReport? fairness, IReadOnlyList<SpuriousFinding> findings)
    {
        _compared.Add(file);
        return PageCheck.Of(Path.Combine(folder, file), scripts, PageSubject.Of(manifest, rows), manifest.Name, decision, fairness, findings);
    }

    private IReadOnlyList<(string Name, Action<string> Write)> Decided(GateDecision decision, AuditQuestion question, IReadOnlyList<SpuriousFinding> findings) =>
        GateFiles.Of(manifest.Name, question.Source, decision, null, question.Strict, findings);

    private List<string> Compare(IReadOnlyList<(string Name, Action<string> Write)> files)
    {
        var again = Directory.CreateTempSubdirectory("mlexplain-verify-");
        try
        {
            var differences = new List<string>();
            foreach (var (name, write) in files)
            {
                var path = Path.Combine(again.FullName, name);
                write(path);
                _compared.Add(name);
                differences.AddRange(Difference(name, path) is { } difference ? [difference] : []);
            }

            return differences;
        }
        finally
        {
            again.Delete(recursive: true);
        }
    }

    private bool HasBaseline => manifest.Outputs.Any(o => o.File == BaselineCsv.FileName);

    private string? Difference(string name, string again)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            return $"{name} is missing.";
        }

        if (DecisionText.Of(name, path, again, HasBaseline) is { } compared)
        {
            return compared.Length > 0 ? $"{name}: {compared}" : null;
        }

        string[] lines = File.ReadAllLines(path), expectedLines = File.ReadAllLines(again);
        var at = lines.Zip(expectedLines).TakeWhile(pair => pair.First == pair.Second).Count();
        return at == lines.Length && at == expectedLines.Length ? null
            : FormattableString.Invariant($"{name}, line {at + 1}: '{Line(lines, at)}', but the CSV files give '{Line(expectedLines, at)}'.");
    }

    private static string Line(string[] lines, int at) => at < lines.Length ? lines[at].Trim() : "nothing";

    private static GateCondition[] Conditions(AuditQuestion question) => [.. question.Gates.Select(GateCondition.Parse)];

    private static AnalysisOptions Options(AuditQuestion question, string method) => new()
    {
        Classes = question.Classes, Method = method, Attributes = question.Attributes, Positive = question.Positive, Evidence = question.Evidence, Minimum = question.Minimum,
        Replicates = question.Replicates, Seed = question.Seed, Gates = Conditions(question),
    };

    private static FairnessOptions Options(AuditQuestion question) => new()
    {
        Classes = question.Classes, Attributes = [.. question.Attributes.Select(a => new GroupAttribute(a))], Positive = question.Positive, MinimumDenominator = question.Minimum,
        Replicates = question.Replicates, Seed = question.Seed,
    };
}
