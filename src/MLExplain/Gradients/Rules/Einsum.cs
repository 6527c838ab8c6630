using MLExplain.Onnx;

namespace MLExplain.Gradients.Rules;

/// <summary>Gradients of Einstein sums.</summary>
internal static class Einsum
{
    /// <summary>
    /// Y[out] = Σ A[a]·B[b]·…  ⇒  dA[a] = Σ dY[out]·B[b]·…, itself an Einstein sum as long as every index of A is found in the output or in
    /// another operand.
    /// </summary>
    public static void Gradient(RuleContext r)
    {
        var equation = r.Text("equation", "").Replace(" ", "", StringComparison.Ordinal);
        var sides = equation.Split("->");
        var operands = sides[0].Split(',');
        var output = sides.Length > 1 ? sides[1] : string.Concat(sides[0].Where(char.IsLetter).Order().GroupBy(c => c).Where(c => c.Count() == 1).Select(c => c.Key));
        Check(r, equation, operands);
        foreach (var i in Enumerable.Range(0, r.InputCount).Where(r.Needs))
        {
            var others = Enumerable.Range(0, r.InputCount).Where(k => k != i).ToArray();
            if (operands[i].Except(output).Except(others.SelectMany(k => operands[k])).Any())
            {
                throw new RuleRefusedException($"the equation '{equation}' sums an index of operand {i} that nothing else has");
            }

            var terms = string.Join(',', others.Select(k => operands[k]).Prepend(output));
            r.Give(i, r.Op("Einsum", [r.DY(), .. others.Select(k => r.X(k))], ("equation", $"{terms}->{operands[i]}")));
        }
    }

    /// <summary>Refuses ellipses, diagonals and operands that are broadcast.</summary>
    private static void Check(RuleContext r, string equation, string[] operands)
    {
        var sizes = new Dictionary<char, Dim>();
        if (equation.Contains('.', StringComparison.Ordinal) || operands.Any(o => o.Distinct().Count() != o.Length))
        {
            throw new RuleRefusedException($"the equation '{equation}' has an ellipsis or a repeated index");
        }

        foreach (var (index, size) in operands.SelectMany((o, i) => o.Zip(r.XInfo(i).Shape)))
        {
            if (!sizes.TryAdd(index, size) && sizes[index] != size)
            {
                throw new RuleRefusedException($"the equation '{equation}' broadcasts index '{index}'");
            }
        }
    }
}
