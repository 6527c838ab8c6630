using System.ComponentModel.DataAnnotations;
using MLExplain.Audit.Gates;

namespace MLExplain.Cli.Pipelines;

/// <summary>A pipeline file: which model, which images, which explanations, which report. Paths are relative to the file.</summary>
internal sealed record PipelineOptions
{
    /// <summary>Name of the run; the report is written to a folder of this name.</summary>
    [Required(ErrorMessage = "a name of 1 to 100 letters without / and \\, which names a folder")]
    [RegularExpression(@"(?!\.{1,2}$)[^/\\\x00-\x1f]{1,100}", ErrorMessage = "a name of 1 to 100 letters without / and \\, which names a folder")]
    public required string Name { get; init; }

    /// <summary>Seed of everything random. Default: 0.</summary>
    public int Seed { get; init; }

    public required ModelSection Model { get; init; }

    public required DataSection Data { get; init; }

    /// <summary>Options for all methods and measures below that take them and do not set them themselves. Default: none.</summary>
    public DefaultsSection Defaults { get; init; } = new();

    /// <summary>The saliency methods to run, in order. The first one's maps lead the report.</summary>
    public required ExplainSection[] Explain { get; init; }

    /// <summary>How far the maps can be believed. Default: null, which 'run' takes as no evaluation and 'evaluate' as all defaults.</summary>
    public EvaluateSection? Evaluate { get; init; }

    /// <summary>Which groups are compared, which artefacts are tested, and what the numbers must meet. Default: null, the images are explained and nothing is decided.</summary>
    public AuditSection? Audit { get; init; }

    /// <summary>Which planted shortcuts the audit is tried on. Default: null, which 'run' takes as no self-test and 'selftest' as all defaults.</summary>
    public SelfTestSection? SelfTest { get; init; }

    public ReportSection Report { get; init; } = new();
}

/// <summary>Options that several entries share.</summary>
internal sealed record DefaultsSection
{
    /// <summary>For the saliency methods of explain and evaluate.methods, such as baseline: black. Default: none.</summary>
    public Dictionary<string, string> Methods { get; init; } = [];

    /// <summary>For evaluate.measures. Default: none.</summary>
    public Dictionary<string, string> Measures { get; init; } = [];
}

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

/// <summary>The images: a CSV with one row per image.</summary>
internal sealed record DataSection
{
    /// <summary>Path of the CSV.</summary>
    public required string Manifest { get; init; }

    /// <summary>Folder that the CSV's image and mask paths are relative to. Default: the CSV's own.</summary>
    public string? Root { get; init; }

    public ColumnsSection Columns { get; init; } = new();

    /// <summary>What the CSV calls a class, and the class that it means, where the CSV's names or numbers are not the model's. Default: none.</summary>
    public Dictionary<string, string> Labels { get; init; } = [];
}

/// <summary>What the CSV's columns are called.</summary>
internal sealed record ColumnsSection
{
    /// <summary>Unique identifier. Default: id.</summary>
    public string Id { get; init; } = "id";

    /// <summary>Path of the picture. Default: file.</summary>
    public string File { get; init; } = "file";

    /// <summary>True class, by its name or by the number of the model's output, from 0. Default: label.</summary>
    public string Label { get; init; } = "label";

    /// <summary>Attributes to carry into the records. Default: none.</summary>
    public string[] Groups { get; init; } = [];

    /// <summary>Regions of interest: a name, and the column that holds the path of its mask. Default: none.</summary>
    public Dictionary<string, string> Masks { get; init; } = [];
}

/// <summary>One saliency method with its options.</summary>
internal sealed record ExplainSection
{
    /// <summary>Name of the method, such as integrated-gradients.</summary>
    public required string Method { get; init; }

    /// <summary>The method's own options, as with --set.</summary>
    public Dictionary<string, string> Options { get; init; } = [];
}

/// <summary>The evaluation of saliency methods on some of the images.</summary>
internal sealed record EvaluateSection
{
    /// <summary>Number of images, drawn by the seed. Default: 24.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "at least 1")]
    public int Images { get; init; } = 24;

    /// <summary>The methods to judge. Default: those of explain.</summary>
    public ExplainSection[]? Methods { get; init; }

    /// <summary>What to measure; sanity checks always run, and are given options here. Default: what one model and its images need.</summary>
    public MeasureSection[]? Measures { get; init; }

    /// <summary>The mask, of data.columns.masks, in which the evidence should lie. Default: none, maps are not held against a mask.</summary>
    public string? Mask { get; init; }

    /// <summary>Path of the same network trained on shuffled labels, .onnx. Default: none, the data randomisation check is left out.</summary>
    public string? Shuffled { get; init; }
}

/// <summary>One measure with its options.</summary>
internal sealed record MeasureSection
{
    /// <summary>Name of the measure, such as sensitivity-n.</summary>
    public required string Measure { get; init; }

    /// <summary>The measure's own options.</summary>
    public Dictionary<string, string> Options { get; init; } = [];
}

/// <summary>The shortcuts that a self-test plants.</summary>
internal sealed record SelfTestSection
{
    /// <summary>cornerTag, border, tint, brightness. Default: all.</summary>
    public Audit.Power.StampKind[] Kinds { get; init; } = Enum.GetValues<Audit.Power.StampKind>();

    /// <summary>How visible they are, each above 0 and at most 1. Default: 0.25, 0.5, 1.</summary>
    public double[] Strengths { get; init; } = [0.25, 0.5, 1];

    /// <summary>Share of the target class' images that are stamped; of the others it is 1 minus this. Default: 0.95.</summary>
    public double Correlation { get; init; } = 0.95;

    /// <summary>Models made and audited for each kind and strength. Default: 10.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "at least 1")]
    public int Repetitions { get; init; } = 10;
}

/// <summary>The audit: groups, artefacts and gates.</summary>
internal sealed record AuditSection
{
    /// <summary>Attributes whose groups are compared. Default: those of data.columns.groups.</summary>
    public string[]? Attributes { get; init; }

    /// <summary>The class that counts as positive. Default: none, each class is compared with the rest.</summary>
    public string? Positive { get; init; }

    /// <summary>The mask, of data.columns.masks, in which the evidence should lie. Default: none, nobody can say which answers are right for the wrong reason.</summary>
    public string? Evidence { get; init; }

    /// <summary>Masks, of data.columns.masks, that should not matter: each is taken away where it is, and pasted where it is not. Default: none, no suspicion is tested.</summary>
    public string[] Artefacts { get; init; } = [];

    /// <summary>Most images with an artefact, and most free of it, that are changed; drawn by the seed. Default: 200.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "at least 1")]
    public int Interventions { get; init; } = 200;

    /// <summary>The saliency method, of explain, whose maps are compared and clustered. Default: the first.</summary>
    public string? Method { get; init; }

    /// <summary>Fewer images than this are no group, and no share of them is stated. Default: 10.</summary>
    [Range(2, int.MaxValue, ErrorMessage = "at least 2")]
    public int Minimum { get; init; } = 10;

    /// <summary>Resamples behind every interval, and permutations behind every p-value. Default: 1000.</summary>
    [Range(100, int.MaxValue, ErrorMessage = "at least 100")]
    public int Replicates { get; init; } = 1000;

    /// <summary>Folder of an earlier report, or its review.json, whose reviews hold here: findings dismissed there do not count until their expiry, as long as they are no worse. Default: none.</summary>
    public string? Review { get; init; }

    /// <summary>What the numbers must meet: texts such as "equal_opportunity_difference[skin] &lt;= 0.1 warning", or sections. Default: gates on equalized odds, demographic parity, confirmed spurious findings and the maps.</summary>
    public GateSection[]? Gates { get; init; }
}

/// <summary>One gate: a number of the audit, and the threshold it is held against. Its whole interval must meet it to pass, and violate it to fail.</summary>
internal sealed record GateSection
{
    /// <summary>Name of the number, such as equalized_odds_difference.</summary>
    public required string Metric { get; init; }

    /// <summary>The attribute, several joined by " &amp; ", "*" for each alone, or "*&amp;*" for each intersection. Default: "*".</summary>
    public string Attribute { get; init; } = GateCondition.EachAttribute;

    /// <summary>The class. Default: each.</summary>
    public string? Class { get; init; }

    /// <summary>atMost, atLeast, below or above. Default: atMost.</summary>
    public GateOperator Operator { get; init; }

    /// <summary>The threshold.</summary>
    public required double Threshold { get; init; }

    /// <summary>error: a failure fails the audit; warning: it is reported only. Default: error.</summary>
    public GateSeverity Severity { get; init; }

    /// <summary>The gate that a text states.</summary>
    /// <exception cref="ArgumentException">The text is no gate.</exception>
    public static GateSection Parse(string text)
    {
        var condition = GateCondition.Parse(text);
        return new()
        {
            Metric = condition.Metric, Attribute = condition.Attribute, Class = condition.Class, Operator = condition.Operator, Threshold = condition.Threshold, Severity = condition.Severity,
        };
    }

    public GateCondition ToCondition() => new(Metric, Operator, Threshold) { Attribute = Attribute, Class = Class, Severity = Severity };
}

/// <summary>What the report shows.</summary>
internal sealed record ReportSection
{
    /// <summary>Heading of the page. Default: the run's name.</summary>
    public string? Title { get; init; }

    /// <summary>What the model is meant for: shown with the scope of the audit. Default: not stated, which the page says.</summary>
    public string? IntendedUse { get; init; }

    /// <summary>For how many images the score is drawn along the path from the baseline. Default: 4.</summary>
    [Range(0, int.MaxValue, ErrorMessage = "0 or more")]
    public int AlphaCurves { get; init; } = 4;

    /// <summary>Bytes that all pictures of the page may take up together; images of the table beyond it stand there without. Default: 5000000.</summary>
    [Range(0, int.MaxValue, ErrorMessage = "0 to 2147483647 bytes")]
    public int PictureBudget { get; init; } = 5_000_000;

    /// <summary>Ids of images to show under every method that the model supports. Default: none.</summary>
    public string[] Gallery { get; init; } = [];
}
