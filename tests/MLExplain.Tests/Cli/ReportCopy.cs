using MLExplain.Reporting;

namespace MLExplain.Tests.Cli;

/// <summary>A copy of a report, to be changed by a test.</summary>
public abstract class ReportCopy(AuditedReport original) : IDisposable
{
    private readonly DirectoryInfo _copy = Copy(original.Folder);

    protected AuditedReport Original => original;

    protected string Folder => _copy.FullName;

    public void Dispose()
    {
        _copy.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Hashes the files as they are now, and seals the manifest anew.</summary>
    private protected void Reseal(Func<RunManifest, RunManifest> change)
    {
        var path = Path.Combine(Folder, "manifest.json");
        var manifest = RunManifest.Read(path);
        change(manifest with { Outputs = [.. manifest.Outputs.Select(o => RunManifest.FileEntry.Of(o.Role, Path.Combine(Folder, o.File)))] }).Write(path);
    }

    private static DirectoryInfo Copy(string folder)
    {
        var copy = Directory.CreateTempSubdirectory("mlexplain-verify-");
        foreach (var file in Directory.GetFiles(folder))
        {
            File.Copy(file, Path.Combine(copy.FullName, Path.GetFileName(file)));
        }

        return copy;
    }
}
