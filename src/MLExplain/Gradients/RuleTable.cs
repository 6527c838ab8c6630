using MLExplain.Onnx.Proto;

namespace MLExplain.Gradients;

/// <summary>Writes the gradients of one node's inputs, given those of its outputs.</summary>
internal delegate void GradientRule(RuleContext r);

/// <summary>One row: the operator revisions a rule was checked against.</summary>
internal sealed record RuleRow(string Operator, IReadOnlyList<int> Revisions, GradientRule Rule)
{
    public bool IsKnownZero => Rule == GradientRules.Zero;
}

/// <summary>An explicit list of rules by operator; operators outside the default domain are written <c>domain:operator</c>.</summary>
internal sealed class RuleTable
{
    private readonly Dictionary<string, RuleRow> _rows = [];

    public IReadOnlyCollection<RuleRow> Rows => _rows.Values;

    public GradientRule this[string @operator, params int[] revisions]
    {
        set => _rows.Add(@operator, new RuleRow(@operator, revisions, value));
    }

    /// <summary>How the tables write a node's operator.</summary>
    public static string Key(NodeProto node) => node.Domain is "" or "ai.onnx" ? node.OpType : $"{node.Domain}:{node.OpType}";

    public RuleRow? Find(string @operator) => _rows.GetValueOrDefault(@operator);
}
