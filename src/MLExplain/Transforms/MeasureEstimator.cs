using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLExplain.Transforms.Runtime;

namespace MLExplain.Transforms;

/// <summary>Adds a column that says how far a saliency map, or the method that makes it, can be believed: the score of one measure of <see cref="Evaluation.Measures"/>.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>Estimator characteristics</term><description></description></listheader>
/// <item><term>Does it need to look at the data to train its parameters?</term><description>No</description></item>
/// <item><term>Input column data type</term><description>Known-size vectors of <see cref="float"/>: the network's input, and the map or the mask; see the catalog's method</description></item>
/// <item><term>Output column data type</term><description><see cref="float"/>; beside it a text column, and on request the curve as a vector of <see cref="float"/></description></item>
/// <item><term>Required NuGet in addition to Microsoft.ML</term><description>MLExplain, and a native package of ONNX Runtime such as Microsoft.ML.OnnxRuntime</description></item>
/// <item><term>Exportable to ONNX</term><description>No</description></item>
/// </list>
/// The score is that of the measure called directly, rounded to <see cref="float"/>. Where there is none it is NaN, ML.NET's sign for missing, so that
/// <c>ReplaceMissingValues</c> and <c>FilterRowsByMissingValues</c> know it; the text column then holds <c>undefined: </c> or <c>not_applicable: </c> and
/// the reason, and <c>ok</c> in all other rows. A missing or refused input costs its own row only. The annotations <c>MLExplain.Measure</c>,
/// <c>Question</c>, <c>Direction</c>, <c>Range</c>, <c>Paper</c>, <c>Options</c>, <c>Target</c> and <c>ModelHash</c> say how to read the column.
/// </remarks>
public sealed class MeasureEstimator : IEstimator<MeasureTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly MeasureState _state;
    private readonly Func<MeasureModels> _openModels;

    internal MeasureEstimator(IHostEnvironment environment, MeasureState state, Func<MeasureModels> openModels) =>
        (_environment, _state, _openModels) = (environment, state, openModels);

    /// <summary>Opens the model and gives the transformer; nothing is learned from the data.</summary>
    /// <param name="input">Checked for the columns the transformer reads.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type.</exception>
    public MeasureTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var models = _openModels();
        try
        {
            var transformer = new MeasureTransformer(_environment, _state, models);
            transformer.GetOutputSchema(input.Schema);
            return transformer;
        }
        catch (ArgumentException)
        {
            models.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        foreach (var column in new[] { _state.ImageColumn, _state.SaliencyColumn, _state.MaskColumn }.OfType<string>())
        {
            InputColumns.CheckVector(inputSchema, column);
        }

        InputColumns.CheckTarget(inputSchema, _state.TargetColumn);
        return SchemaShapes.Add(inputSchema, MeasureColumn.Describe(_state, _state.ImageColumn is null ? null : "", _state.ShuffledModel is null ? null : ""));
    }
}
