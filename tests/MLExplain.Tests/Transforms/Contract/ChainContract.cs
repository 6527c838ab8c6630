using Microsoft.ML;

namespace MLExplain.Tests.Transforms.Contract;

/// <summary>The column keeps its values between ML.NET's own estimators: trained ones before it, caches, parallel ones after it.</summary>
public sealed class ChainContract : ColumnContract
{
    [Theory]
    [MemberData(nameof(Columns))]
    public void ATrainedEstimatorBefore_IsRead(string subject, int batchSize)
    {
        var (input, source) = (Subject(subject).Input, Source(20));
        IEstimator<ITransformer> trained = input == "Path"
            ? Ml.Transforms.Conversion.MapValueToKey(input).Append(Ml.Transforms.Conversion.MapKeyToValue(input))
            : Ml.Transforms.NormalizeMinMax(input);

        var view = trained.Append(Estimator(subject, batchSize)).Fit(source).Transform(source);

        using var cursor = view.GetRowCursor(view.Schema);
        var path = ColumnReader.Value<ReadOnlyMemory<char>>(cursor, "Path");
        var (pixels, map, saliency, mask) = (ColumnReader.Floats(cursor, "Pixels"), ColumnReader.Floats(cursor, "Map"), ColumnReader.Floats(cursor, "Saliency"), ColumnReader.Floats(cursor, "Mask"));
        var (actual, rows) = (ColumnReader.Floats(cursor, Output), 0);
        for (; cursor.MoveNext(); rows++)
        {
            var row = new ContractRow { Path = path().ToString(), Pixels = pixels(), Map = map(), Saliency = saliency(), Mask = mask() };
            Assert.Equal(Subject(subject).Oracle(row), actual());
        }

        Assert.Equal(20, rows);
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void CachedBefore_ValuesStay(string subject, int batchSize)
    {
        var source = Source(40);
        var chain = Ml.Transforms.CopyColumns("Copy", "Id").AppendCacheCheckpoint(Ml).Append(Estimator(subject, batchSize));

        Assert.Equal(Enumerable.Range(0, 40), CheckedIds(subject, chain.Fit(source).Transform(source)));
    }

    [Theory]
    [MemberData(nameof(Storable))]
    public void CachedAfter_ValuesStay(string subject, int batchSize)
    {
        var source = Source(40);
        var checkpoint = Estimator(subject, batchSize).AppendCacheCheckpoint(Ml).Append(Ml.Transforms.CopyColumns("Copy", Output));

        Assert.Equal(Enumerable.Range(0, 40), CheckedIds(subject, Ml.Data.Cache(View(subject, source, batchSize))));
        Assert.Equal(Enumerable.Range(0, 40), CheckedIds(subject, checkpoint.Fit(source).Transform(source), "Copy"));
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void ManyRows_KeepTheirOrderBelowAParallelTransform(string subject, int batchSize)
    {
        var source = Source(200);
        var chain = Estimator(subject, batchSize).Append(Ml.Transforms.CopyColumns("Copy", "Id"));

        Assert.Equal(Enumerable.Range(0, 200), CheckedIds(subject, chain.Fit(source).Transform(source)));
    }
}
