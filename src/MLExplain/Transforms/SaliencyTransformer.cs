using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLExplain.Transforms.Persistence;
using MLExplain.Transforms.Runtime;

namespace MLExplain.Transforms;

/// <summary>Adds the columns described at <see cref="SaliencyEstimator"/>.</summary>
/// <remarks>
/// Disposing releases the model's sessions if the transformer opened them; <see cref="PredictionEngine{TSrc, TDst}"/> does so by default.
/// </remarks>
public sealed class SaliencyTransformer : RowTransformer
{
    internal const string LoaderName = "MLExplainSaliency";

    private readonly ExplainedModel _model;
    private readonly SaliencyRecipe _recipe;

    internal SaliencyTransformer(IHostEnvironment environment, SaliencyState state, ExplainedModel model)
        : base(environment)
    {
        State = state;
        _model = model;
        _recipe = SaliencyRecipe.Named(state.Method, state.MethodOptions);
        BatchSize = state.BatchSize ?? model.Classifier.PreferredRows;
    }

    internal SaliencyState State { get; }

    private protected override RowBinding BindTo(DataViewSchema schema)
    {
        var input = InputColumns.Image(schema, State.InputColumn, _model.Classifier.InputShape);
        var target = InputColumns.Target(schema, State.TargetColumn);
        var outputs = SaliencyColumn.Describe(State, _recipe.Method.OutputShape(_model.Classifier), _model.Hash);
        return new SaliencyBinding(_model.Classifier, _recipe.Method, State, input, target, outputs, Warn);
    }

    private protected override void SaveState(ModelSaveContext context)
    {
        // What this machine prefers is not what the next one does: only a size that somebody asked for is saved.
        int? batchSize = State.BatchSize is null && BatchSize == _model.Classifier.PreferredRows ? null : BatchSize;
        ModelEntry.Save(context, LoaderName, State with { BatchSize = batchSize, Model = _model.State }, _model.Files());
    }

    private void Warn(string sentence)
    {
        using var channel = Host.Start("Explain");
        channel.Warning(MessageSensitivity.UserData, "{0}", sentence);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _model.Dispose();
        }

        base.Dispose(disposing);
    }
}
