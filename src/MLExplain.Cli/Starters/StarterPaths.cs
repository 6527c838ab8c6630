namespace MLExplain.Cli.Starters;

/// <summary>Paths as a starter file has them: relative to its folder.</summary>
/// <param name="folder">The folder.</param>
internal sealed class StarterPaths(string folder)
{
    /// <summary>A path, as it stands in YAML.</summary>
    public string Of(string path) => YamlText.Scalar(Relative(path));

    public string Relative(string path) => Path.GetRelativePath(Path.GetFullPath(folder), Path.GetFullPath(path)).Replace('\\', '/');
}
