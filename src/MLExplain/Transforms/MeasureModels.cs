namespace MLExplain.Transforms;

/// <summary>The networks behind a score column.</summary>
/// <param name="Explained">The one whose maps are judged; null for measures that ask none.</param>
/// <param name="Shuffled">The one trained on shuffled labels; null for all measures but one.</param>
internal sealed record MeasureModels(ExplainedModel? Explained, ExplainedModel? Shuffled = null) : IDisposable
{
    /// <summary>What the files of the second network are named after.</summary>
    public const string ShuffledPrefix = "Shuffled";

    /// <summary>The files to store beside the transformer's settings.</summary>
    public (string Name, ReadOnlyMemory<byte> Bytes)[] Files() =>
        [.. Explained?.Files() ?? [], .. (Shuffled?.Files() ?? []).Select(file => (ShuffledPrefix + file.Name, file.Bytes))];

    public void Dispose()
    {
        Explained?.Dispose();
        Shuffled?.Dispose();
    }
}
