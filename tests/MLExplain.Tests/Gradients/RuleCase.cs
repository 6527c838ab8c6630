using MLExplain.Onnx;
using MLExplain.Tensors;

namespace MLExplain.Tests.Gradients;

/// <summary>One gradient check of one rule: a graph around the operator, its inputs, and what the check may rely on.</summary>
/// <param name="Operator">The row of the table, such as <c>Conv</c>.</param>
/// <param name="Name">What is special about this case.</param>
internal sealed record RuleCase(string Operator, string Name)
{
    /// <summary>Writes the graph; receives the builder and the names of the inputs, returns the output to differentiate.</summary>
    public required Func<OnnxGraphBuilder, string[], string> Graph { get; init; }

    /// <summary>Shapes of the inputs that are differentiated; the first axis is the batch.</summary>
    public required int[][] Shapes { get; init; }

    /// <summary>Inputs that are initializers (weights) instead of graph inputs.</summary>
    public int[] Weights { get; init; } = [];

    /// <summary>Step of the central differences: large for operators linear in each input (exact), small next to kinks.</summary>
    public double Step { get; init; } = 0.05;

    /// <summary>Largest relative error of a random directional derivative; each case says why.</summary>
    public required double Tolerance { get; init; }

    /// <summary>How an input value is drawn; default: uniform in −1..1, at least 0.1 from 0 so that kinks at 0 are not crossed.</summary>
    public Func<Random, double> Draw { get; init; } = AwayFromZero;

    /// <summary>Whether inputs are a random order of equally spaced values in −1..1 instead: no two are nearer than 2/length, so that maxima stay where they are.</summary>
    public bool Distinct { get; init; }

    /// <summary>Opset of the graph.</summary>
    public int Opset { get; init; } = OnnxGraphBuilder.CanonicalOpset;

    public static double AwayFromZero(Random random)
    {
        var value = (random.NextDouble() * 1.8) - 0.9;
        return value + (0.1 * Math.Sign(value));
    }

    public static double Uniform(Random random) => (random.NextDouble() * 2) - 1;

    public Tensor[] DrawInputs(int seed)
    {
        var random = new Random(seed);
        return [.. Shapes.Select(s => new Tensor(s, DrawValues(random, s.Aggregate(1, (p, d) => p * d))))];
    }

    private float[] DrawValues(Random random, int length)
    {
        if (!Distinct)
        {
            return [.. Enumerable.Range(0, length).Select(_ => (float)Draw(random))];
        }

        var levels = Enumerable.Range(0, length).Select(i => (float)(((2.0 * i) + 1) / length) - 1).ToArray();
        random.Shuffle(levels);
        return levels;
    }

    public override string ToString() => $"{Operator}: {Name}";
}
