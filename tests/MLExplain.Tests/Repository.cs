namespace MLExplain.Tests;

/// <summary>Where the tests find the working copy, and the reference data that a fresh clone does not have.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Shared { get; } = Path.GetFullPath(Path.Combine(Root, "..", "shared"));

    /// <summary>A file of the shared reference data; the test is reported as skipped when the data is absent.</summary>
    public static string SharedFile(params string[] parts)
    {
        Skip.IfNot(Directory.Exists(Shared), "reference data (../shared) is not present in this clone");
        return Path.Combine([Shared, .. parts]);
    }

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "MLExplain.sln")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException($"No MLExplain.sln above {AppContext.BaseDirectory}: the tests run from a build inside the repository.");
    }
}
