using MLExplain.Audit;
using MLExplain.Audit.Analysis;
using MLExplain.Audit.Gates;
using MLExplain.Audit.Review;
using MLExplain.Audit.Spurious;
using MLExplain.Cli.Pipelines.Sections;
using MLExplain.Reporting;
using MLExplain.Reporting.Tables;

namespace MLExplain.Cli.Pipelines;

/// <summary>The audit of a pipeline file; every mistake in its section is found before the first image is read.</summary>
internal sealed class AuditStage
{
    private readonly string _path;
    private readonly string _name;
    private readonly AuditSection _section;
    private readonly AnalysisOptions _options;
    private readonly IReadOnlyList<GateException> _exceptions;
    private readonly DateOnly _date;
    private readonly InterventionRun _interventions;
    private readonly ClusterInterventionRun _places;

    public AuditStage(string path, PipelineOptions options, AuditSetup setup, PipelineSetup pipeline, DateOnly date, Terminal terminal)
    {
        _date = date;
        _exceptions = options.Audit!.Review is { } review ? EarlierReviews.Load(pipeline.Resolve(review), options.Name, terminal) : [];
        (_path, _name, _section) = (path, options.Name, options.Audit!);
        var columns = options.Data.Columns;
        foreach (var attribute in _section.Attributes ?? [])
        {
            Require(path, "attributes", attribute, "data.columns.groups", columns.Groups);
        }

        foreach (var mask in _section.Artefacts.Concat(_section.Evidence is { } evidence ? [evidence] : []))
        {
            Require(path, mask == _section.Evidence ? "evidence" : "artefacts", mask, "data.columns.masks", [.. columns.Masks.Keys]);
        }

        string[] methods = [.. setup.Methods.Select(m => m.Name)];
        if (_section.Method is { } method)
        {
            Require(path, "method", method, "explain", methods);
        }

        _options = OptionsOf(options, setup.Classes);
        var changes = new CounterfactualOptions { MinimumImages = _section.Minimum, Seed = options.Seed };
        (_interventions, _places) = PipelineSetup.Checked($"{path}: audit", () =>
        {
            _options.Validate();
            return (new InterventionRun(setup, _section.Artefacts, _section.Interventions, changes), new ClusterInterventionRun(setup, _section.Evidence, _section.Interventions, changes));
        });
    }

    /// <summary>What the section asks of the records.</summary>
    public static AnalysisOptions OptionsOf(PipelineOptions options, IReadOnlyList<string> classes)
    {
        var section = options.Audit!;
        return new AnalysisOptions
        {
            Classes = classes, Method = section.Method ?? options.Explain[0].Method, Attributes = section.Attributes ?? options.Data.Columns.Groups, Positive = section.Positive, Evidence = section.Evidence,
            Minimum = section.Minimum, Replicates = section.Replicates, Seed = options.Seed, Gates = section.Gates is { } gates ? [.. gates.Select(g => g.ToCondition())] : null,
        };
    }

    /// <summary>What it was told, for readers who trace a run.</summary>
    public IEnumerable<KeyValuePair<string, string>> Options =>
    [
        new("groups compared", string.Join(", ", _options.Attributes)),
        new("positive class", _options.Positive ?? "none, each class is compared with the rest"),
        new("maps compared", _options.Method),
        new("right reasons lie in", _options.Evidence ?? "no region was named"),
        new("artefacts tested", _section.Artefacts.Length == 0 ? "none were named" : string.Join(", ", _section.Artefacts)),
        new("images changed at most", FormattableString.Invariant($"{_section.Interventions}")),
        new("smallest group", FormattableString.Invariant($"{_options.Minimum}")),
        new("resamples", FormattableString.Invariant($"{_options.Replicates}")),
    ];

    /// <summary>What it asks, so that its gates can be computed again.</summary>
    public AuditQuestion Question(bool strict) => AuditQuestion.Of(_path, _options, strict) with { Exceptions = _exceptions, Artefacts = _section.Artefacts };

    /// <summary>The files of an audit beside its page.</summary>
    public IReadOnlyList<(string Name, Action<string> Write)> Tables(IReadOnlyList<ImageRecord> images, AuditAnalysis analysis, BaselineComparison? baseline, bool strict) =>
    [
        .. GateFiles.Of(_name, _path, analysis.Gates, baseline, strict, analysis.Findings),
        .. analysis.Fairness is { } fairness ? FairnessCsv.Files(fairness) : [],
        .. AttentionCsv.Files(analysis.Attention, analysis.MeanMaps),
        .. SpuriousCsv.Files(images, analysis),
    ];

    /// <summary>Takes artefacts away and pastes them.</summary>
    public IReadOnlyList<RegionEffect> Intervene(Terminal terminal, CancellationToken cancellationToken)
    {
        if (_interventions.Steps == 0)
        {
            return [];
        }

        using var progress = new ProgressLine(terminal, "steps of the interventions", _interventions.Steps);
        progress.Report(0);
        return _interventions.Execute(progress, cancellationToken);
    }

    /// <summary>Clusters the maps, and changes the places that the clusters look at.</summary>
    public ClusterStudy Study(IReadOnlyList<ImageRecord> records, Terminal terminal, CancellationToken cancellationToken)
    {
        var clusters = AuditAnalyzer.Cluster(records, _options, cancellationToken);
        var count = ClusterInterventionRun.Candidates(clusters).Count;
        if (count == 0)
        {
            return new ClusterStudy(clusters, []);
        }

        using var progress = new ProgressLine(terminal, "clusters changed", count);
        progress.Report(0);
        return new ClusterStudy(clusters, _places.Execute(clusters, progress, cancellationToken));
    }

    /// <summary>Reduces the records to what the audit concludes.</summary>
    public AuditAnalysis Analyze(
        IReadOnlyList<ImageRecord> records, IReadOnlyList<RegionEffect> effects, ClusterStudy study, EvaluationReport? evaluation, Terminal terminal, CancellationToken cancellationToken)
    {
        using var progress = new ProgressLine(terminal, "steps of the analysis", AuditAnalyzer.Steps);
        progress.Report(0);
        var analysis = AuditAnalyzer.Analyze(records, effects, evaluation, _options, study, progress, cancellationToken);
        return analysis with { Gates = GateExceptions.Apply(analysis.Gates, _exceptions, _date, analysis.Findings) };
    }

    private static void Require(string path, string key, string name, string where, string[] known)
    {
        if (!known.Contains(name))
        {
            throw new ConfigurationException(known.Length == 0
                ? $"{path}: audit.{key} names '{name}', but {where} names none."
                : $"{path}: audit.{key}: {KnownKeys.Unknown("name", name, known)} These are the names of {where}.");
        }
    }
}
