namespace MLExplain.Audit.Fairness;

/// <summary>How one attribute became groups.</summary>
/// <param name="Name">The attribute.</param>
/// <param name="Rule">The rule in words, with the edges of its bins.</param>
/// <param name="Groups">Names of its groups, in order.</param>
/// <param name="Missing">Records whose value is not known.</param>
public sealed record AttributeRule(string Name, string Rule, IReadOnlyList<string> Groups, int Missing);
