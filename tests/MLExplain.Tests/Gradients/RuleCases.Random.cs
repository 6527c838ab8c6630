namespace MLExplain.Tests.Gradients;

/// <summary>Random shapes and attributes; the seed in a case's name draws them.</summary>
internal static partial class RuleCases
{
    private static IEnumerable<RuleCase> RandomForms => Enumerable.Range(1, 8).SelectMany(seed => new[]
    {
        RandomSlice(seed), RandomTranspose(seed), RandomBroadcast(seed), RandomReduction(seed), RandomMatMul(seed), RandomGather(seed), RandomSplit(seed), RandomTile(seed),
    });

    private static RuleCase RandomSlice(int seed)
    {
        var (random, shape) = RandomShape(seed, rank: 4);
        var axes = Enumerable.Range(1, 3).Where(_ => random.Next(3) > 0).DefaultIfEmpty(2).ToArray();
        var bounds = axes.Select(axis =>
        {
            var (size, step) = (shape[axis], random.Next(1, 4));
            var (low, high) = (random.Next(0, size - 1), random.Next(1, size + 2));
            (low, high) = (Math.Min(low, high), Math.Max(low, high) + (low == high ? 1 : 0));
            // Backwards: from high − 1 down to low; −size − 1 stands for "past the front".
            return random.Next(2) == 0 ? new long[] { low, high, step } : [Math.Min(high, size) - 1, low == 0 ? -size - 1 : low - 1, -step];
        }).ToArray();
        long[] Bound(int which) => [.. bounds.Select(b => b[which])];
        return Moving("Slice", $"random {seed}", (g, x) => g.Node(
            "Slice", [x[0], g.Constant(Bound(0)), g.Constant(Bound(1)), g.Constant([.. axes.Select(a => (long)a)]), g.Constant(Bound(2))])) with { Shapes = [shape] };
    }

    private static RuleCase RandomTranspose(int seed)
    {
        var (random, shape) = RandomShape(seed, rank: 2 + (seed % 4));
        long[] order = [.. Enumerable.Range(0, shape.Length).OrderBy(_ => random.Next()).Select(a => (long)a)];
        return Moving("Transpose", $"random {seed}", (g, x) => g.Node("Transpose", x, ("perm", order))) with { Shapes = [shape] };
    }

    private static RuleCase RandomBroadcast(int seed)
    {
        var (random, shape) = RandomShape(seed, rank: 4);
        var op = new[] { "Add", "Sub", "Mul", "Div" }[seed % 4];
        // Each operand is repeated along some axes; a weight may have fewer axes.
        var a = shape.Select((d, axis) => axis > 0 && random.Next(3) == 0 ? 1 : d).ToArray();
        var b = shape.Select((d, axis) => random.Next(3) == 0 || axis == 0 ? 1 : d).Skip(random.Next(3)).ToArray();
        return new RuleCase(op, $"random broadcast {seed}") { Graph = (g, x) => g.Node(op, x), Shapes = [a, b], Weights = [1], Draw = OneToTwo, Tolerance = Smooth };
    }

    private static RuleCase RandomReduction(int seed)
    {
        var (random, shape) = RandomShape(seed, rank: 3 + (seed % 2));
        var op = new[] { "ReduceMean", "ReduceL2", "ReduceLogSumExp", "ReduceSum" }[seed % 4];
        long[] axes = [.. Enumerable.Range(1, shape.Length - 1).OrderBy(_ => random.Next()).Take(random.Next(1, shape.Length)).Select(a => random.Next(2) == 0 ? a : (long)a - shape.Length)];
        return new RuleCase(op, $"random {seed}")
        {
            Graph = (g, x) => g.Node(op, [x[0], g.Constant(axes)], ("keepdims", seed % 3 == 0)), Shapes = [shape], Step = NearKinks, Tolerance = Smooth,
        };
    }

    private static RuleCase RandomMatMul(int seed)
    {
        var (random, shape) = RandomShape(seed, rank: 2 + (seed % 3));
        var inner = random.Next(1, 5);
        int[] b = [.. shape[..^2].Select((d, axis) => axis == 0 || random.Next(2) == 0 ? 1 : d).Skip(random.Next(2)), inner, random.Next(1, 5)];
        return new RuleCase("MatMul", $"random {seed}") { Graph = (g, x) => g.Node("MatMul", x), Shapes = [[.. shape[..^1], inner], b], Weights = [1], Tolerance = Smooth };
    }

    private static RuleCase RandomGather(int seed)
    {
        var (random, shape) = RandomShape(seed, rank: 3);
        var axis = random.Next(1, 3);
        long[] dims = [.. Enumerable.Range(0, seed % 3).Select(_ => (long)random.Next(1, 4))];
        long[] indices = [.. Enumerable.Range(0, (int)dims.Aggregate(1L, (p, d) => p * d)).Select(_ => (long)random.Next(-shape[axis], shape[axis]))];
        return Moving("Gather", $"random {seed}", (g, x) => g.Node("Gather", [x[0], Table(g, dims, indices)], ("axis", axis))) with { Shapes = [shape] };
    }

    private static RuleCase RandomSplit(int seed)
    {
        var (random, shape) = RandomShape(seed, rank: 3);
        var axis = random.Next(1, 3);
        long[] sizes = [random.Next(1, shape[axis]), 0];
        sizes[1] = shape[axis] - sizes[0];
        return Moving("Split", $"random {seed}, parts swapped and joined", (g, x) => g.Node(
            "Concat", [.. g.Nodes("Split", [x[0], g.Constant(sizes)], 2, ("axis", axis)).Reverse()], ("axis", axis - 3))) with { Shapes = [shape] };
    }

    private static RuleCase RandomTile(int seed)
    {
        var (random, shape) = RandomShape(seed, rank: 3);
        long[] repeats = [1, random.Next(1, 4), random.Next(1, 4)];
        return Moving("Tile", $"random {seed}", (g, x) => g.Node("Tile", [x[0], g.Constant(repeats)])) with { Shapes = [shape] };
    }

    private static (Random Random, int[] Shape) RandomShape(int seed, int rank)
    {
        var random = new Random(seed);
        return (random, [2, .. Enumerable.Range(1, rank - 1).Select(_ => random.Next(2, 7))]);
    }
}
