namespace MLExplain.Audit.Parts;

/// <summary>Keeps a folder to one writer at a time: two at once would mix their files, or lose what the other added.</summary>
public static class FolderLock
{
    /// <summary>Name of the file that is there as long as somebody writes; a killed writer leaves it.</summary>
    public const string FileName = ".mlexplain.lock";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until nobody else writes, at most for as long as is given.</summary>
    /// <param name="folder">The folder, which is there.</param>
    /// <param name="patience">How long to wait; null for ten seconds.</param>
    /// <returns>What ends the turn when it is disposed.</returns>
    /// <exception cref="IOException">Somebody else still writes.</exception>
    public static IDisposable Take(string folder, TimeSpan? patience = null)
    {
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            try
            {
                return new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (waited < (patience ?? TimeSpan.FromSeconds(10)))
            {
                Thread.Sleep(Pause);
            }
        }
    }
}
