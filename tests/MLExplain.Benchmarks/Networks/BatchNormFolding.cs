namespace MLExplain.Benchmarks.Networks;

/// <summary>Folds batch normalisation into the convolution before it: w' = w·γ/√(σ²+ε), b' = (b − μ)·γ/√(σ²+ε) + β.</summary>
internal static class BatchNormFolding
{
    public static Network Fold(Network network)
    {
        var layers = new List<Layer>();
        var renamed = new int[network.Layers.Count + 1];
        foreach (var (layer, index) in network.Layers.Select((l, i) => (l, i)))
        {
            if (layer.Kind == LayerKind.BatchNormalization)
            {
                var producer = renamed[layer.Inputs[0]] - 1;
                layers[producer] = Merge(layers[producer], layer);
                renamed[index + 1] = producer + 1;
                continue;
            }

            layers.Add(layer with { Inputs = [.. layer.Inputs.Select(v => renamed[v])] });
            renamed[index + 1] = layers.Count;
        }

        return new Network(network.Name, layers);
    }

    private static Layer Merge(Layer convolution, Layer normalization)
    {
        if (convolution.Kind != LayerKind.Convolution)
        {
            throw new NotSupportedException($"Batch normalisation is folded into convolutions only, but it follows {convolution.Kind}.");
        }

        var (gamma, beta, mean, variance) = (normalization.Parameters[0], normalization.Parameters[1], normalization.Parameters[2], normalization.Parameters[3]);
        var weight = convolution.Parameters[0];
        var perChannel = weight.Values.Length / weight.Shape[0];
        var factors = gamma.Values.Zip(variance.Values, (g, v) => g / Math.Sqrt(v + (double)Network.BatchNormEpsilon)).ToArray();
        var weights = weight.Values.Select((w, i) => (float)(w * factors[i / perChannel])).ToArray();
        var biases = factors.Select((f, c) =>
            (float)(beta.Values[c] + ((convolution.Parameters.Length > 1 ? convolution.Parameters[1].Values[c] : 0.0) - mean.Values[c]) * f)).ToArray();
        return convolution with { Parameters = [new Parameter(weight.Shape, weights), new Parameter([biases.Length], biases)] };
    }
}
