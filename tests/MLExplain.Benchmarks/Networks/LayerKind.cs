namespace MLExplain.Benchmarks.Networks;

/// <summary>What the four architectures are made of.</summary>
internal enum LayerKind
{
    Convolution,
    BatchNormalization,
    Relu,
    Relu6,
    MaxPool,
    GlobalAveragePool,
    Linear,
    Add,
    Concat,
}
