using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExplain.Transforms.Runtime;

/// <summary>A transformer bound to an input schema: all input columns, then the added ones (an added column hides its namesake).</summary>
internal sealed class BoundMapper : IRowToRowMapper
{
    private readonly RowTransformer _transformer;

    public BoundMapper(RowTransformer transformer, DataViewSchema input)
    {
        _transformer = transformer;
        InputSchema = input;
        Binding = transformer.Bind(input);
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(input);
        builder.AddColumns(Binding.Outputs);
        OutputSchema = builder.ToSchema();
    }

    public RowBinding Binding { get; }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        var active = Active(dependingColumns);
        var needed = Enumerable.Range(0, InputSchema.Count).Where(i => active[i]);
        return (AnyAdded(active) ? needed.Union(Binding.Inputs.Select(column => column.Index)) : needed).Order().Select(i => InputSchema[i]).ToArray();
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!ReferenceEquals(input.Schema, InputSchema))
        {
            throw new ArgumentException("The row's schema is not the one this mapper was bound to.", nameof(input));
        }

        return new MappedRow(this, input, Active(activeColumns));
    }

    public RowEvaluator Evaluate(DataViewRow input) => new(input, Binding, _transformer.CancellationToken);

    public bool[] Active(IEnumerable<DataViewSchema.Column> columns)
    {
        var active = new bool[OutputSchema.Count];
        foreach (var column in columns)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column.Index, active.Length, nameof(columns));
            active[column.Index] = true;
        }

        return active;
    }

    public bool AnyAdded(bool[] active) => active.AsSpan(InputSchema.Count).Contains(true);

    public int? InputIndex(DataViewSchema.Column column) => column.Index < InputSchema.Count ? column.Index : null;

    public int AddedIndex(DataViewSchema.Column column) => column.Index - InputSchema.Count;
}
