namespace MLExplain.Tests.Imaging;

/// <summary>A folder of its own, deleted with what it holds.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("mlexplain").FullName;

    public string File(string name, byte[] bytes)
    {
        var path = Path.Combine(_path, name);
        System.IO.File.WriteAllBytes(path, bytes);
        return path;
    }

    public string Missing(string name) => Path.Combine(_path, name);

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
