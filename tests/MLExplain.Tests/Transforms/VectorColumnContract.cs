using Microsoft.ML;
using Microsoft.ML.Data;
using MLExplain.Onnx;

namespace MLExplain.Tests.Transforms;

/// <summary>What a transform whose column is a float vector owes ML.NET besides.</summary>
public abstract class VectorColumnContract : ColumnContract
{
    /// <summary>Dimensions of the column under test.</summary>
    protected abstract int[] Dimensions { get; }

    protected override Type OutputType => typeof(VBuffer<float>);

    private int Length => Dimensions.Aggregate(1, (product, size) => product * size);

    protected override Func<float[]> Actual(DataViewRow row) => Vector(row, Output);

    protected static Func<float[]> Vector(DataViewRow row, string column)
    {
        var getter = row.GetGetter<VBuffer<float>>(row.Schema[column]);
        VBuffer<float> value = default;
        return () =>
        {
            getter(ref value);
            return [.. value.DenseValues()];
        };
    }

    [Fact]
    public void TypeIsAVectorOfKnownDimensions() => Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, Dimensions), View(1, 1).Schema[Output].Type);

    [Fact]
    public void EstimatorsShape_IsTheTransformersSchema()
    {
        var source = Source(1);
        var stages = new ShapeProbe();

        new EstimatorChain<ITransformer>().Append(Estimator(1)).Append(stages).Fit(source);
        var ofEstimator = stages.Seen!.Single(column => column.Name == Output);
        new EstimatorChain<ITransformer>().Append(stages).Fit(View(source, 1));
        var ofView = stages.Seen!.Single(column => column.Name == Output);

        Assert.Equal((ofView.Kind, ofView.ItemType, ofView.IsKey), (ofEstimator.Kind, ofEstimator.ItemType, ofEstimator.IsKey));
        Assert.Equal(ofView.Annotations.Select(a => (a.Name, a.Kind, a.ItemType)), ofEstimator.Annotations.Select(a => (a.Name, a.Kind, a.ItemType)));
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void CachedBeforeAndAfter_ValuesStay(int batchSize)
    {
        var source = Source(40);
        var before = Ml.Transforms.CopyColumns("Copy", "Id").AppendCacheCheckpoint(Ml).Append(Estimator(batchSize)).Fit(source).Transform(source);
        var after = Ml.Data.Cache(View(source, batchSize));
        var checkpoint = Estimator(batchSize).AppendCacheCheckpoint(Ml).Append(Ml.Transforms.CopyColumns("Copy", "Id")).Fit(source).Transform(source);

        Assert.All([before, after, checkpoint], view => Assert.Equal(Enumerable.Range(0, 40), CheckedIds(view)));
    }

    /// <summary>Of vectors only: ML.NET's shuffling drops columns of images.</summary>
    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void ShuffledAfterwards_ValuesStayWithTheirRows(int batchSize)
    {
        var ids = CheckedIds(Ml.Data.ShuffleRows(View(60, batchSize), seed: 3));

        Assert.NotEqual(Enumerable.Range(0, 60), ids);
        Assert.Equal(Enumerable.Range(0, 60), ids.Order());
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void ThreeParallelCursorsOfACachedView_CoverEveryRowOnce(int batchSize)
    {
        var cached = Ml.Data.Cache(Source(300));
        var view = View(cached, batchSize);

        var cursors = view.GetRowCursorSet(view.Schema, 3);
        var ids = cursors.Select(_ => new List<int>()).ToArray();
        Parallel.For(0, cursors.Length, i =>
        {
            using var cursor = cursors[i];
            CheckRows(cursor, ids[i]);
        });

        Assert.Equal(3, cursors.Length);
        Assert.Equal(Enumerable.Range(0, 300), ids.SelectMany(list => list).Order());
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void BuiltInTransformsAfterwards_ReadTheColumn(int batchSize)
    {
        var source = Source(30);
        var chain = Estimator(batchSize)
            .Append(Ml.Transforms.CopyColumns("Copied", Output))
            .Append(Ml.Transforms.Concatenate("Joined", Output, "Copied"))
            .Append(Ml.Transforms.NormalizeMinMax("Normalized", Output));

        var view = chain.Fit(source).Transform(source);

        Assert.Equal(30, CheckedIds(view).Count);
        using var cursor = view.GetRowCursor(view.Schema);
        var (actual, joined, normalized) = (Actual(cursor), Vector(cursor, "Joined"), Vector(cursor, "Normalized"));
        while (cursor.MoveNext())
        {
            Assert.Equal([.. actual(), .. actual()], joined());
            Assert.Equal(Length, normalized().Length);
            Assert.All(normalized(), value => Assert.InRange(value, -1f, 1f));
        }
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void ATrainerAfterwards_LearnsFromTheColumn(int batchSize)
    {
        var source = Source(30);
        var chain = Estimator(batchSize).AppendCacheCheckpoint(Ml).Append(Ml.Clustering.Trainers.KMeans(Output, numberOfClusters: 3));

        var distances = chain.Fit(source).Transform(source).GetColumn<float[]>("Score").ToArray();

        Assert.Equal(30, distances.Length);
        Assert.All(distances, row => Assert.True(row.Length == 3 && Array.TrueForAll(row, float.IsFinite)));
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void ApplyOnnxModelAfterwards_ReadsTheColumn(int batchSize)
    {
        var source = Source(20);
        var chain = Estimator(batchSize).Append(Ml.Transforms.ApplyOnnxModel("Negated", Output, NegatingModel()));

        var view = chain.Fit(source).Transform(source);

        using var cursor = view.GetRowCursor(view.Schema);
        var (actual, negated, rows) = (Actual(cursor), Vector(cursor, "Negated"), 0);
        for (; cursor.MoveNext(); rows++)
        {
            Assert.Equal(actual().Select(value => -value), negated());
        }

        Assert.Equal(20, rows);
    }

    [Fact]
    public void SlotNames_FlowThroughConcatenate()
    {
        var source = Source(1);
        var view = Estimator(1).Append(Ml.Transforms.Concatenate("Joined", Output, Output)).Fit(source).Transform(source);

        VBuffer<ReadOnlyMemory<char>> names = default;
        view.Schema["Joined"].GetSlotNames(ref names);

        Assert.Equal(2 * Length, names.Length);
        Assert.Equal($"{Output}.{LastSlotName()}", names.DenseValues().Last().ToString());
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void BinaryFile_KeepsValuesDimensionsAndAnnotations(int batchSize)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.idv");
        var view = View(20, batchSize);

        using (var file = File.Create(path))
        {
            Ml.Data.SaveAsBinary(view, file);
        }

        var loaded = Ml.Data.LoadFromBinary(path);

        Assert.Equal(20, CheckedIds(loaded).Count);
        Assert.Equal(view.Schema[Output].Type, loaded.Schema[Output].Type);
        Assert.Equal(view.Schema[Output].Annotations.Schema.Select(a => a.Name).Order(), loaded.Schema[Output].Annotations.Schema.Select(a => a.Name).Order());
        File.Delete(path);
    }

    private string LastSlotName() => Dimensions.Length == 3
        ? $"c{Dimensions[0] - 1}y{Dimensions[1] - 1}x{Dimensions[2] - 1}"
        : $"y{Dimensions[0] - 1}x{Dimensions[1] - 1}";

    private string NegatingModel()
    {
        long[] dimensions = [1, .. Dimensions];
        var graph = new OnnxGraphBuilder("negate");
        var negated = graph.Node("Neg", [graph.Input(Output, dimensions)]);
        graph.Output(negated, "Negated", dimensions);
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.onnx");
        File.WriteAllBytes(path, graph.Build().ToBytes());
        return path;
    }

    private sealed class ShapeProbe : IEstimator<ITransformer>
    {
        public SchemaShape? Seen { get; private set; }

        public ITransformer Fit(IDataView input) => new MLContext().Transforms.CopyColumns("Unused", "Id").Fit(input);

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => Seen = inputSchema;
    }
}
