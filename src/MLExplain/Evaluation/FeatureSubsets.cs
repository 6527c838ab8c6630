using MLExplain.Tensors;

namespace MLExplain.Evaluation;

/// <summary>A stream of uniformly drawn subsets of the numbers 0 … count − 1; its first subsets do not depend on how many are drawn.</summary>
internal sealed class FeatureSubsets
{
    private readonly int[] _order;
    private SplitMix64 _random;

    public FeatureSubsets(int count, ulong seed) => (_order, _random) = ([.. Enumerable.Range(0, count)], new SplitMix64(seed));

    /// <summary>A subset of exactly so many numbers, none twice: the first steps of a Fisher-Yates shuffle, which are uniform from any order.</summary>
    public int[] Next(int size)
    {
        for (var i = 0; i < size; i++)
        {
            var other = i + (int)(_random.NextUniform() * (_order.Length - i));
            (_order[i], _order[other]) = (_order[other], _order[i]);
        }

        return _order[..size];
    }
}
