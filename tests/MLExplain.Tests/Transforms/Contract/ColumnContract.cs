using Microsoft.ML;
using MLExplain.Transforms;

namespace MLExplain.Tests.Transforms.Contract;

/// <summary>What every transform owes ML.NET: each test runs for each transform of <see cref="ColumnSubjects"/>, row by row and in blocks of 16.</summary>
/// <remarks>
/// Values are compared bit for bit: reading ahead, caching, sampling and threads must not change a result.
/// <list type="table">
/// <listheader><term>Owed</term><description>Test</description></listheader>
/// <item><term>A trained estimator (NormalizeMinMax, key values) before</term><description><see cref="ChainContract.ATrainedEstimatorBefore_IsRead"/></description></item>
/// <item><term>Cache checkpoints before and after</term><description><see cref="ChainContract.CachedBefore_ValuesStay"/>, <see cref="ChainContract.CachedAfter_ValuesStay"/>, <see cref="ImageColumnTests"/></description></item>
/// <item><term>NormalizeMinMax, Concatenate, CopyColumns after</term><description><see cref="DownstreamContract.BuiltInTransformsAfterwards_ReadTheColumn"/></description></item>
/// <item><term>ApplyOnnxModel after</term><description><see cref="DownstreamContract.ApplyOnnxModelAfterwards_ReadsTheColumn"/></description></item>
/// <item><term>KMeans trained on the column</term><description><see cref="DownstreamContract.ATrainerAfterwards_LearnsFromTheColumn"/></description></item>
/// <item><term>Slot names flow through Concatenate</term><description><see cref="DownstreamContract.SlotNames_FlowThroughConcatenate"/>, <see cref="ImageColumnTests"/></description></item>
/// <item><term>Order kept below a parallel transform</term><description><see cref="ChainContract.ManyRows_KeepTheirOrderBelowAParallelTransform"/>, <see cref="Runtime.CursorTests"/> (3000 rows)</description></item>
/// <item><term>Preview of view and estimator</term><description><see cref="ReadingContract.Preview_ShowsTheColumnOfViewAndEstimator"/></description></item>
/// <item><term>Nothing computed while inactive, all while needed downstream</term><description><see cref="ReadingContract.NothingIsReadWhileTheColumnIsInactive"/>, <see cref="ReadingContract.ATransformDownstream_MakesTheColumnRead"/></description></item>
/// <item><term>A value asked for twice is computed once</term><description><see cref="ReadingContract.AskedTwice_IsComputedOnce"/></description></item>
/// <item><term>The first rows cost a few rows</term><description><see cref="ReadingContract.FirstRows_CostAFewRows"/></description></item>
/// <item><term>Left midway; four threads on one view</term><description><see cref="ReadingContract.DisposingMidway_LeavesTheViewReadable"/>, <see cref="ReadingContract.FourThreads_ReadOneViewAtOnce"/></description></item>
/// <item><term>TakeRows, SkipRows</term><description><see cref="SampledViewContract.SkippedAndTaken_ValuesStayWithTheirRows"/></description></item>
/// <item><term>ShuffleRows, BootstrapSample</term><description><see cref="SampledViewContract.ShuffledOrSampledBefore_ValuesStayWithTheirRows"/>, <see cref="SampledViewContract.ShuffledAfterwards_ValuesStayWithTheirRows"/>, <see cref="SampledViewContract.SampledAfterwards_ValuesStayWithTheirRows"/>, <see cref="ImageColumnTests"/></description></item>
/// <item><term>FilterRows, SelectColumns, CrossValidationSplit, TrainTestSplit</term><description><see cref="SampledViewContract.FilteredSelectedAndSplit_ValuesStayWithTheirRows"/></description></item>
/// <item><term>Three cursors of a cached view</term><description><see cref="SampledViewContract.ThreeParallelCursorsOfACachedView_CoverEveryRowOnce"/></description></item>
/// <item><term>SaveAsBinary, LoadFromBinary</term><description><see cref="SampledViewContract.BinaryFile_KeepsValuesDimensionsAndAnnotations"/>, <see cref="ImageColumnTests"/></description></item>
/// <item><term>Row ids, positions, row count stay</term><description><see cref="CursorContract.RowIdsAndPositions_AreThoseOfTheSource"/></description></item>
/// <item><term>A row that cannot be computed costs itself</term><description><see cref="FailureContract.ABrokenRow_CostsItselfOnly"/>, <see cref="Runtime.CursorTests"/></description></item>
/// <item><term>The text column beside a marked column or a score</term><description><see cref="ErrorColumnTests"/></description></item>
/// <item><term>Getters refuse wrong types, inactive columns, and where there is no row</term><description><see cref="CursorContract"/></description></item>
/// <item><term>Cancellation</term><description><see cref="FailureContract.Cancelling_StopsTheCursor"/>, <see cref="FailureContract.CancellingBelowABuiltInTransform_IsFoundAmongTheInnerExceptions"/></description></item>
/// <item><term>Schema errors</term><description><see cref="SchemaContract.MissingInputColumn_IsRefusedInMlNetsWords"/>, <see cref="SchemaContract.InputOfAnotherType_IsRefusedInMlNetsWords"/></description></item>
/// <item><term>In-place column name</term><description><see cref="SchemaContract.NamedAsItsInput_HidesIt"/></description></item>
/// <item><term>The estimator's shape is the transformer's schema</term><description><see cref="SchemaContract.EstimatorsShape_IsTheTransformersSchema"/></description></item>
/// <item><term>PredictionEngine, computing only what its output type names</term><description><see cref="PredictionContract.PredictionEngine_EqualsTheOracle"/>, <see cref="PredictionContract.PredictionEngine_ComputesOnlyWhatItsOutputNames"/></description></item>
/// </list>
/// </remarks>
public abstract class ColumnContract
{
    protected const string Output = "Output";

    /// <summary>Every subject, by name.</summary>
    public static TheoryData<string> Subjects => new(ColumnSubjects.All.Select(subject => subject.Name));

    /// <summary>Every subject in both block sizes.</summary>
    public static TheoryData<string, int> Columns => InBothSizes(ColumnSubjects.All);

    /// <summary>Those whose column ML.NET can cache, shuffle and write to files; <see cref="ImageColumnTests"/> shows why the others are left out.</summary>
    public static TheoryData<string, int> Storable => InBothSizes(ColumnSubjects.All.Where(subject => !subject.IsImage));

    /// <summary>Those whose column has slots.</summary>
    public static TheoryData<string, int> Vectors => InBothSizes(ColumnSubjects.All.Where(subject => !subject.IsImage && !subject.IsNumber));

    protected MLContext Ml { get; } = new(seed: 1);

    internal static ColumnSubject Subject(string name) => ColumnSubjects.All.Single(subject => subject.Name == name);

    /// <summary>Rows with an <c>Int32</c> column <c>Id</c> counting from 0, and what every subject reads.</summary>
    protected IDataView Source(int rows) => Ml.Data.LoadFromEnumerable(Enumerable.Range(0, rows).Select(ContractData.Row));

    protected IEstimator<RowTransformer> Estimator(string subject, int batchSize, string output = Output) =>
        Subject(subject).Estimator(new ColumnRequest(Ml.Transforms, output, batchSize));

    protected IDataView View(string subject, int rows, int batchSize) => View(subject, Source(rows), batchSize);

    protected IDataView View(string subject, IDataView source, int batchSize) => Estimator(subject, batchSize).Fit(source).Transform(source);

    /// <summary>Walks a view, compares every row with the oracle, and gives the ids in order.</summary>
    protected static List<int> CheckedIds(string subject, IDataView view, string column = Output)
    {
        using var cursor = view.GetRowCursor(view.Schema);
        return CheckedIds(subject, cursor, column);
    }

    protected static List<int> CheckedIds(string subject, DataViewRowCursor cursor, string column = Output)
    {
        var ids = new List<int>();
        var (actual, id) = (ColumnReader.Floats(cursor, column), ColumnReader.Value<int>(cursor, "Id"));
        while (cursor.MoveNext())
        {
            ids.Add(id());
            Assert.Equal(Subject(subject).Expected(ids[^1]), actual());
        }

        return ids;
    }

    private static TheoryData<string, int> InBothSizes(IEnumerable<ColumnSubject> subjects)
    {
        var data = new TheoryData<string, int>();
        foreach (var subject in subjects)
        {
            data.Add(subject.Name, 1);
            data.Add(subject.Name, 16);
        }

        return data;
    }
}
