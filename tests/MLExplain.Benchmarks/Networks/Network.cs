namespace MLExplain.Benchmarks.Networks;

/// <summary>An architecture with its weights, described once and interpreted by both libraries.</summary>
internal sealed record Network(string Name, IReadOnlyList<Layer> Layers)
{
    public const float BatchNormEpsilon = 1e-5f;
    public const int Channels = 3;
    public const int Size = 224;
    public const int ClassCount = 1000;

    /// <summary>For every value the layer that reads it last, or −1.</summary>
    public int[] LastReaders()
    {
        var readers = new int[Layers.Count + 1];
        Array.Fill(readers, -1);
        for (var i = 0; i < Layers.Count; i++)
        {
            foreach (var input in Layers[i].Inputs)
            {
                readers[input] = i;
            }
        }

        return readers;
    }
}
