using MLExplain.Models;

namespace MLExplain.Transforms;

/// <summary>The classifier behind a column, and what a model file needs to bring it back.</summary>
internal abstract class ExplainedModel : IDisposable
{
    public abstract IClassifier Classifier { get; }

    /// <summary>SHA-256 of the model, lower-case hexadecimal.</summary>
    public abstract string Hash { get; }

    /// <summary>How the model is read, as far as that belongs to the model and not to the machine.</summary>
    public abstract OnnxModelState State { get; }

    /// <summary>The files to store beside the transformer's settings.</summary>
    public abstract (string Name, ReadOnlyMemory<byte> Bytes)[] Files();

    public virtual void Dispose()
    {
    }
}
