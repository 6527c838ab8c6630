namespace MLExplain.Audit.Parts;

/// <summary>Writes files that are there whole or not at all, whoever is killed, and however many write the same one.</summary>
public static class AtomicFile
{
    /// <summary>How the names of unfinished files end.</summary>
    public const string Unfinished = ".tmp";

    /// <summary>Writes a file under a name of its own, flushes it to the disk, and renames it.</summary>
    /// <param name="path">Where the file will stand; an older file is replaced. Its folder must be there.</param>
    /// <param name="write">Writes the content to the path it is given.</param>
    /// <exception cref="IOException">It cannot be written, or somebody removed it unfinished.</exception>
    public static void Write(string path, Action<string> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var temporary = $"{path}.{Guid.NewGuid():N}{Unfinished}";
        try
        {
            write(temporary);
            using (var stream = new FileStream(temporary, FileMode.Open, FileAccess.Write))
            {
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (FileNotFoundException e)
        {
            throw new IOException($"'{path}' was removed while it was written: does another run write to the same folder?", e);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
