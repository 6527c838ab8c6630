using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Saliency;

/// <summary>What a method may need to know about the run besides its own options.</summary>
public sealed record MethodContext
{
    /// <summary>How the model's input was made from pixels.</summary>
    /// <value>Default: null, the input is a raw tensor.</value>
    public Preprocessing? Preprocessing { get; init; }

    /// <summary>Reads an image or tensor file as the model takes it, <c>[C,H,W]</c> in network space.</summary>
    /// <value>Default: null, options that name a file are refused.</value>
    public Func<string, Tensor>? LoadImage { get; init; }

    /// <summary>Opens a model file; whoever gave this closes what it opened.</summary>
    /// <value>Default: null, measures that name a file open it themselves, for as long as they need it.</value>
    public Func<string, IClassifier>? LoadModel { get; init; }
}
