using MLExplain.Models;

namespace MLExplain.Cli.Pipelines;

/// <summary>The models that a pipeline file names beside its own, each opened once.</summary>
internal sealed class OpenModels(OnnxClassifierOptions options) : IDisposable
{
    private readonly Dictionary<string, OnnxClassifier> _models = new(StringComparer.Ordinal);

    /// <summary>Their paths.</summary>
    public IEnumerable<string> Paths => _models.Keys;

    public OnnxClassifier Open(string path) => _models.TryGetValue(path, out var open) ? open : _models[path] = OnnxClassifier.Load(path, options);

    public void Dispose()
    {
        foreach (var model in _models.Values)
        {
            model.Dispose();
        }
    }
}
