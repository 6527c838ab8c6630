namespace MLExplain.Tests.Cli;

/// <summary>Holds two report folders against each other.</summary>
internal static class ReportFiles
{
    /// <summary>Every file of one, those of its parts included, must stand in the other with the same bytes; only the manifest's two times may differ.</summary>
    public static void Same(string expected, string found)
    {
        var names = Names(expected);
        Assert.Equal(names, Names(found));
        Assert.Contains("report.html", names);
        Assert.All(names, name => Assert.True(WithoutTimes(expected, name) == WithoutTimes(found, name), $"{name} differs."));
    }

    private static string[] Names(string folder) =>
        [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)];

    private static string WithoutTimes(string folder, string name)
    {
        var text = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(folder, name)));
        return name != "manifest.json" ? text : string.Join('\n', text.Split('\n').Where(line =>
            !line.StartsWith("  \"started\"", StringComparison.Ordinal) && !line.StartsWith("  \"finished\"", StringComparison.Ordinal)
            && !line.StartsWith("  \"seal\"", StringComparison.Ordinal)));
    }
}
