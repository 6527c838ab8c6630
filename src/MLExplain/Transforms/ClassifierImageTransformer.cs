using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MLExplain.Transforms.Persistence;
using MLExplain.Transforms.Runtime;

namespace MLExplain.Transforms;

/// <summary>Adds the columns described at <see cref="ClassifierImageEstimator"/>.</summary>
public sealed class ClassifierImageTransformer : RowTransformer
{
    internal const string LoaderName = "MLExplainImages";

    private readonly ClassifierImageState _state;

    internal ClassifierImageTransformer(IHostEnvironment environment, ClassifierImageState state)
        : base(environment)
    {
        _state = state;
        BatchSize = state.BatchSize;
    }

    internal static IReadOnlyList<DataViewSchema.DetachedColumn> OutputColumns(ClassifierImageState state)
    {
        var preprocessing = state.Preprocessing;
        int[] dimensions = [preprocessing.ChannelCount, preprocessing.Height, preprocessing.Width];
        var annotations = new ImageAnnotations(dimensions)
            .With("MLExplain.Preprocessing", JsonSerializer.Serialize(preprocessing, StateJson.Options))
            .ToAnnotations();
        var pixels = new DataViewSchema.DetachedColumn(state.OutputColumn, new VectorDataViewType(NumberDataViewType.Single, dimensions), annotations);
        return state.ErrorColumn is { } error ? [pixels, new DataViewSchema.DetachedColumn(error, TextDataViewType.Instance)] : [pixels];
    }

    private protected override RowBinding BindTo(DataViewSchema schema)
    {
        var input = ColumnErrors.Find(schema, _state.InputColumn, "input");
        PictureReader.Check(input, "input");
        return new ClassifierImageBinding(_state, input, OutputColumns(_state), Warn);
    }

    private protected override void SaveState(ModelSaveContext context) => ModelEntry.Save(context, LoaderName, _state with { BatchSize = BatchSize });

    private void Warn(string sentence)
    {
        using var channel = Host.Start("Decode");
        channel.Warning(MessageSensitivity.UserData, "{0}", sentence);
    }
}
