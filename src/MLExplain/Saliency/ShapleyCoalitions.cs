using MLExplain.Tensors;

namespace MLExplain.Saliency;

/// <summary>The coalitions KernelSHAP scores, and their weights in its regression.</summary>
/// <remarks>
/// The Shapley kernel gives all coalitions of size s together the mass (M − 1) / (s (M − s)). Sizes are taken from the outside in, s with
/// M − s: a size whose share of the budget covers it is enumerated; of the rest, coalitions are drawn by that mass, each with its complement,
/// and share what mass is left.
/// </remarks>
internal sealed class ShapleyCoalitions
{
    private ShapleyCoalitions()
    {
    }

    /// <summary>Every sample: the first is the whole, the second the empty coalition, both with weight 0.</summary>
    public required Coalitions Samples { get; init; }

    public required double[] Weights { get; init; }

    /// <summary>The first sample that was drawn; from it on, each is followed by its complement. The number of samples when none was.</summary>
    public required int FirstDrawn { get; init; }

    /// <summary>Whether no coalition is missing.</summary>
    public required bool IsComplete { get; init; }

    /// <param name="players">Number of superpixels.</param>
    /// <param name="budget">Coalitions at most, besides the whole and the empty one.</param>
    /// <param name="seed">Of the draws.</param>
    public static ShapleyCoalitions Choose(int players, int budget, ulong seed)
    {
        var chosen = new List<(bool[] Members, double Weight)>();
        var size = 1;
        var (left, mass) = ((double)budget, Enumerable.Range(1, players / 2).Sum(s => Mass(players, s)));
        while (size <= players / 2 && left * Mass(players, size) >= Count(players, size) * mass * (1 - 1e-9))
        {
            var weight = Mass(players, size) / Count(players, size);
            foreach (var members in Subsets(players, size))
            {
                chosen.Add((members, weight));
                if (2 * size != players)
                {
                    chosen.Add((Complement(members), weight));
                }
            }

            (left, mass) = (left - Count(players, size), mass - Mass(players, size));
            size++;
        }

        var (isComplete, enumerated) = (size > players / 2, chosen.Count);
        if (!isComplete)
        {
            Draw(chosen, players, size, pairs: Math.Max(1, (int)left / 2), mass, seed);
        }

        return Pack(players, chosen, enumerated, isComplete);
    }

    // Of a size together with its complement's.
    private static double Mass(int players, int size) => (2 * size == players ? 1.0 : 2) * (players - 1) / ((double)size * (players - size));

    private static double Count(int players, int size)
    {
        var count = 2 * size == players ? 1.0 : 2;
        for (var k = 1; k <= size; k++)
        {
            count = count * (players - size + k) / k;
        }

        return count;
    }

    private static bool[] Complement(bool[] members) => Array.ConvertAll(members, member => !member);

    // In lexical order: the last member that can move moves on, and those after it follow closely.
    private static IEnumerable<bool[]> Subsets(int players, int size)
    {
        var indices = Enumerable.Range(0, size).ToArray();
        while (true)
        {
            var members = new bool[players];
            Array.ForEach(indices, index => members[index] = true);
            yield return members;
            var last = size - 1;
            while (last >= 0 && indices[last] == players - size + last)
            {
                last--;
            }

            if (last < 0)
            {
                yield break;
            }

            indices[last]++;
            for (var next = last + 1; next < size; next++)
            {
                indices[next] = indices[next - 1] + 1;
            }
        }
    }

    private static void Draw(List<(bool[] Members, double Weight)> chosen, int players, int smallest, int pairs, double mass, ulong seed)
    {
        var random = new SplitMix64(seed);
        var order = new int[players];
        for (var pair = 0; pair < pairs; pair++)
        {
            var (size, at) = (smallest, random.NextUniform() * mass);
            while (size < players / 2 && at >= Mass(players, size))
            {
                at -= Mass(players, size++);
            }

            // The first places of a shuffle (R. Fisher, F. Yates).
            var members = new bool[players];
            for (var i = 0; i < players; i++)
            {
                order[i] = i;
            }

            for (var i = 0; i < size; i++)
            {
                var other = i + (int)(random.NextUniform() * (players - i));
                (order[i], order[other]) = (order[other], order[i]);
                members[order[i]] = true;
            }

            chosen.Add((members, mass / (2 * pairs)));
            chosen.Add((Complement(members), mass / (2 * pairs)));
        }
    }

    private static ShapleyCoalitions Pack(int players, List<(bool[] Members, double Weight)> chosen, int enumerated, bool isComplete)
    {
        var samples = new Coalitions(chosen.Count + 2, players);
        for (var player = 0; player < players; player++)
        {
            samples[0, player] = true;
            for (var i = 0; i < chosen.Count; i++)
            {
                samples[i + 2, player] = chosen[i].Members[player];
            }
        }

        return new ShapleyCoalitions { Samples = samples, Weights = [0, 0, .. chosen.Select(coalition => coalition.Weight)], FirstDrawn = enumerated + 2, IsComplete = isComplete };
    }
}
