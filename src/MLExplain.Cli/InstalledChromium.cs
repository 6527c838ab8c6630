namespace MLExplain.Cli;

/// <summary>A browser of the Chromium family that stands on this machine; none is ever downloaded.</summary>
internal static class InstalledChromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge"];

    private static readonly string[] Places =
    [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "Google", "Chrome", "Application", "chrome.exe"),
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFilesX86), "Microsoft", "Edge", "Application", "msedge.exe"),
    ];

    /// <summary>The names looked for, for messages.</summary>
    public static string LookedFor { get; } = string.Join(", ", Names);

    /// <summary>The path of the first that is found, on the search path before the usual places; null when there is none.</summary>
    /// <param name="searchPath">Folders as in the variable PATH.</param>
    public static string? Find(string? searchPath)
    {
        var ending = OperatingSystem.IsWindows() ? ".exe" : "";
        var folders = (searchPath ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return Names.SelectMany(_ => folders, (name, folder) => Path.Combine(folder, name + ending)).Concat(Places).FirstOrDefault(File.Exists);
    }
}
