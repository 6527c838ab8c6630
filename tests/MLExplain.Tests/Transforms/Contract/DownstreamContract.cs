using Microsoft.ML;
using Microsoft.ML.Data;
using MLExplain.Onnx;

namespace MLExplain.Tests.Transforms.Contract;

/// <summary>
/// ML.NET's estimators and trainers read the column; of a column of pictures, they read the pixels that ExtractPixels makes of it. A score stands beside
/// other features, 0 where it is missing.
/// </summary>
public sealed class DownstreamContract : ColumnContract
{
    [Theory]
    [MemberData(nameof(Columns))]
    public void BuiltInTransformsAfterwards_ReadTheColumn(string subject, int batchSize)
    {
        var (source, (estimator, vector)) = (Source(20), AsVector(subject, batchSize));
        var chain = estimator
            .Append(Ml.Transforms.CopyColumns("Copied", vector))
            .Append(Ml.Transforms.Concatenate("Joined", vector, "Copied"))
            .Append(Ml.Transforms.NormalizeMinMax("Normalized", vector));

        var view = chain.Fit(source).Transform(source);

        Assert.Equal(20, CheckedIds(subject, view).Count);
        var rows = view.GetColumn<float[]>(vector).ToArray();
        Assert.Equal(rows.Select(row => (float[])[.. row, .. row]), view.GetColumn<float[]>("Joined"));
        // ML.NET divides each slot by its largest magnitude over the rows, and leaves a slot of zeros.
        var largest = Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(row => Math.Abs(row[i]))).ToArray();
        var normalized = view.GetColumn<float[]>("Normalized").ToArray();
        for (var row = 0; row < rows.Length; row++)
        {
            Assert.All(normalized[row], (value, i) => Assert.Equal(largest[i] == 0 ? 0 : rows[row][i] / largest[i], value, 1e-6)); // it multiplies by a rounded 1 / largest
        }
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void ATrainerAfterwards_LearnsFromTheColumn(string subject, int batchSize)
    {
        var (source, (estimator, vector)) = (Source(20), AsVector(subject, batchSize));
        var chain = estimator.Append(Ml.Clustering.Trainers.KMeans(vector, numberOfClusters: 3));

        var distances = chain.Fit(source).Transform(source).GetColumn<float[]>("Score").ToArray();

        Assert.Equal(20, distances.Length);
        Assert.All(distances, row => Assert.True(row.Length == 3 && Array.TrueForAll(row, float.IsFinite)));
        Assert.True(distances.Select(row => row.Min()).Distinct().Count() > 1);
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void ApplyOnnxModelAfterwards_ReadsTheColumn(string subject, int batchSize)
    {
        var (source, (estimator, vector)) = (Source(20), AsVector(subject, batchSize));
        var dimensions = ((VectorDataViewType)estimator.Fit(source).GetOutputSchema(source.Schema)[vector].Type).Dimensions;
        var model = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.onnx");
        File.WriteAllBytes(model, Negation(vector, [1, .. dimensions]));

        var view = estimator.Append(Ml.Transforms.ApplyOnnxModel("Negated", vector, model)).Fit(source).Transform(source);

        Assert.Equal(20, CheckedIds(subject, view).Count);
        Assert.Equal(view.GetColumn<float[]>(vector).Select(row => row.Select(value => -value)), view.GetColumn<float[]>("Negated"));
        File.Delete(model);
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void SlotNames_FlowThroughConcatenate(string subject, int batchSize)
    {
        var source = Source(1);
        var view = Estimator(subject, batchSize).Append(Ml.Transforms.Concatenate("Joined", Output, Output)).Fit(source).Transform(source);

        VBuffer<ReadOnlyMemory<char>> names = default;
        view.Schema["Joined"].GetSlotNames(ref names);

        var dimensions = ((VectorDataViewType)view.Schema[Output].Type).Dimensions;
        var last = dimensions is [var channels, var height, var width] ? $"c{channels - 1}y{height - 1}x{width - 1}" : $"y{dimensions[0] - 1}x{dimensions[1] - 1}";
        Assert.Equal(2 * dimensions.Aggregate(1, (product, size) => product * size), names.Length);
        Assert.Equal($"{Output}.{last}", names.DenseValues().Last().ToString());
    }

    private (IEstimator<ITransformer> Estimator, string Column) AsVector(string subject, int batchSize) => Subject(subject).IsImage
        ? (Estimator(subject, batchSize).Append(Ml.Transforms.ExtractPixels("Extracted", Output)), "Extracted")
        : Subject(subject).IsNumber ? (Estimator(subject, batchSize).Append(Ml.Transforms.Concatenate("Features", Output, "Map")).Append(Ml.Transforms.ReplaceMissingValues("Features")), "Features")
        : (Estimator(subject, batchSize), Output);

    private static byte[] Negation(string input, long[] dimensions)
    {
        var graph = new OnnxGraphBuilder("negate");
        graph.Output(graph.Node("Neg", [graph.Input(input, dimensions)]), "Negated", dimensions);
        return graph.Build().ToBytes();
    }
}
