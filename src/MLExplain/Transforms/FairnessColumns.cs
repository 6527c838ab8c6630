using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLExplain.Audit.Fairness;
using MLExplain.Transforms.Runtime;

namespace MLExplain.Transforms;

/// <summary>The columns that a fairness audit reads.</summary>
internal sealed class FairnessColumns
{
    private const string True = "true";

    private readonly DataViewSchema.Column _label;
    private readonly DataViewSchema.Column _prediction;
    private readonly DataViewSchema.Column? _probability;
    private readonly DataViewSchema.Column[] _attributes;

    public FairnessColumns(DataViewSchema schema, FairnessOptions options, string label, string prediction, string? probability)
    {
        (_label, _prediction) = (ColumnErrors.Find(schema, label, Label), ColumnErrors.Find(schema, prediction, Prediction));
        _probability = probability is null ? null : Probability(schema, probability);
        _attributes = [.. options.Attributes.Select(a => ColumnErrors.Find(schema, a.Name, Group))];
        var (named, predicted) = (CategoryReader.KindOf(_label, Label), CategoryReader.KindOf(_prediction, Prediction));
        if (named != predicted)
        {
            throw new ArgumentException(
                $"Column '{label}' names classes by {Words(named)}, column '{prediction}' by {Words(predicted)}, so no prediction could agree with a label: expected both alike. Map one of them, as MapValue or MapKeyToValue do.");
        }

        if (named == CategoryKind.Boolean && probability is not null && options.Positive != True)
        {
            throw new ArgumentException(
                $"Column '{probability}' beside Boolean labels is the probability of '{True}', but the positive class is {(options.Positive is { } positive ? $"'{positive}'" : "not named")}: name '{True}', or leave the probability out.");
        }
    }

    private static string Label => "label";

    private static string Prediction => "predicted label";

    private static string Group => "group";

    /// <summary>Reads every row in one pass; no other column is computed.</summary>
    public List<FairnessRecord> Read(IDataView data, CancellationToken cancellationToken)
    {
        using var cursor = data.GetRowCursor([.. new[] { _label, _prediction }.Concat(_attributes).Concat(_probability is { } p ? [p] : []).Distinct()]);
        var (label, prediction, probability) = (CategoryReader.Open(cursor, _label, Label), CategoryReader.Open(cursor, _prediction, Prediction), OpenProbability(cursor));
        (string Name, Func<string> Read)[] attributes = [.. _attributes.Select(a => (a.Name, CategoryReader.Open(cursor, a, Group)))];
        var records = new List<FairnessRecord>();
        while (cursor.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            records.Add(new()
            {
                Id = cursor.Position.ToString(CultureInfo.InvariantCulture), Label = label(), Prediction = prediction(), Score = probability(),
                Groups = [.. attributes.Select(a => KeyValuePair.Create(a.Name, a.Read()))],
            });
        }

        return records;
    }

    private static DataViewSchema.Column Probability(DataViewSchema schema, string name)
    {
        const string Role = "probability";
        var column = ColumnErrors.Find(schema, name, Role);
        return column.Type == NumberDataViewType.Single || column.Type == NumberDataViewType.Double
            ? column
            : throw ColumnErrors.Mismatch(name, Role, "Single or Double, the probability of one class", column.Type);
    }

    private Func<double?> OpenProbability(DataViewRow row) => _probability is not { } column ? () => null
        : column.Type == NumberDataViewType.Single ? Read<float>(row, column)
        : Read<double>(row, column);

    private static Func<double?> Read<T>(DataViewRow row, DataViewSchema.Column column)
        where T : struct, IConvertible
    {
        var getter = row.GetGetter<T>(column);
        T value = default;
        return () =>
        {
            getter(ref value);
            return value.ToDouble(CultureInfo.InvariantCulture) is var number && double.IsFinite(number) ? number : null;
        };
    }

    private static string Words(CategoryKind kind) => kind switch { CategoryKind.Boolean => "Booleans", CategoryKind.Number => "numbers", _ => "text" };
}
