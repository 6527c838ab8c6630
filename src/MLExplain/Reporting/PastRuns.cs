using MLExplain.Audit;
using MLExplain.Audit.Trend;

namespace MLExplain.Reporting;

/// <summary>Finds the reports of past runs below a folder.</summary>
public static class PastRuns
{
    private static readonly string[] Marks = [RunManifest.FileName, GateFiles.Verdict];

    /// <summary>The folder in which a run keeps its records, from which it resumes.</summary>
    public const string Parts = "parts";

    private static readonly EnumerationOptions Each = new() { AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden, IgnoreInaccessible = false };

    /// <summary>Reads every report below a folder. Links are not followed, nor hidden folders, nor are reports looked for within reports.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The runs; every folder without any is listed with the reason.</returns>
    public static TrendReport Read(string folder)
    {
        var (runs, unread) = (new List<PastRun>(), new List<UnreadRun>());
        foreach (var child in Directory.EnumerateDirectories(folder, "*", Each))
        {
            Visit(folder, child, runs, unread);
        }

        return TrendReport.Of(runs, unread);
    }

    /// <summary>Whether a folder holds a report, or part of one.</summary>
    /// <param name="folder">The folder.</param>
    public static bool IsRun(string folder) => Array.Exists(Marks, mark => File.Exists(Path.Combine(folder, mark))) || Directory.Exists(Path.Combine(folder, Parts));

    private static void Visit(string root, string folder, List<PastRun> runs, List<UnreadRun> unread)
    {
        var shown = Path.GetRelativePath(root, folder).Replace(Path.DirectorySeparatorChar, '/');
        string[] children = IsRun(folder) ? [] : [.. Directory.EnumerateDirectories(folder, "*", Each)];
        foreach (var child in children)
        {
            Visit(root, child, runs, unread);
        }

        if (children.Length > 0)
        {
            return;
        }

        try
        {
            runs.Add(PastRunFolder.Load(folder, shown));
        }
        catch (Exception e) when (e is DataException or IOException or UnauthorizedAccessException)
        {
            unread.Add(new UnreadRun(shown, e.Message));
        }
    }
}
