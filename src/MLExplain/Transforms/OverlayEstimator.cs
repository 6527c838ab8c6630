using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MLExplain.Imaging;
using MLExplain.Transforms.Runtime;

namespace MLExplain.Transforms;

/// <summary>Draws saliency maps over the pictures they explain.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>Estimator characteristics</term><description></description></listheader>
/// <item><term>Does it need to look at the data to train its parameters?</term><description>No</description></item>
/// <item><term>Input column data type</term><description>Known-size vector of <see cref="float"/>, <c>[C,H,W]</c> or <c>[H,W]</c>; and text (a path) or <see cref="MLImage"/></description></item>
/// <item><term>Output column data type</term><description><see cref="MLImage"/></description></item>
/// <item><term>Required NuGet in addition to Microsoft.ML</term><description>MLExplain</description></item>
/// <item><term>Exportable to ONNX</term><description>No</description></item>
/// </list>
/// A row whose map holds NaN, ML.NET's sign for missing, gets a null image, and its picture is not opened.
/// ML.NET disposes images as it moves on and does not cache them: save each one while standing on its row.
/// </remarks>
public sealed class OverlayEstimator : IEstimator<OverlayTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly OverlayState _state;

    internal OverlayEstimator(
        IHostEnvironment environment, string outputColumn, string saliencyColumn, string imageColumn, Preprocessing? preprocessing, OverlayOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(outputColumn);
        ArgumentException.ThrowIfNullOrEmpty(saliencyColumn);
        ArgumentException.ThrowIfNullOrEmpty(imageColumn);
        preprocessing?.Validate();
        options ??= new OverlayOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.BatchSize);
        _environment = environment;
        _state = new OverlayState
        {
            OutputColumn = outputColumn,
            SaliencyColumn = saliencyColumn,
            ImageColumn = imageColumn,
            Options = options,
            Preprocessing = preprocessing,
        };
    }

    /// <summary>Gives the transformer; nothing is learned from the data.</summary>
    /// <param name="input">Checked for the columns the transformer reads.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type.</exception>
    public OverlayTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var transformer = new OverlayTransformer(_environment, _state);
        transformer.GetOutputSchema(input.Schema);
        return transformer;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        var saliency = SchemaShapes.Find(inputSchema, _state.SaliencyColumn, "input");
        if (saliency.Kind != SchemaShape.Column.VectorKind.Vector || saliency.ItemType != NumberDataViewType.Single)
        {
            throw ColumnErrors.Mismatch(_state.SaliencyColumn, "input", OverlayTransformer.ExpectedMap, ColumnErrors.Describe(saliency));
        }

        PictureReader.Check(SchemaShapes.Find(inputSchema, _state.ImageColumn, "input"), "input");
        return SchemaShapes.Add(inputSchema, [OverlayTransformer.OutputColumn(_state)]);
    }
}
