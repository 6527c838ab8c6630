using System.Collections.Concurrent;
using Microsoft.ML;
using MLExplain.Evaluation;
using MLExplain.Transforms;

namespace MLExplain.Tests.Transforms.Contract;

/// <summary>A transform under test.</summary>
/// <param name="Name">The catalog's name for it, as shown in the list of tests.</param>
/// <param name="Input">The column of <see cref="ContractRow"/> it is made from.</param>
/// <param name="Estimator">Makes the estimator.</param>
/// <param name="Oracle">What the column must hold, worked out without ML.NET; throws for a row that must throw.</param>
internal record ColumnSubject(
    string Name, string Input, Func<ColumnRequest, IEstimator<RowTransformer>> Estimator, Func<ContractRow, float[]> Oracle)
{
    private readonly ConcurrentDictionary<int, float[]> _expected = new();

    /// <summary>Whether the column holds pictures instead of vectors.</summary>
    public bool IsImage { get; init; }

    /// <summary>Whether the column holds numbers instead of vectors.</summary>
    public bool IsNumber => this is MeasureSubject;

    /// <summary>What the column must hold in <see cref="ContractData.Row"/>.</summary>
    public float[] Expected(int id) => _expected.GetOrAdd(id % ContractData.Distinct, index => Oracle(ContractData.Row(index)));
}

/// <summary>A measure under test: its oracle is the measure called directly.</summary>
internal sealed record MeasureSubject(string Name, string Input, Func<ColumnRequest, IEstimator<RowTransformer>> Estimator, Func<ContractRow, MeasureScore> Measure)
    : ColumnSubject(Name, Input, Estimator, row => [(float?)Measure(row).Value ?? float.NaN]);

/// <summary>What a test asks of an estimator.</summary>
internal sealed record ColumnRequest(TransformsCatalog Transforms, string Output, int BatchSize)
{
    public string Model { get; } = ContractData.ModelFile;

    public SaliencyColumnOptions Column => new() { BatchSize = BatchSize };

    /// <summary>Name of the column with a score's curve.</summary>
    public string? Curve { get; init; }

    public MeasureColumnOptions Score => new() { BatchSize = BatchSize, CurveColumnName = Curve };

    /// <summary>The method that measures run again.</summary>
    public SaliencyEstimator Gradient => Transforms.ExplainGradient("Unused", "Pixels", Model);
}
