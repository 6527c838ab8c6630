namespace MLExplain.Evaluation;

/// <summary>What a measure asks, and how to read its values.</summary>
/// <param name="Name">Name on the command line and in pipeline files.</param>
/// <param name="Question">What it asks of a map or a method, one question.</param>
/// <param name="Direction">Which values speak for the map.</param>
/// <param name="Lowest">The smallest possible value; negative infinity when there is none.</param>
/// <param name="Highest">The largest possible value; infinity when there is none.</param>
/// <param name="Paper">Authors, year and arXiv id of the paper that defines it.</param>
public sealed record MeasureFacts(string Name, string Question, MeasureDirection Direction, double Lowest, double Highest, string Paper)
{
    /// <summary>Whether it holds the map against a mask of where the evidence should be.</summary>
    public bool NeedsMask { get; init; }
}
