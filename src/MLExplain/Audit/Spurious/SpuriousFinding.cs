namespace MLExplain.Audit.Spurious;

/// <summary>Everything a run knows of one suspicion: a region or a property that the model should not use.</summary>
public sealed record SpuriousFinding
{
    /// <summary>The region, property or metadata column.</summary>
    public required string Subject { get; init; }

    /// <summary>What association and intervention together say.</summary>
    public required FindingVerdict Verdict { get; init; }

    /// <summary>The class it pushes predictions to; empty when no intervention says so.</summary>
    public required string Class { get; init; }

    /// <summary>Significant associations of it with label, prediction or error, the strongest first.</summary>
    public required IReadOnlyList<PropertyAssociation> Associations { get; init; }

    /// <summary>Clusters of maps that go with it.</summary>
    public required IReadOnlyList<AssociatedCluster> Clusters { get; init; }

    /// <summary>What changing it did; empty when nobody changed it.</summary>
    public required IReadOnlyList<CounterfactualEffect> Effects { get; init; }

    /// <summary>All of it in a sentence or two.</summary>
    public required string Sentence { get; init; }
}

/// <summary>A cluster of a class's maps whose members go with a metadata column.</summary>
/// <param name="Class">The explained class.</param>
/// <param name="Index">Number of the cluster in its class.</param>
/// <param name="Association">The association.</param>
public sealed record AssociatedCluster(string Class, int Index, ClusterAssociation Association);
