using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLExplain.Transforms.Runtime;

namespace MLExplain.Transforms;

/// <summary>Adds a column that explains an image classifier: which input values its score depends on, and how.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>Estimator characteristics</term><description></description></listheader>
/// <item><term>Does it need to look at the data to train its parameters?</term><description>No</description></item>
/// <item><term>Input column data type</term><description>Known-size vector of <see cref="float"/>: channels × height × width, network space</description></item>
/// <item><term>Output column data type</term><description>Known-size vector of <see cref="float"/>, <c>[C,H,W]</c> or <c>[H,W]</c>; with <see cref="ImageErrorPolicy.Mark"/> a text column besides</description></item>
/// <item><term>Required NuGet in addition to Microsoft.ML</term><description>MLExplain, and a native package of ONNX Runtime such as Microsoft.ML.OnnxRuntime</description></item>
/// <item><term>Exportable to ONNX</term><description>No</description></item>
/// </list>
/// The column carries the annotations <c>SlotNames</c>, <c>MLExplain.Method</c>, <c>MLExplain.Options</c>, <c>MLExplain.Target</c> and
/// <c>MLExplain.ModelHash</c>. A row whose input holds NaN, ML.NET's sign for missing, gets a column of NaN and does not reach the model.
/// A row that the method refuses gets the same, or throws with <see cref="ImageErrorPolicy.Throw"/>; the error column says why either was not explained.
/// </remarks>
public sealed class SaliencyEstimator : IEstimator<SaliencyTransformer>
{
    private readonly IHostEnvironment _environment;

    internal SaliencyEstimator(
        IHostEnvironment environment, string outputColumn, string? inputColumn, Func<ExplainedModel> openModel, SaliencyRecipe recipe, SaliencyColumnOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(outputColumn);
        options ??= new SaliencyColumnOptions();
        (_environment, OpenModel) = (environment, openModel);
        State = new SaliencyState
        {
            OutputColumn = outputColumn,
            InputColumn = inputColumn ?? outputColumn,
            TargetColumn = options.TargetColumnName,
            Reduction = options.Reduction,
            ErrorColumn = ErrorColumn.NameOf(options.OnError, options.ErrorColumnName, outputColumn),
            BatchSize = options.BatchSize,
            Method = recipe.Method.Name,
            MethodOptions = recipe.Options,
        };
    }

    internal SaliencyState State { get; }

    internal Func<ExplainedModel> OpenModel { get; }

    /// <summary>Opens the model and gives the transformer; nothing is learned from the data.</summary>
    /// <param name="input">Checked for the columns the transformer reads.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type.</exception>
    public SaliencyTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var transformer = new SaliencyTransformer(_environment, State, OpenModel());
        try
        {
            transformer.GetOutputSchema(input.Schema);
        }
        catch (ArgumentOutOfRangeException)
        {
            transformer.Dispose();
            throw;
        }

        return transformer;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        InputColumns.CheckVector(inputSchema, State.InputColumn);
        InputColumns.CheckTarget(inputSchema, State.TargetColumn);
        return SchemaShapes.Add(inputSchema, SaliencyColumn.Describe(State, shape: [1, 1, 1], modelHash: ""));
    }
}
