using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MLExplain.Imaging;
using MLExplain.Transforms.Runtime;

namespace MLExplain.Transforms;

/// <summary>Reads pictures and makes network inputs of them, exactly as training code built on Pillow and torchvision does.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>Estimator characteristics</term><description></description></listheader>
/// <item><term>Does it need to look at the data to train its parameters?</term><description>No</description></item>
/// <item><term>Input column data type</term><description>Text (a path) or <see cref="MLImage"/></description></item>
/// <item><term>Output column data type</term><description>Known-size vector of <see cref="float"/>, <c>[C,H,W]</c>; with <see cref="ImageErrorPolicy.Mark"/> a text column besides</description></item>
/// <item><term>Required NuGet in addition to Microsoft.ML</term><description>MLExplain</description></item>
/// <item><term>Exportable to ONNX</term><description>No</description></item>
/// </list>
/// Differs from ML.NET's LoadImages, ResizeImages and ExtractPixels: EXIF orientation is applied, resampling is antialiased, mean and
/// standard deviation are per channel, and one bad picture does not end the pass.
/// </remarks>
public sealed class ClassifierImageEstimator : IEstimator<ClassifierImageTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly ClassifierImageState _state;

    internal ClassifierImageEstimator(
        IHostEnvironment environment, string outputColumn, string? inputColumn, Preprocessing preprocessing, ClassifierImageOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(outputColumn);
        ArgumentNullException.ThrowIfNull(preprocessing);
        preprocessing.Validate();
        options ??= new ClassifierImageOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.BatchSize);
        _environment = environment;
        _state = new ClassifierImageState
        {
            OutputColumn = outputColumn,
            InputColumn = inputColumn ?? outputColumn,
            ErrorColumn = ErrorColumn.NameOf(options.OnError, options.ErrorColumnName, outputColumn),
            ImageFolder = options.ImageFolder,
            BatchSize = options.BatchSize,
            Preprocessing = preprocessing,
        };
    }

    /// <summary>Gives the transformer; nothing is learned from the data.</summary>
    /// <param name="input">Checked for the columns the transformer reads.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type.</exception>
    public ClassifierImageTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var transformer = new ClassifierImageTransformer(_environment, _state);
        transformer.GetOutputSchema(input.Schema);
        return transformer;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        PictureReader.Check(SchemaShapes.Find(inputSchema, _state.InputColumn, "input"), "input");
        return SchemaShapes.Add(inputSchema, ClassifierImageTransformer.OutputColumns(_state));
    }
}
