using MLExplain.Audit;
using MLExplain.Cli.Pipelines.Sections;
using MLExplain.Evaluation;
using MLExplain.Models;
using MLExplain.Reporting;

namespace MLExplain.Cli.Pipelines;

/// <summary>The evaluation of a pipeline file; every mistake in its section is found before the first image is read.</summary>
internal sealed class EvaluationStage : IDisposable
{
    private const string Data = "data-randomisation";
    private readonly EvaluateSection _section;
    private readonly OpenModels _models;
    private readonly EvaluationRun _run;
    private readonly PipelineOptions _options;

    public EvaluationStage(string path, PipelineOptions options, PipelineSetup pipeline, AuditSetup audit, OnnxClassifierOptions classifier)
    {
        (_section, _options, _models) = (options.Evaluate ?? new EvaluateSection(), options, new OpenModels(classifier));
        var context = pipeline.Context(audit.Preprocessing) with { LoadModel = Second };
        var setup = new EvaluationSetup
        {
            Audit = _section.Methods is { } methods ? audit with { Methods = pipeline.Methods("evaluate.methods", methods, pipeline.Context(audit.Preprocessing)) } : audit,
            Measures = PipelineSetup.Checked($"{path}: evaluate.measures", () => MeasureSelection.Of(Chosen(), options.Seed, context)),
            Images = _section.Images,
            Mask = Mask,
            Seed = options.Seed,
        };
        _run = PipelineSetup.Checked($"{path}: evaluate", () => new EvaluationRun(setup));

        IClassifier Second(string file)
        {
            var second = _models.Open(pipeline.Resolve(file));
            return second.InputShape == audit.Model.InputShape && second.ClassCount == audit.Model.ClassCount
                ? second
                : throw new ConfigurationException(
                    $"{path}: evaluate.shuffled '{file}' takes {second.InputShape} and has {second.ClassCount} classes, but the model takes {audit.Model.InputShape} and has {audit.Model.ClassCount}: give the same network, trained on shuffled labels.");
        }
    }

    /// <summary>Where the evidence should lie.</summary>
    private string? Mask => _section.Mask ?? _options.Audit?.Evidence;

    /// <summary>The files that it reads besides those of the audit.</summary>
    public IEnumerable<RunManifest.FileEntry> Inputs => _models.Paths.Select(path => RunManifest.FileEntry.Of("shuffled model", path));

    /// <summary>What it was told, for readers who trace a run.</summary>
    public IEnumerable<KeyValuePair<string, string>> Options =>
    [
        .. _section.Methods is { } methods ? RunFacts.Methods("evaluated method", methods) : [],
        KeyValuePair.Create("evaluated images", FormattableString.Invariant($"{_section.Images}")),
        .. Chosen().Select((m, i) => KeyValuePair.Create($"measure {i + 1}", RunFacts.Describe(m.Key, new(m.Value)))),
        .. Mask is { } mask ? [KeyValuePair.Create("evidence should lie in", mask)] : Array.Empty<KeyValuePair<string, string>>(),
    ];

    public EvaluationReport Execute(Terminal terminal, CancellationToken cancellationToken)
    {
        using var progress = new ProgressLine(terminal, "steps of the evaluation", _run.Steps);
        progress.Report(0);
        return _run.Execute(progress, cancellationToken) with { Title = _options.Report.Title ?? _options.Name };
    }

    public void Dispose() => _models.Dispose();

    /// <summary>The measures with their options; 'shuffled' is the option 'model' of data randomisation.</summary>
    private List<KeyValuePair<string, IReadOnlyDictionary<string, string>>> Chosen()
    {
        var measures = _section.Measures ?? [.. MeasureSelection.Default(_section.Mask is not null).Select(name => new MeasureSection { Measure = name })];
        if (_section.Shuffled is { } file)
        {
            var data = measures.FirstOrDefault(m => m.Measure == Data) ?? new MeasureSection { Measure = Data };
            measures = [.. measures.Where(m => m.Measure != Data), data with { Options = new(data.Options) { ["model"] = file } }];
        }

        return [.. measures.Select(m => KeyValuePair.Create(m.Measure, (IReadOnlyDictionary<string, string>)m.Options))];
    }
}
