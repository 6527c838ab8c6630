using Microsoft.ML.Data;

namespace MLExplain.Tests.Transforms.Contract;

/// <summary>One row with what any subject reads; it counts how often its inputs are asked for.</summary>
public sealed class ContractRow
{
    private string _path = "";
    private float[] _pixels = [];
    private float[] _map = [];
    private float[] _saliency = [];
    private float[] _mask = [];
    private int _reads;

    public int Id { get; set; }

    /// <summary>A picture file.</summary>
    public string Path { get => Counted(_path); set => _path = value; }

    /// <summary>An input of the network.</summary>
    [VectorType(3, 8, 8)]
    public float[] Pixels { get => Counted(_pixels); set => _pixels = value; }

    /// <summary>A saliency map of a smaller size than the network's.</summary>
    [VectorType(2, 3, 3)]
    public float[] Map { get => Counted(_map); set => _map = value; }

    /// <summary>A saliency map of <see cref="Pixels"/>.</summary>
    [VectorType(3, 8, 8)]
    public float[] Saliency { get => Counted(_saliency); set => _saliency = value; }

    /// <summary>Where the evidence should be: 0 and 1.</summary>
    [VectorType(8, 8)]
    public float[] Mask { get => Counted(_mask); set => _mask = value; }

    /// <summary>Internal, so that ML.NET makes no column of it.</summary>
    internal int Reads => _reads;

    private T Counted<T>(T value)
    {
        Interlocked.Increment(ref _reads);
        return value;
    }
}
