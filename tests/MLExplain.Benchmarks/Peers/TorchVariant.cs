namespace MLExplain.Benchmarks.Peers;

/// <summary>How far libtorch is helped.</summary>
[Flags]
internal enum TorchVariant
{
    /// <summary>As everyone writes it: torchvision's modules in evaluation mode, NCHW.</summary>
    Plain = 0,

    /// <summary>Batch normalisation folded into the convolutions before it.</summary>
    Folded = 1,

    /// <summary>Images and weights stored channels-last.</summary>
    ChannelsLast = 2,
}
