using Microsoft.ML;
using Microsoft.ML.Data;
using MLExplain.Tests.Transforms.Contract;
using MLExplain.Transforms.Runtime;

namespace MLExplain.Tests.Transforms.Runtime;

/// <summary>When rows are read and computed, and where a cursor stands after either failed.</summary>
public sealed class CursorTests
{
    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<int> BatchSizes => new(1, 16);

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void ARowThatCannotBeRead_LeavesTheCursorOnTheRowServed(int batchSize)
    {
        var failing = true;
        Check(batchSize, () => failing, () => failing = false, new ScriptedTransformer(_ml)
        {
            BatchSize = batchSize,
            Reading = id => ThrowIf(failing && id == 5),
        });
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void ABlockThatCannotBeComputed_LeavesTheCursorOnTheRowServed(int batchSize)
    {
        var failing = true;
        Check(batchSize, () => failing, () => failing = false, new ScriptedTransformer(_ml)
        {
            BatchSize = batchSize,
            Computing = ids => ThrowIf(failing && ids.Contains(5)),
        });
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void NothingIsComputedUntilAValueIsAskedFor(int batchSize)
    {
        var computed = new List<int>();
        var view = Apply(new ScriptedTransformer(_ml) { BatchSize = batchSize, Computing = computed.AddRange }, 40);
        using var cursor = view.GetRowCursor(view.Schema);
        Assert.IsType(batchSize == 1 ? typeof(MappedCursor) : typeof(LookAheadCursor), cursor);
        var (twice, id) = (ColumnReader.Value<int>(cursor, "Twice"), ColumnReader.Value<int>(cursor, "Id"));

        while (cursor.MoveNext())
        {
            id();
            Assert.Empty(computed);
            if (id() == 20)
            {
                Assert.Equal(40, twice());
                break;
            }
        }

        Assert.Equal(batchSize == 1 ? [20] : Enumerable.Range(15, 16), computed); // after blocks of 1 + 2 + 4 + 8
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void ThreeThousandRows_KeepTheirOrderBelowAParallelTransform(int batchSize)
    {
        var computed = 0;
        var ours = Apply(new ScriptedTransformer(_ml) { BatchSize = batchSize, Computing = ids => Interlocked.Add(ref computed, ids.Length) }, 3000);
        var view = _ml.Transforms.CopyColumns("Copy", "Twice").Fit(ours).Transform(ours);

        Assert.Equal(Enumerable.Range(0, 3000).Select(id => (id, 2 * id)), view.GetColumn<int>("Id").Zip(view.GetColumn<int>("Copy")));
        Assert.Equal(3000, computed);
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void ARowThatTheSourceCannotGive_CostsItselfOnly(int batchSize)
    {
        var source = _ml.Data.LoadFromEnumerable(new FaultyRows(Enumerable.Range(0, 12).Select(ContractData.Row).ToList(), fault: 5));
        var view = new ScriptedTransformer(_ml) { BatchSize = batchSize }.Transform(source);
        using var cursor = view.GetRowCursor(view.Schema);
        var twice = ColumnReader.Value<int>(cursor, "Twice");
        var (seen, failures, more) = (new List<int>(), 0, true);

        while (more)
        {
            try
            {
                more = cursor.MoveNext();
                if (more)
                {
                    seen.Add(twice() / 2);
                }
            }
            catch (InvalidDataException)
            {
                failures++;
                Assert.True(batchSize == 1 || cursor.Position == -1, "a cursor that read ahead is on no row");
            }
        }

        Assert.Equal(1, failures);
        Assert.Equal([0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11], seen);
    }

    /// <summary>Row 5 fails: asked from there, or from wherever its block began, the cursor stays on its row and recovers there.</summary>
    private static void Check(int batchSize, Func<bool> failing, Action repair, ScriptedTransformer transformer)
    {
        var view = Apply(transformer, 20);
        using var cursor = view.GetRowCursor(view.Schema);
        var (twice, id, rowId) = (ColumnReader.Value<int>(cursor, "Twice"), ColumnReader.Value<int>(cursor, "Id"), cursor.GetIdGetter());
        var failures = new List<int>();
        for (var row = 0; cursor.MoveNext(); row++)
        {
            if (failing() && Record.Exception(() => twice()) is InvalidDataException)
            {
                failures.Add(row);
                Assert.Throws<InvalidDataException>(() => twice());
            }
            else
            {
                Assert.Equal(2 * row, twice());
            }

            DataViewRowId value = default;
            rowId(ref value);
            Assert.Equal((row, row, new DataViewRowId((ulong)row, 0)), (id(), cursor.Position, value));
            if (row == 5)
            {
                repair();
                Assert.Equal(10, twice());
            }
        }

        // Blocks of 1, 2 and 4 rows put rows 3 to 6 together.
        Assert.Equal(batchSize == 1 ? [5] : [3, 4, 5], failures);
    }

    private static IDataView Apply(ScriptedTransformer transformer, int rows) =>
        transformer.Transform(new MLContext().Data.LoadFromEnumerable(Enumerable.Range(0, rows).Select(ContractData.Row)));

    private static void ThrowIf(bool failing)
    {
        if (failing)
        {
            throw new InvalidDataException();
        }
    }
}
