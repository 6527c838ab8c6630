using System.Text.Json;
using MLExplain.Evaluation;
using MLExplain.Models;
using MLExplain.Transforms.Persistence;
using static MLExplain.Transforms.Persistence.StateJson;

namespace MLExplain.Transforms;

/// <summary>A measure by its name and options, so that it can be written down and made again.</summary>
/// <param name="Name">Name of the measure.</param>
/// <param name="Options">Its options as JSON.</param>
internal sealed record MeasureRecipe(string Name, string Options)
{
    /// <summary>Makes a measure of its saved options.</summary>
    /// <param name="json">The options.</param>
    /// <param name="shuffled">The network trained on shuffled labels, for the one measure that needs it.</param>
    private delegate object Maker(string json, IClassifier? shuffled);

    /// <summary>Every measure a column can hold, and whether it has a curve. A new measure is one row here and one method in the catalog.</summary>
    private static readonly Dictionary<string, (bool HasCurve, Maker Make)> Known = new()
    {
        ["completeness"] = (false, (json, _) => new Completeness(Parse<CompletenessOptions>(json))),
        ["sensitivity-n"] = (true, (json, _) => new SensitivityN(Parse<SensitivityNOptions>(json))),
        ["infidelity"] = (false, (json, _) => new Infidelity(Parse<InfidelityOptions>(json))),
        ["max-sensitivity"] = (false, (json, _) => new MaxSensitivity(Parse<MaxSensitivityOptions>(json))),
        ["deletion"] = (true, (json, _) => new Deletion(Parse<PixelCurveOptions>(json))),
        ["insertion"] = (true, (json, _) => new Insertion(Parse<PixelCurveOptions>(json))),
        ["average-drop"] = (false, (json, _) => new AverageDrop(Parse<ConfidenceOptions>(json))),
        ["increase-in-confidence"] = (false, (json, _) => new IncreaseInConfidence(Parse<ConfidenceOptions>(json))),
        ["road"] = (true, (json, _) => new Road(Parse<RoadOptions>(json))),
        ["pic-sic"] = (true, (json, _) => new Pic(accuracy: false, Parse<PicOptions>(json))),
        ["pic-aic"] = (true, (json, _) => new Pic(accuracy: true, Parse<PicOptions>(json))),
        ["pointing-game"] = (false, (json, _) => new PointingGame(Parse<PointingGameOptions>(json))),
        ["relevance-mass"] = (false, (json, _) => new RelevanceMass(Parse<MaskMassOptions>(json))),
        ["relevance-rank"] = (false, (_, _) => new RelevanceRank()),
        ["mass-over-area"] = (false, (json, _) => new MassOverArea(Parse<MaskMassOptions>(json))),
        ["iou"] = (false, (json, _) => new MaskOverlap(Parse<MaskOverlapOptions>(json))),
        ["parameter-randomisation"] = (true, (json, _) => new ParameterRandomisation(Parse<ParameterRandomisationOptions>(json))),
        ["random-logit"] = (false, (json, _) => new RandomLogit(Parse<RandomLogitOptions>(json))),
        ["data-randomisation"] = (false, (json, shuffled) => new DataRandomisation(new() { Shuffled = shuffled, Similarity = Parse<SimilarityOptions>(json) })),
    };

    public bool HasCurve => Known[Name].HasCurve;

    /// <summary>The entropy estimator of a measure of information, with its library and version; null for others.</summary>
    public string? Entropy => Name is "pic-sic" or "pic-aic" ? Parse<PicOptions>(Options).Entropy.Name : null;

    /// <summary>The recipe of a measure of <see cref="Measures"/>.</summary>
    /// <exception cref="ArgumentException">Some options are out of range; the message lists them all.</exception>
    public static MeasureRecipe Of<TOptions>(string name, TOptions options)
    {
        var recipe = new MeasureRecipe(name, JsonSerializer.Serialize(options, StateJson.Options));
        _ = recipe.Make(shuffled: null);
        return recipe;
    }

    /// <summary>An <see cref="IMapMeasure"/> or an <see cref="IMethodMeasure"/>.</summary>
    public object Make(IClassifier? shuffled) => Known.TryGetValue(Name, out var row)
        ? row.Make(Options, shuffled)
        : throw new FormatException($"The model file asks for the measure '{Name}', which this version of MLExplain does not know. Known: {string.Join(", ", Known.Keys)}.");
}
