namespace MLExplain.Tests.Cli;

/// <summary>Tests that audit a CSV of predictions, in a folder of their own.</summary>
public abstract class PredictionsAudits : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlexplain-audit-");

    protected string Folder => _folder.FullName;

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected Task<ToolRun> Audit(params string[] options) => ToolRun.Of(["audit", Path("predictions.csv"), "--out", Path("out"), .. options]);

    /// <summary>As many positives as negatives; the share found, and a tenth of the negatives called too.</summary>
    protected static IEnumerable<string> Group(string name, int count, double found) => Enumerable.Range(0, count)
        .SelectMany(i => new[] { $"yes,{(i < count * found ? "yes" : "no")},{name}", $"no,{(i < count * 0.1 ? "yes" : "no")},{name}" });

    protected string Path(string name) => System.IO.Path.Combine(Folder, name);

    protected void Write(string name, IEnumerable<string> lines) => File.WriteAllText(Path(name), string.Concat(lines.Where(l => l.Length > 0).Select(l => l + "\n")));
}
