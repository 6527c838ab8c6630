using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLExplain.Evaluation;
using MLExplain.Transforms.Persistence;
using MLExplain.Transforms.Runtime;

namespace MLExplain.Transforms;

/// <summary>Adds the columns described at <see cref="MeasureEstimator"/>.</summary>
/// <remarks>
/// Disposing releases the models' sessions if the transformer opened them; <see cref="PredictionEngine{TSrc, TDst}"/> does so by default.
/// </remarks>
public sealed class MeasureTransformer : RowTransformer
{
    internal const string LoaderName = "MLExplainMeasure";

    /// <summary>Most measures ask the model often enough to fill its batches with one row; the others with a few.</summary>
    private const int DefaultRows = 8;

    private readonly MeasureState _state;
    private readonly MeasureModels _models;
    private readonly MeasureTask _task;
    private readonly int _defaultRows;

    internal MeasureTransformer(IHostEnvironment environment, MeasureState state, MeasureModels models)
        : base(environment)
    {
        (_state, _models) = (state, models);
        var classifier = models.Explained?.Classifier;
        if (models.Shuffled is { } shuffled)
        {
            DataRandomisation.RequireAlike(classifier!, shuffled.Classifier);
        }

        _task = new MeasureTask(
            new MeasureRecipe(state.Measure, state.MeasureOptions).Make(models.Shuffled?.Classifier),
            classifier ?? new UnaskedClassifier(),
            state.Method is null ? null : SaliencyRecipe.Named(state.Method, state.MethodOptions!).Method);
        _defaultRows = Math.Clamp(classifier?.PreferredRows ?? DefaultRows, 1, DefaultRows);
        BatchSize = state.BatchSize ?? _defaultRows;
    }

    private protected override RowBinding BindTo(DataViewSchema schema)
    {
        var inputs = MeasureInputs.Find(schema, _state, _models.Explained?.Classifier.InputShape);
        return new MeasureBinding(_task, _state, inputs, MeasureColumn.Describe(_state, _models.Explained?.Hash, _models.Shuffled?.Hash));
    }

    private protected override void SaveState(ModelSaveContext context)
    {
        // What this machine prefers is not what the next one does: only a size that somebody asked for is saved.
        int? batchSize = _state.BatchSize is null && BatchSize == _defaultRows ? null : BatchSize;
        var state = _state with { BatchSize = batchSize, Model = _models.Explained?.State, ShuffledModel = _models.Shuffled?.State };
        ModelEntry.Save(context, LoaderName, state, _models.Files());
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _models.Dispose();
        }

        base.Dispose(disposing);
    }
}
