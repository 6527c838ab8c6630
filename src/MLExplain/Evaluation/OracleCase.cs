using MLExplain.Imaging;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Evaluation;

/// <summary>A linear model, an image whose evidence for class 0 lies inside a mask and nowhere else, and its exact map.</summary>
internal sealed class OracleCase
{
    private const int Side = 16;

    // The model's input of a picture of 16 x 16 pixels, 0..255 as 0..1.
    private static readonly Preprocessing Pixels = new() { Width = Side, Height = Side };

    private readonly Tensor _baseline;

    private OracleCase(LinearOracle model, EvaluatedImage image, Tensor baseline)
    {
        (Model, Image, _baseline) = (model, image, baseline);
        Map = model.ExactMap(image.Input, baseline);
    }

    public LinearOracle Model { get; }

    public EvaluatedImage Image { get; }

    /// <summary>The exact map; from black, which is 0 in network space, above 0 inside the mask and below it outside.</summary>
    public Tensor Map { get; }

    /// <summary>Whether the map is from black.</summary>
    public bool IsFromBlack => Array.TrueForAll(_baseline.Values, value => value == 0);

    /// <summary>What measures are told; a file's picture is grey.</summary>
    public MethodContext Context { get; } = new() { Preprocessing = Pixels, LoadImage = _ => Grey() };

    /// <summary>The case whose map is exact from the baseline that a measure's options name.</summary>
    /// <param name="values">The options.</param>
    /// <exception cref="ArgumentException">The baseline cannot be read.</exception>
    public static OracleCase Make(IReadOnlyDictionary<string, string> values)
    {
        var oracle = Make();
        if (!values.TryGetValue(BaselineKeys.Baseline.Key, out var text))
        {
            return oracle;
        }

        var baseline = BaselineKeys.Read(new OptionValue("calibration", BaselineKeys.Baseline, text, oracle.Context));
        var painter = new BaselinePainter("calibration", baseline, Pixels, oracle.Model.InputShape, seed: 0);
        var input = oracle.Image.Input;
        return new OracleCase(oracle.Model, oracle.Image, new Tensor(input.Shape, painter.Paint(input.Values, sample: 0)));
    }

    /// <summary>Pixels inside the mask are bright and get weights of 0.5 … 1, the others are dark and get −0.25 … −0.15, all scaled so that no probability saturates.</summary>
    public static OracleCase Make()
    {
        const double scale = 1 / 40.0;
        var random = new SplitMix64(1);
        var (image, weights) = (new Tensor(3, Side, Side), new Tensor(3, Side, Side));
        bool[] mask = [.. Enumerable.Range(0, Side * Side).Select(i => i / Side is >= 4 and < 10 && i % Side is >= 5 and < 13)];
        for (var i = 0; i < image.Length; i++)
        {
            image.Values[i] = (float)((mask[i % mask.Length] ? 160 : 32) + Math.Floor((mask[i % mask.Length] ? 96 : 32) * random.NextUniform())) / 255f;
            weights.Values[i] = (float)(scale * (mask[i % mask.Length] ? 0.5 + (0.5 * random.NextUniform()) : -0.15 - (0.1 * random.NextUniform())));
        }

        return new OracleCase(new LinearOracle(weights), new EvaluatedImage("oracle", image, Target: 0) { Mask = mask }, new Tensor(image.Shape));
    }

    private static Tensor Grey()
    {
        var grey = new Tensor(3, Side, Side);
        Array.Fill(grey.Values, 0.5f);
        return grey;
    }

    /// <summary>The exact map as a method would give it.</summary>
    public EvaluatedMap Exact() => new("exact", Image, Map)
    {
        Attribution = new Attribution { Values = Map, Target = 0, Score = Model.Score(Image.Input.Values), BaselineScore = Model.Score(_baseline.Values), Sum = Statistics.Sum(Map.Values), GradientCalls = 0 },
    };

    /// <summary>The map that says the opposite.</summary>
    public EvaluatedMap Reversed() => new("reversed", Image, new Tensor(Map.Shape, Array.ConvertAll(Map.Values, value => -value)));

    /// <summary>The probability of class 0 for a score z against −z.</summary>
    public static double Probability(double z) => 1 / (1 + Math.Exp(-2 * z));

    /// <summary>Area under the probability while pixels bring their parts of the score, the map's largest first, fifty steps.</summary>
    /// <param name="start">The score before the first pixel.</param>
    /// <param name="parts">What each pixel adds to it.</param>
    public double Area(double start, IReadOnlyList<double> parts)
    {
        var step = ((Side * Side) + 49) / 50;
        int[] order = [.. Enumerable.Range(0, parts.Count).OrderByDescending(i => Map.Values[i])];
        var (area, score) = (0.0, start);
        foreach (var pixels in order.Chunk(step))
        {
            var next = score + pixels.Sum(pixel => parts[pixel]);
            area += pixels.Length * (Probability(score) + Probability(next)) / 2 / parts.Count;
            score = next;
        }

        return area;
    }
}
