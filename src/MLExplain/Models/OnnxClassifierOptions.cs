using MLExplain.Gradients;

namespace MLExplain.Models;

/// <summary>How an ONNX file is read as an image classifier, and where it runs.</summary>
public sealed record OnnxClassifierOptions
{
    /// <summary>Name of the graph input that takes the image.</summary>
    /// <value>Default: null, the only float input of four axes.</value>
    public string? Input { get; init; }

    /// <summary>Name of the tensor that holds the class scores or probabilities.</summary>
    /// <value>Default: null, chosen among the graph outputs; the model's summary says which.</value>
    public string? Output { get; init; }

    /// <summary>Height and width, in pixels, of a model whose file leaves them open.</summary>
    /// <value>Default: null, the file's own size.</value>
    public (int Height, int Width)? InputSize { get; init; }

    /// <summary>Where the model runs: <c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>.</summary>
    /// <value>Default: <c>auto</c>, a GPU when the runtime has one, else the CPU; the summary says which and why.</value>
    public string Device { get; init; } = "auto";

    /// <summary>Path of a plug-in execution provider for ONNX Runtime.</summary>
    /// <value>Default: null, none.</value>
    public string? EpLibrary { get; init; }

    /// <summary>Number of worker threads, at least 1.</summary>
    /// <value>Default: null, one per core.</value>
    public int? Threads { get; init; }

    /// <summary>Bytes that the activations of the images worked on at the same time may take.</summary>
    /// <value>Default: 1 GiB. One image is always worked on, however large.</value>
    public long MemoryBudget { get; init; } = 1L << 30;

    /// <summary>How gradients are formulated.</summary>
    /// <value>Default: null, <see cref="Gradients.Lowering.CpuBlocked"/> on the CPU where its self-check passes, else <see cref="Gradients.Lowering.Portable"/>.</value>
    public Lowering? Lowering { get; init; }
}
