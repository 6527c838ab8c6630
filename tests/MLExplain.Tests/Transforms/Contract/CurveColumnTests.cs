using Microsoft.ML.Data;
using MLExplain.Evaluation;

namespace MLExplain.Tests.Transforms.Contract;

/// <summary>The curve and the status beside a score are those of the measure called directly.</summary>
public sealed class CurveColumnTests : ColumnContract
{
    public static TheoryData<string, int> Measured
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var subject in MeasureSubjects.All)
            {
                data.Add(subject.Name, 1);
                data.Add(subject.Name, 8);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Measured))]
    public void Curve_IsTheMeasures_AndRefusedWhereThereIsNone(string subject, int batchSize)
    {
        var measure = (MeasureSubject)Subject(subject);
        var scores = Scores(measure);
        var request = new ColumnRequest(Ml.Transforms, Output, batchSize) { Curve = "Curve" };
        if (scores.TrueForAll(score => score.Curve.Count == 0))
        {
            Assert.Contains("has no curve", Assert.Throws<ArgumentException>(() => measure.Estimator(request)).Message, StringComparison.Ordinal);
            return;
        }

        var view = measure.Estimator(request).Fit(Source(1)).Transform(Source(ContractData.Distinct));

        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 0, 2), view.Schema["Curve"].Type);
        Assert.Equal(scores.Select(score => score.Curve.SelectMany(point => new[] { (float)point.X, (float)point.Y })), view.GetColumn<float[]>("Curve"));
        Assert.Equal(view.GetColumn<float[]>("Curve"), Ml.Data.Cache(view).GetColumn<float[]>("Curve"));
    }

    [Theory]
    [MemberData(nameof(Measured))]
    public void Status_SaysWhyThereIsNoScore(string subject, int batchSize)
    {
        var scores = Scores((MeasureSubject)Subject(subject));

        var statuses = View(subject, ContractData.Distinct, batchSize).GetColumn<string>(Output + "Status").ToArray();

        Assert.All(statuses.Zip(scores), row => Assert.Equal(
            row.Second.Status switch { MeasureStatus.Ok => "ok", MeasureStatus.Undefined => $"undefined: {row.Second.Reason}", _ => $"not_applicable: {row.Second.Reason}" }, row.First));
        Assert.Contains("ok", statuses);
    }

    private static List<MeasureScore> Scores(MeasureSubject subject) => [.. Enumerable.Range(0, ContractData.Distinct).Select(id => subject.Measure(ContractData.Row(id)))];
}
