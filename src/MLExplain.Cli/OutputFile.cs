using MLExplain.Audit.Parts;

namespace MLExplain.Cli;

/// <summary>Writes files whole, so that a killed run leaves no half file behind.</summary>
internal static class OutputFile
{
    /// <param name="path">Where the file will stand; its folder is made when missing, an older file is replaced.</param>
    /// <param name="write">Writes the content to the path it is given.</param>
    public static void Write(string path, Action<string> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        AtomicFile.Write(path, write);
    }
}
