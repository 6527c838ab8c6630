using MLExplain.Tensors;

namespace MLExplain.Models;

/// <summary>The linear layer whose output is the scores: score_r = Σ_c weight[r,c] · feature_c + bias_r.</summary>
public sealed record LastLayer
{
    /// <summary>Name of the weight in the model file.</summary>
    public required string Kernel { get; init; }

    /// <summary>Name of the bias in the model file; null when the layer has none.</summary>
    public required string? Bias { get; init; }

    /// <summary>Tensor that the layer reads.</summary>
    public required string Input { get; init; }

    /// <summary>Whether the features are the spatial mean of what it reads: a 1x1 convolution whose maps are averaged.</summary>
    public required bool IsPooled { get; init; }

    /// <summary>Number of features C.</summary>
    public required int Features { get; init; }

    /// <summary>Number of scores R: the classes, or 1 for a model with one score for two classes.</summary>
    public required int Scores { get; init; }

    /// <summary>Shape of the weight in the model file.</summary>
    public required int[] KernelShape { get; init; }

    /// <summary>Shape of the bias in the model file.</summary>
    public required int[] BiasShape { get; init; }

    /// <summary>Whether the file stores the weight as [C,R].</summary>
    public required bool IsTransposed { get; init; }

    /// <summary>The weight as <c>[R,C]</c>.</summary>
    /// <param name="stored">The weight as the file stores it.</param>
    public Tensor Rows(Tensor stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return new Tensor([Scores, Features], IsTransposed ? Transposed(stored.Values, Scores) : stored.Values.ToArray());
    }

    /// <summary>Values as <see cref="IRandomizableClassifier.WithWeights"/> takes them.</summary>
    /// <param name="weights">The weight, <c>[R,C]</c>.</param>
    /// <param name="bias">The bias, <c>[R]</c>; not read when the layer has none.</param>
    public IReadOnlyDictionary<string, Tensor> Stored(Tensor weights, Tensor bias)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(bias);
        var stored = new Dictionary<string, Tensor> { [Kernel] = new Tensor(KernelShape, IsTransposed ? Transposed(weights.Values, Features) : weights.Values.ToArray()) };
        if (Bias is not null)
        {
            stored[Bias] = new Tensor(BiasShape, bias.Values.ToArray());
        }

        return stored;
    }

    private static float[] Transposed(float[] values, int columns)
    {
        var rows = values.Length / columns;
        return [.. Enumerable.Range(0, values.Length).Select(i => values[(i % rows * columns) + (i / rows)])];
    }
}
