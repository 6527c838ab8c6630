using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Evaluation;

/// <summary>THE list of measures: the command line, pipeline files and documentation read it. A new measure is one file and one row.</summary>
public static class Measures
{
    /// <summary>Scores near 1 of an oracle, in float32, after a few operations.</summary>
    private const double Float32 = 1e-5;

    /// <summary>All measures, in the order they are shown.</summary>
    public static IReadOnlyList<MeasureEntry> All { get; } =
    [
        MeasureEntry.Of(
            new(
                "completeness",
                "How far is the map's sum from the change of score that it explains?",
                MeasureDirection.LowerIsBetter,
                0,
                double.PositiveInfinity,
                "Sundararajan, Taly, Yan 2017, arXiv:1703.01365"),
            Completeness.Rows,
            _ => new CompletenessOptions(),
            options => new Completeness(options),
            OracleExpectation.Of(_ => 0, Float32).WhateverIs("relative")),
        MeasureEntry.Of(
            new("sensitivity-n", "Do subsets of pixels change the score as much as their share of the map says?", MeasureDirection.HigherIsBetter, -1, 1, "Ancona, Ceolini, Öztireli, Gross 2018, arXiv:1711.06104"),
            SensitivityNKeys.Rows,
            context => new SensitivityNOptions { Preprocessing = context.Preprocessing },
            options => new SensitivityN(options),
            OracleExpectation.Of(_ => 1, Float32).WhateverIs("sizes", "subsets", "segmentation", "baseline").OrderOnlyUnder("output")),
        MeasureEntry.Of(
            new("infidelity", "How far is the map from what removing random squares does to the score?", MeasureDirection.LowerIsBetter, 0, double.PositiveInfinity, "Yeh, Hsieh, Suggala, Inouye, Ravikumar 2019, arXiv:1901.09392"),
            InfidelityOptions.Rows,
            context => new InfidelityOptions { Preprocessing = context.Preprocessing },
            options => new Infidelity(options),
            OracleExpectation.Of(_ => 0, Float32).WhateverIs("samples", "side", "scaled", "baseline").OrderOnlyUnder("output")),
        MeasureEntry.Of(
            new("max-sensitivity", "How far does the attribution move at most when the image is nudged a little?", MeasureDirection.LowerIsBetter, 0, double.PositiveInfinity, "Yeh, Hsieh, Suggala, Inouye, Ravikumar 2019, arXiv:1901.09392"),
            MaxSensitivityOptions.Rows,
            context => new MaxSensitivityOptions { Preprocessing = context.Preprocessing },
            options => new MaxSensitivity(options),
            OracleExpectation.Of(_ => 0, 0).WhateverIs("radius", "samples")),
        MeasureEntry.Of(
            new("deletion", "How fast does the score fall while the most important pixels are removed?", MeasureDirection.LowerIsBetter, double.NegativeInfinity, double.PositiveInfinity, "Petsiuk, Das, Saenko 2018, arXiv:1806.07421"),
            PixelCurveKeys.Rows,
            context => new PixelCurveOptions { Preprocessing = context.Preprocessing },
            options => new Deletion(options),
            OracleExpectation.Of(oracle => oracle.Area(oracle.Model.Score(oracle.Image.Input.Values), [.. oracle.Map.Values.Select(value => -(double)value)]), Float32).OrderOnlyUnder("substrate", "baseline", "steps", "stepPixels", "output")),
        MeasureEntry.Of(
            new("insertion", "How fast does the score rise while the most important pixels are put into a blurred image?", MeasureDirection.HigherIsBetter, double.NegativeInfinity, double.PositiveInfinity, "Petsiuk, Das, Saenko 2018, arXiv:1806.07421"),
            PixelCurveKeys.Rows,
            context => new PixelCurveOptions { Substrate = PixelSubstrate.RiseBlur, Preprocessing = context.Preprocessing },
            options => new Insertion(options),
            OracleExpectation.Of(OracleInsertion, Float32).OrderOnlyUnder("substrate", "baseline", "steps", "stepPixels", "output")),
        MeasureEntry.Of(
            new("average-drop", "Which share of the score is lost when only the part is shown that the map shows?", MeasureDirection.LowerIsBetter, 0, 1, "Chattopadhay, Sarkar, Howlader, Balasubramanian 2018, arXiv:1710.11063"),
            ConfidenceOptions.Rows,
            context => new ConfidenceOptions { Preprocessing = context.Preprocessing },
            options => new AverageDrop(options),
            OracleExpectation.Of(_ => 0, 0).WhateverIs("output")),
        MeasureEntry.Of(
            new("increase-in-confidence", "Does the score rise when only the part is shown that the map shows?", MeasureDirection.HigherIsBetter, 0, 1, "Chattopadhay, Sarkar, Howlader, Balasubramanian 2018, arXiv:1710.11063"),
            ConfidenceOptions.Rows,
            context => new ConfidenceOptions { Preprocessing = context.Preprocessing },
            options => new IncreaseInConfidence(options),
            OracleExpectation.Of(_ => 1, 0).WhateverIs("output")),
        MeasureEntry.Of(
            new("road", "Does the score suffer more from losing the most relevant pixels than the least relevant?", MeasureDirection.HigherIsBetter, double.NegativeInfinity, double.PositiveInfinity, "Rong, Leemann, Borisov, Kasneci, Kasneci 2022, arXiv:2202.00449"),
            RoadOptions.Rows,
            context => new RoadOptions { Preprocessing = context.Preprocessing },
            options => new Road(options),
            OracleExpectation.BetterThanReversed.WhateverIs("shares", "noise", "output")),
        MeasureEntry.Of(
            new("pic-sic", "How soon does the probability come back as the most important pixels of a blurred picture are revealed?", MeasureDirection.HigherIsBetter, 0, 1, "Kapishnikov, Bolukbasi, Viégas, Terry 2019, arXiv:1906.02825"),
            PicOptions.Rows,
            context => new PicOptions { Preprocessing = context.Preprocessing },
            options => new Pic(accuracy: false, options),
            OracleExpectation.BetterThanReversed.WhateverIs("randomShare", "minPrediction", "monotone", "reveal")),
        MeasureEntry.Of(
            new("pic-aic", "How soon does the target rank first as the most important pixels of a blurred picture are revealed?", MeasureDirection.HigherIsBetter, 0, 1, "Kapishnikov, Bolukbasi, Viégas, Terry 2019, arXiv:1906.02825"),
            PicOptions.Rows,
            context => new PicOptions { Preprocessing = context.Preprocessing },
            options => new Pic(accuracy: true, options),
            OracleExpectation.BetterThanReversed.WhateverIs("randomShare", "minPrediction", "monotone", "reveal")),
        MeasureEntry.Of(
            new("pointing-game", "Does the map's largest value lie inside the mask?", MeasureDirection.HigherIsBetter, 0, 1, "Zhang, Lin, Brandt, Shen, Sclaroff 2016, arXiv:1608.00507") { NeedsMask = true },
            PointingGameOptions.Rows,
            _ => new PointingGameOptions(),
            options => new PointingGame(options),
            OracleExpectation.Of(_ => 1, 0).WhateverIs("tolerance")),
        MeasureEntry.Of(
            new("relevance-mass", "Which share of the relevance lies inside the mask?", MeasureDirection.HigherIsBetter, 0, 1, "Arras, Osman, Samek 2022, arXiv:2003.07258") { NeedsMask = true },
            MaskMassOptions.Rows,
            _ => new MaskMassOptions(),
            options => new RelevanceMass(options),
            OracleExpectation.Of(_ => 1, 0)),
        MeasureEntry.Of(
            new("relevance-rank", "How many of the K most relevant pixels lie inside a mask of K pixels?", MeasureDirection.HigherIsBetter, 0, 1, "Arras, Osman, Samek 2022, arXiv:2003.07258") { NeedsMask = true },
            [],
            _ => new object(),
            _ => new RelevanceRank(),
            OracleExpectation.Of(_ => 1, 0)),
        MeasureEntry.Of(
            new("mass-over-area", "How much denser is the relevance inside the mask than over the whole image?", MeasureDirection.HigherIsBetter, 0, double.PositiveInfinity, "Arras, Osman, Samek 2022, arXiv:2003.07258") { NeedsMask = true },
            MaskMassOptions.Rows,
            _ => new MaskMassOptions(),
            options => new MassOverArea(options),
            OracleExpectation.Of(oracle => oracle.Map.Length / (double)oracle.Image.Mask!.Count(inside => inside), 0)),
        MeasureEntry.Of(
            new("iou", "How well do the pixels that the map shows cover the mask?", MeasureDirection.HigherIsBetter, 0, 1, "Zhou, Khosla, Lapedriza, Oliva, Torralba 2016, arXiv:1512.04150") { NeedsMask = true },
            MaskOverlapOptions.Rows,
            _ => new MaskOverlapOptions(),
            options => new MaskOverlap(options),
            OracleExpectation.Of(_ => 1, 0)),
        MeasureEntry.Of(
            new("parameter-randomisation", "How alike do a method's maps stay when the network's weights become random?", MeasureDirection.LowerIsBetter, -1, 1, "Adebayo et al. 2018, arXiv:1810.03292"),
            ParameterRandomisationOptions.Rows,
            _ => new ParameterRandomisationOptions(),
            options => new ParameterRandomisation(options)),
        MeasureEntry.Of(
            new("random-logit", "How alike are a method's maps of the target and of another class?", MeasureDirection.LowerIsBetter, -1, 1, "Sixt, Granz, Landgraf 2020, arXiv:1912.09818"),
            RandomLogitOptions.Rows,
            _ => new RandomLogitOptions(),
            options => new RandomLogit(options)),
        MeasureEntry.Of(
            new("data-randomisation", "How alike are a method's maps of the network and of one trained on shuffled labels?", MeasureDirection.LowerIsBetter, -1, 1, "Adebayo et al. 2018, arXiv:1810.03292"),
            DataRandomisationOptions.Rows,
            _ => new DataRandomisationOptions(),
            options => new DataRandomisation(options)),
    ];

    /// <summary>Makes a measure by name.</summary>
    /// <param name="name">One of the names in <see cref="All"/>.</param>
    /// <param name="values">Key and value pairs; null for the defaults.</param>
    /// <param name="context">What the run knows; null for a raw tensor input.</param>
    /// <returns>An <see cref="IMapMeasure"/> or an <see cref="IMethodMeasure"/>.</returns>
    /// <exception cref="ArgumentException">Unknown name or key (the message names the nearest), a value out of range, or a key that does nothing beside the others.</exception>
    public static object Create(string name, IReadOnlyDictionary<string, string>? values = null, MethodContext? context = null) =>
        Find(name).Create(values ?? new Dictionary<string, string>(), context ?? new MethodContext());

    /// <summary>The row of a measure.</summary>
    /// <param name="name">One of the names in <see cref="All"/>.</param>
    /// <exception cref="ArgumentException">There is no such measure; the message names the nearest.</exception>
    public static MeasureEntry Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(entry => entry.Facts.Name == name) ?? throw new ArgumentException(
            $"There is no measure '{name}'{NearestName.Hint(name, [.. All.Select(entry => entry.Facts.Name)])}", nameof(name));
    }

    /// <summary>Insertion starts from the blurred image: a pixel brings the difference from it, in the order of the map from black.</summary>
    private static double OracleInsertion(OracleCase oracle)
    {
        var blurred = RiseBlur.Apply(oracle.Image.Input.Values, oracle.Model.InputShape);
        var parts = oracle.Model.ExactMap(oracle.Image.Input, new Tensor(oracle.Image.Input.Shape, blurred));
        return oracle.Area(oracle.Model.Score(blurred), Array.ConvertAll(parts.Values, value => (double)value));
    }
}
