using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLExplain.Evaluation;

namespace MLExplain.Transforms;

/// <summary>A score column and those beside it: their types, and what they say about themselves.</summary>
internal static class MeasureColumn
{
    public static IReadOnlyList<DataViewSchema.DetachedColumn> Describe(MeasureState state, string? modelHash, string? shuffledHash)
    {
        var columns = new List<DataViewSchema.DetachedColumn>
        {
            new(state.OutputColumn, NumberDataViewType.Single, Annotations(state, modelHash, shuffledHash).ToAnnotations()),
            new(state.StatusColumn, TextDataViewType.Instance),
        };
        if (state.CurveColumn is { } curve)
        {
            columns.Add(new(curve, new VectorDataViewType(NumberDataViewType.Single, 0, 2)));
        }

        return columns;
    }

    /// <summary>The word, and the reason where there is no score.</summary>
    public static string Status(MeasureScore score) => score.Status switch
    {
        MeasureStatus.Ok => "ok",
        MeasureStatus.Undefined => $"undefined: {score.Reason}",
        _ => $"not_applicable: {score.Reason}",
    };

    private static TextAnnotations Annotations(MeasureState state, string? modelHash, string? shuffledHash)
    {
        var facts = Measures.Find(state.Measure).Facts;
        var texts = new TextAnnotations()
            .With("MLExplain.Measure", facts.Name)
            .With("MLExplain.Question", facts.Question)
            .With("MLExplain.Direction", Direction(facts.Direction))
            .With("MLExplain.Range", $"{Bound(facts.Lowest)} to {Bound(facts.Highest)}")
            .With("MLExplain.Paper", facts.Paper)
            .With("MLExplain.Options", state.MeasureOptions);
        (string Kind, string? Text)[] optional =
        [
            ("MLExplain.Entropy", new MeasureRecipe(state.Measure, state.MeasureOptions).Entropy),
            ("MLExplain.Method", state.Method),
            ("MLExplain.MethodOptions", state.MethodOptions),
            ("MLExplain.Target", modelHash is null ? null : TargetReader.Describe(state.TargetColumn)),
            ("MLExplain.ModelHash", modelHash),
            ("MLExplain.ShuffledModelHash", shuffledHash),
        ];
        foreach (var (kind, text) in optional)
        {
            _ = text is null ? texts : texts.With(kind, text);
        }

        return texts;
    }

    private static string Direction(MeasureDirection direction) => direction switch
    {
        MeasureDirection.HigherIsBetter => "higher is better",
        MeasureDirection.LowerIsBetter => "lower is better",
        _ => "zero is best",
    };

    private static string Bound(double value) =>
        double.IsPositiveInfinity(value) ? "infinity" : double.IsNegativeInfinity(value) ? "-infinity" : value.ToString(CultureInfo.InvariantCulture);
}
