namespace MLExplain.Gradients;

/// <summary>A rule exists, but not for this form of the operator; the reason completes "Operator 'X' at node 'y': …".</summary>
internal sealed class RuleRefusedException(string reason) : Exception(reason);
