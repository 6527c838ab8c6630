using MLExplain.Audit;
using MLExplain.Models;
using MLExplain.Reporting;
using MLExplain.Saliency;

namespace MLExplain.Cli.Pipelines;

/// <summary>Runs a pipeline file: explains its images and writes the report.</summary>
internal sealed class PipelineRun(string path, PipelineOptions options, OnnxClassifierOptions classifier, Terminal terminal)
{
    /// <summary>The gradient is certified where it is used: at the first images of the audit.</summary>
    private const int CertificateImages = 4;

    private readonly PipelineSetup _pipeline = new(path, options);

    /// <summary>Runs the pipeline. The manifest is written last: a folder that has one holds a complete report.</summary>
    /// <returns>The path of the HTML page.</returns>
    public string Execute(string folder, CancellationToken cancellationToken)
    {
        var started = terminal.Clock.GetUtcNow();
        if (File.Exists(folder))
        {
            throw new ConfigurationException($"--out '{folder}' is a file: expected the folder to write the report to.");
        }

        using var model = OnnxClassifier.Load(_pipeline.ModelPath, classifier);
        var setup = _pipeline.For(model);
        var run = new AuditRun(setup);
        var certificate = GradientCheck.Run(model, new GradientCheckOptions { Images = AuditSample.Load(setup, CertificateImages), Seed = options.Seed }, cancellationToken);
        var images = Explain(run, setup.Rows.Count, cancellationToken);
        var records = images.Select(i => i.Record).ToList();
        var path = new AlphaCurveOptions { Preprocessing = setup.Preprocessing, Baseline = Baseline.Black };
        var facts = new RunFacts(options, setup, model, certificate);
        var report = new AuditReport
        {
            Title = options.Report.Title ?? options.Name, Images = images, Facts = facts.Shown(records),
            Curves = AlphaSampler.Sample(setup, records, options.Report.AlphaCurves, path, cancellationToken),
            Gallery = Gallery(model, setup, cancellationToken),
        };
        cancellationToken.ThrowIfCancellationRequested();
        return Write(folder, report, records, facts, started);
    }

    private string Write(string folder, AuditReport report, List<ImageRecord> records, RunFacts facts, DateTimeOffset started)
    {
        (string Name, Action<string> Write)[] outputs =
        [
            ("images.csv", file => CsvReport.WriteImages(file, records)),
            ("explanations.csv", file => CsvReport.WriteExplanations(file, records)),
            ("figures.csv", file => CsvReport.WriteFigures(file, records)),
            ("regions.csv", file => CsvReport.WriteRegions(file, records)),
            ("report.html", file => HtmlReport.Write(file, report)),
        ];
        var manifest = Path.Combine(folder, "manifest.json");
        Directory.CreateDirectory(folder);
        File.Delete(manifest);
        foreach (var (name, write) in outputs)
        {
            OutputFile.Write(Path.Combine(folder, name), write);
        }

        RunManifest.FileEntry[] inputs =
        [
            RunManifest.FileEntry.Of("pipeline", path), RunManifest.FileEntry.Of("model", _pipeline.ModelPath), RunManifest.FileEntry.Of("data", _pipeline.ManifestPath),
        ];
        var written = outputs.Select(o => RunManifest.FileEntry.Of("report", Path.Combine(folder, o.Name)));
        OutputFile.Write(manifest, facts.Manifest(report, inputs, [.. written], started, terminal.Clock.GetUtcNow()).Write);
        return Path.Combine(folder, "report.html");
    }

    private IReadOnlyList<GalleryImage> Gallery(OnnxClassifier model, AuditSetup setup, CancellationToken cancellationToken)
    {
        if (options.Report.Gallery.Length == 0)
        {
            return [];
        }

        var methods = _pipeline.GalleryMethods(model, setup.Preprocessing).Methods;
        using var progress = new ProgressLine(terminal, "maps of the gallery", methods.Count * options.Report.Gallery.Length);
        return GalleryImage.Explain(setup, options.Report.Gallery, methods, progress, cancellationToken);
    }

    private List<AuditedImage> Explain(AuditRun run, int count, CancellationToken cancellationToken)
    {
        using var progress = new ProgressLine(terminal, "images", count);
        progress.Report(0);
        return [.. run.Execute(progress, cancellationToken)];
    }
}
