namespace Dermatology.Cohorts;

/// <summary>Text with the same bytes on every system.</summary>
internal static class TextFile
{
    /// <summary>UTF-8 without a mark, one \n after each line.</summary>
    public static void Write(string path, IEnumerable<string> lines) =>
        File.WriteAllText(path, string.Concat(lines.Select(line => line + '\n')));
}
