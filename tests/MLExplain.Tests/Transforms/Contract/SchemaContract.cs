using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExplain.Tests.Transforms.Contract;

/// <summary>The schema is known before anything is computed, and a wrong one is refused in ML.NET's words.</summary>
public sealed class SchemaContract : ColumnContract
{
    [Theory]
    [MemberData(nameof(Columns))]
    public void TypeHasKnownDimensions(string subject, int batchSize)
    {
        var view = View(subject, 3, batchSize);
        var size = view.Schema[Output].Type switch
        {
            VectorDataViewType vector => vector.Dimensions.Aggregate(1, (product, dimension) => product * dimension),
            Microsoft.ML.Transforms.Image.ImageDataViewType image => image.Height * image.Width * 4,
            NumberDataViewType => 1,
            _ => 0,
        };

        Assert.Equal(Subject(subject).Expected(0).Length, size);
        Assert.True(Estimator(subject, batchSize).Fit(Source(1)).IsRowToRowMapper);
    }

    [Theory]
    [MemberData(nameof(Subjects))]
    public void EstimatorsShape_IsTheTransformersSchema(string subject)
    {
        var source = Source(1);
        var stages = new ShapeProbe();

        new EstimatorChain<ITransformer>().Append(Estimator(subject, 1)).Append(stages).Fit(source);
        var ofEstimator = stages.Seen!.Select(Facts).ToHashSet();
        new EstimatorChain<ITransformer>().Append(stages).Fit(View(subject, source, 1));
        var ofView = stages.Seen!.Select(Facts).ToHashSet();

        Assert.Equal(ofView.Order(), ofEstimator.Order());

        static string Facts(SchemaShape.Column column) =>
            $"{column.Name} {column.Kind} {column.ItemType} {column.IsKey}: {string.Join(", ", column.Annotations.Select(a => $"{a.Name} {a.Kind} {a.ItemType}"))}";
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void NamedAsItsInput_HidesIt(string subject, int batchSize)
    {
        var (source, input) = (Source(20), Subject(subject).Input);

        var view = Estimator(subject, batchSize, output: input).Fit(source).Transform(source);

        Assert.Equal([true, false], view.Schema.Where(column => column.Name == input).Select(column => column.IsHidden));
        Assert.Equal(Enumerable.Range(0, 20), CheckedIds(subject, view, input));
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void MissingInputColumn_IsRefusedInMlNetsWords(string subject, int batchSize)
    {
        var source = Ml.Transforms.SelectColumns("Id").Fit(Source(3)).Transform(Source(3));

        var whenFitted = Assert.Throws<ArgumentOutOfRangeException>(() => Estimator(subject, batchSize).Fit(source));
        var inAChain = Assert.Throws<ArgumentOutOfRangeException>(() => new EstimatorChain<ITransformer>().Append(Estimator(subject, batchSize)).Fit(source));
        var whenApplied = Assert.Throws<ArgumentOutOfRangeException>(() => Estimator(subject, batchSize).Fit(Source(3)).Transform(source));

        Assert.All(
            [whenFitted, inAChain, whenApplied],
            error => Assert.StartsWith($"Could not find input column '{Subject(subject).Input}'", error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void InputOfAnotherType_IsRefusedInMlNetsWords(string subject, int batchSize)
    {
        var input = Subject(subject).Input;
        var source = Ml.Transforms.CopyColumns(input, "Id").Fit(Source(3)).Transform(Source(3));

        var whenFitted = Assert.Throws<ArgumentOutOfRangeException>(() => Estimator(subject, batchSize).Fit(source));
        var inAChain = Assert.Throws<ArgumentOutOfRangeException>(() => new EstimatorChain<ITransformer>().Append(Estimator(subject, batchSize)).Fit(source));

        Assert.All([whenFitted, inAChain], error =>
        {
            Assert.StartsWith($"Schema mismatch for input column '{input}': expected ", error.Message, StringComparison.Ordinal);
            Assert.Contains(", got Int32", error.Message, StringComparison.Ordinal);
        });
    }

    /// <summary>Keeps the estimator-time schema that a chain hands to its next member.</summary>
    private sealed class ShapeProbe : IEstimator<ITransformer>
    {
        public SchemaShape? Seen { get; private set; }

        public ITransformer Fit(IDataView input) => new MLContext().Transforms.CopyColumns("Unused", "Id").Fit(input);

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => Seen = inputSchema;
    }
}
