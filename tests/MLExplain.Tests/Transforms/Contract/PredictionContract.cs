using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace MLExplain.Tests.Transforms.Contract;

/// <summary>A prediction engine gives the values a view gives, and computes only what its output type names.</summary>
public sealed class PredictionContract : ColumnContract
{
    [Theory]
    [MemberData(nameof(Columns))]
    public void PredictionEngine_EqualsTheOracle(string subject, int batchSize)
    {
        var predict = Engine(subject, batchSize);

        for (var id = 0; id < 6; id++)
        {
            var row = ContractData.Row(id);
            Assert.Equal(Subject(subject).Expected(id), predict(row));
            Assert.InRange(row.Reads, 1, 2); // what the column is made from, each once
        }
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void PredictionEngine_ComputesOnlyWhatItsOutputNames(string subject, int batchSize)
    {
        using var engine = Ml.Model.CreatePredictionEngine<ContractRow, Named>(Estimator(subject, batchSize).Fit(Source(1)));
        var row = ContractData.BrokenRow(5);

        Assert.Equal(5, engine.Predict(row).Id);

        Assert.Equal(0, row.Reads);
    }

    private Func<ContractRow, float[]> Engine(string subject, int batchSize)
    {
        var transformer = Estimator(subject, batchSize).Fit(Source(1));
        if (Subject(subject).IsImage)
        {
            var images = Ml.Model.CreatePredictionEngine<ContractRow, Drawing>(transformer);
            return row => ColumnReader.Levels(images.Predict(row).Output!);
        }

        if (Subject(subject).IsNumber)
        {
            var numbers = Ml.Model.CreatePredictionEngine<ContractRow, Number>(transformer);
            return row => [numbers.Predict(row).Output];
        }

        var vectors = Ml.Model.CreatePredictionEngine<ContractRow, Vector>(transformer);
        return row => vectors.Predict(row).Output;
    }

    public sealed class Named
    {
        public int Id { get; set; }
    }

    public sealed class Vector
    {
        [VectorType]
        public float[] Output { get; set; } = [];
    }

    public sealed class Number
    {
        public float Output { get; set; }
    }

    public sealed class Drawing
    {
        [ImageType(6, 6)]
        public MLImage? Output { get; set; }
    }
}
