using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExplain.Tests.Transforms.Contract;

/// <summary>Values stay with their rows when ML.NET skips, shuffles, samples, splits, spreads and stores them.</summary>
public sealed class SampledViewContract : ColumnContract
{
    [Theory]
    [MemberData(nameof(Columns))]
    public void SkippedAndTaken_ValuesStayWithTheirRows(string subject, int batchSize)
    {
        var view = View(subject, 40, batchSize);

        Assert.Equal(Enumerable.Range(21, 5), CheckedIds(subject, Ml.Data.TakeRows(Ml.Data.SkipRows(view, 21), 5)));
        Assert.Equal([0], CheckedIds(subject, Ml.Data.TakeRows(view, 1)));
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void ShuffledOrSampledBefore_ValuesStayWithTheirRows(string subject, int batchSize)
    {
        CheckShuffled(CheckedIds(subject, View(subject, Ml.Data.ShuffleRows(Source(40), seed: 3), batchSize)));
        CheckSampled(CheckedIds(subject, View(subject, Ml.Data.BootstrapSample(Source(40), seed: 3), batchSize)));
    }

    [Theory]
    [MemberData(nameof(Storable))]
    public void ShuffledAfterwards_ValuesStayWithTheirRows(string subject, int batchSize)
    {
        var view = View(subject, 40, batchSize);

        CheckShuffled(CheckedIds(subject, Ml.Data.ShuffleRows(view, seed: 3)));
        CheckShuffled(CheckedIds(subject, Ml.Data.ShuffleRows(view, seed: 3, shufflePoolSize: 5)));
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void SampledAfterwards_ValuesStayWithTheirRows(string subject, int batchSize)
    {
        var view = View(subject, 40, batchSize);

        var sample = CheckedIds(subject, Ml.Data.BootstrapSample(view, seed: 3));
        var complement = CheckedIds(subject, Ml.Data.BootstrapSample(view, seed: 3, complement: true));

        CheckSampled(sample);
        Assert.Equal(Enumerable.Range(0, 40), sample.Concat(complement).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void FilteredSelectedAndSplit_ValuesStayWithTheirRows(string subject, int batchSize)
    {
        var view = View(subject, 40, batchSize);
        var numbered = Ml.Transforms.Conversion.ConvertType("Number", "Id", DataKind.Single).Fit(view).Transform(view);
        var selected = Ml.Transforms.SelectColumns("Id", Output).Fit(view).Transform(view);
        var halves = Ml.Data.TrainTestSplit(view, testFraction: 0.5, seed: 3);
        var folds = Ml.Data.CrossValidationSplit(view, numberOfFolds: 3, seed: 3).Select(fold => CheckedIds(subject, fold.TestSet)).ToArray();

        Assert.Equal(Enumerable.Range(10, 15), CheckedIds(subject, Ml.Data.FilterRowsByColumn(numbered, "Number", 10, 25)));
        Assert.Equal(Enumerable.Range(0, 40), CheckedIds(subject, selected));
        Assert.Equal(["Id", Output], selected.Schema.Select(column => column.Name));
        Assert.Equal(Enumerable.Range(0, 40), CheckedIds(subject, halves.TrainSet).Concat(CheckedIds(subject, halves.TestSet)).Order());
        Assert.Equal(Enumerable.Range(0, 40), folds.SelectMany(ids => ids).Order());
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void ThreeParallelCursorsOfACachedView_CoverEveryRowOnce(string subject, int batchSize)
    {
        var view = View(subject, Ml.Data.Cache(Source(200)), batchSize);

        var cursors = view.GetRowCursorSet(view.Schema, 3);
        var ids = new List<int>[cursors.Length];
        Parallel.For(0, cursors.Length, i =>
        {
            using var cursor = cursors[i];
            ids[i] = CheckedIds(subject, cursor);
        });

        Assert.Equal(3, cursors.Length);
        Assert.Equal(Enumerable.Range(0, 200), ids.SelectMany(list => list).Order());
    }

    [Theory]
    [MemberData(nameof(Storable))]
    public void BinaryFile_KeepsValuesDimensionsAndAnnotations(string subject, int batchSize)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.idv");
        var view = View(subject, 20, batchSize);

        using (var file = File.Create(path))
        {
            Ml.Data.SaveAsBinary(view, file);
        }

        var loaded = Ml.Data.LoadFromBinary(path);

        Assert.Equal(20, CheckedIds(subject, loaded).Count);
        Assert.Equal(view.Schema[Output].Type, loaded.Schema[Output].Type);
        Assert.Equal(view.Schema[Output].Annotations.Schema.Select(a => a.Name).Order(), loaded.Schema[Output].Annotations.Schema.Select(a => a.Name).Order());
        File.Delete(path);
    }

    private static void CheckShuffled(List<int> ids)
    {
        Assert.NotEqual(Enumerable.Range(0, 40), ids);
        Assert.Equal(Enumerable.Range(0, 40), ids.Order());
    }

    /// <summary>Sampled with replacement: about 40 rows, some of them twice and some not at all.</summary>
    private static void CheckSampled(List<int> ids)
    {
        Assert.InRange(ids.Count, 20, 60); // a sum of 40 Poisson(1) numbers: 40 plus or minus three deviations of √40
        Assert.True(ids.Distinct().Count() < ids.Count);
        Assert.All(ids, id => Assert.InRange(id, 0, 39));
    }
}
