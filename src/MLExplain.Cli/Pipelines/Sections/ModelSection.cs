namespace MLExplain.Cli.Pipelines.Sections;

/// <summary>The classifier.</summary>
internal sealed record ModelSection
{
    /// <summary>Path of the .onnx file.</summary>
    public required string Path { get; init; }

    /// <summary>Where it runs: auto, cpu, cuda or cuda:id. Default: auto.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Names of the classes, in the order of the model's outputs. Default: those in the model's metadata, else their numbers.</summary>
    public string[]? Classes { get; init; }

    /// <summary>Path of a text file with the name of one class a line, in the order of the model's outputs, in the place of classes. Default: none.</summary>
    public string? ClassesFile { get; init; }

    public required PreprocessingSection Preprocessing { get; init; }
}

/// <summary>How a picture becomes a network input: geometry, channel order, then (pixel · scale − mean) / std per channel.</summary>
internal sealed record PreprocessingSection
{
    /// <summary>Columns of the network input. Default: the model's own.</summary>
    public int? Width { get; init; }

    /// <summary>Rows of the network input. Default: the model's own.</summary>
    public int? Height { get; init; }

    /// <summary>none, stretch or shortSideThenCrop. Default: stretch.</summary>
    public Imaging.ResizeMode Resize { get; init; } = Imaging.ResizeMode.Stretch;

    /// <summary>Length of the short side before the crop.</summary>
    public int? ShortSide { get; init; }

    /// <summary>How the long side is rounded then: nearest or down. Default: nearest.</summary>
    public Imaging.LongSideRounding LongSide { get; init; } = Imaging.LongSideRounding.Nearest;

    /// <summary>rgb, bgr or gray. Default: rgb.</summary>
    public Imaging.ChannelOrder Channels { get; init; } = Imaging.ChannelOrder.Rgb;

    /// <summary>Factor on the 0..255 pixel value. Default: 1/255.</summary>
    public float Scale { get; init; } = 1f / 255f;

    /// <summary>Mean per channel, in scaled units. Default: 0.</summary>
    public float[] Mean { get; init; } = [0f];

    /// <summary>Standard deviation per channel, in scaled units. Default: 1.</summary>
    public float[] Std { get; init; } = [1f];
}
