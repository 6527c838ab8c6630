namespace MLExplain.Audit.Spurious;

/// <summary>What clustering the maps of a class found.</summary>
/// <param name="Class">The explained class.</param>
/// <param name="Maps">Maps that were clustered.</param>
/// <param name="Dropped">Maps that are zero everywhere: they have no shape to compare.</param>
/// <param name="Reason">Why there are no clusters, one sentence; empty when there are.</param>
/// <param name="Eigenvalues">Largest eigenvalues of the normalised neighbour graph, largest first; the number of clusters is where they fall most.</param>
/// <param name="Clusters">The clusters, the most suspicious first: by the strongest association with metadata, then by size.</param>
public sealed record ClassClustering(
    string Class, int Maps, int Dropped, string Reason, IReadOnlyList<double> Eigenvalues, IReadOnlyList<MapCluster> Clusters);
