namespace MLExplain.Transforms;

/// <summary>Which class a score column is about, and what stands beside it.</summary>
public sealed record MeasureColumnOptions
{
    /// <summary>Name of the column with the explained class: <c>Int32</c>, <c>Int64</c> (from 0) or a key (from 1; a missing key has no score).</summary>
    /// <value>
    /// Default: null, the class with the highest logit, the first of equals; for a measure that runs a method, what its saliency column explains.
    /// Measures against a mask ask no class, and refuse it.
    /// </value>
    public string? TargetColumnName { get; init; }

    /// <summary>Name of the text column that says of each row whether there is a score, and if not, why.</summary>
    /// <value>Default: null, the output column's name followed by <c>Status</c>.</value>
    public string? StatusColumnName { get; init; }

    /// <summary>Name of the column with the curve behind the score: vector of <see cref="float"/> <c>[points, 2]</c> of varying length, x and y of each point, empty where there is no score.</summary>
    /// <value>Default: null, no such column. Refused for measures that have no curve.</value>
    public string? CurveColumnName { get; init; }

    /// <summary>The largest number of rows judged at once.</summary>
    /// <value>Default: null, 8, or as many as the model prefers where that is less.</value>
    public int? BatchSize { get; init; }
}
