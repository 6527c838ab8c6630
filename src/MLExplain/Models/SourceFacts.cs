namespace MLExplain.Models;

/// <summary>What only a model's source knows, not the graph made from it.</summary>
/// <param name="Name">Its path, or the name given when it was parsed.</param>
/// <param name="Sha256">SHA-256 of its bytes.</param>
/// <param name="Opset">Its operator set.</param>
/// <param name="IsWidened">Whether it had half-precision weights.</param>
/// <param name="ClassNames">Names of the classes; empty when it has none.</param>
internal sealed record SourceFacts(string Name, string Sha256, int Opset, bool IsWidened, IReadOnlyList<string> ClassNames);
