using MLExplain.Audit.Power;
using MLExplain.Cli;
using MLExplain.Cli.Pipelines;
using MLExplain.Tests.Pipelines;

namespace MLExplain.Tests.Browser;

/// <summary>A report of a part of the demo with every section a run can have, made once, and the browser that reads it.</summary>
public sealed class DemoReport : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private Chromium? _browser;

    internal string Folder => _folder.FullName;

    internal string Page { get; private set; } = "";

    /// <summary>The browser; the test is reported as skipped where none is installed.</summary>
    internal Chromium Browser
    {
        get
        {
            Skip.If(_browser is null, $"no Chromium is installed here ({InstalledChromium.LookedFor})");
            return _browser!;
        }
    }

    public async Task InitializeAsync()
    {
        _browser = await Chromium.Start();
        if (_browser is not null)
        {
            Page = Run(_folder.FullName);
        }
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    /// <summary>Every third picture, the cheapest methods, few repetitions: what the page shows is real, how sharp the numbers are is tested elsewhere.</summary>
    private static string Run(string folder)
    {
        var demo = PipelineFile.Load(DemoFolder.PathOf("audit.yaml"), new DateOnly(2026, 7, 31));
        var manifest = Path.Combine(folder, "manifest.csv");
        File.WriteAllLines(manifest, DemoFolder.ManifestLines.Where((_, i) => i == 0 || i % 3 == 1 || i % 3 == 2));
        var options = demo with
        {
            Data = demo.Data with { Manifest = manifest, Root = DemoFolder.Root },
            Explain = [new() { Method = "gradient" }, new() { Method = "grad-cam" }],
            Evaluate = demo.Evaluate! with { Images = 4, Methods = [new() { Method = "gradient" }, new() { Method = "grad-cam" }] },
            Audit = demo.Audit! with { Replicates = 200 },
            SelfTest = new() { Kinds = [StampKind.CornerTag], Strengths = [1], Repetitions = 1 },
            Report = demo.Report with { Gallery = ["d001"] },
        };
        var run = new PipelineRun(DemoFolder.PathOf("audit.yaml"), options, new(), new Terminal(TextWriter.Null, TextWriter.Null, Interactive: false)) { Date = new DateOnly(2026, 7, 31) };
        return run.Execute(Path.Combine(folder, "report"), default).Page;
    }
}
