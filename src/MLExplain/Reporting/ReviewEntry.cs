using MLExplain.Audit.Review;

namespace MLExplain.Reporting;

/// <summary>One review of a report, in a chain: each entry carries the hash of the one before.</summary>
/// <param name="Previous">Hash of the entry before; of the report's manifest.json for the first.</param>
/// <param name="Name">Who reviewed.</param>
/// <param name="Role">As what.</param>
/// <param name="Date">When.</param>
/// <param name="Findings">The findings decided on, as they were then.</param>
/// <param name="Decisions">The decisions.</param>
/// <param name="Hash">SHA-256 over all of the above.</param>
public sealed record ReviewEntry(string Previous, string Name, string Role, DateOnly Date, IReadOnlyList<ReviewFinding> Findings, IReadOnlyList<ReviewDecision> Decisions, string Hash);
