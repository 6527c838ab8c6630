using MLExplain.Evaluation;
using MLExplain.Saliency;
using MLExplain.Tensors;
using MLExplain.Tests.Saliency;

namespace MLExplain.Tests.Evaluation;

public sealed class MeasuresTests
{
    public static TheoryData<string> Names => new(Measures.All.Select(entry => entry.Facts.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryRow_MakesTheMeasureOfItsName_AndSaysHowToReadIt(string name)
    {
        var facts = Measures.Find(name).Facts;

        Assert.Equal(name, Measures.Create(name) switch
        {
            IMapMeasure measure => measure.Name,
            IMethodMeasure measure => measure.Name,
            var other => other.ToString(),
        });
        Assert.EndsWith("?", facts.Question, StringComparison.Ordinal);
        Assert.Contains("arXiv:", facts.Paper, StringComparison.Ordinal);
        Assert.True(facts.Lowest < facts.Highest);
        Assert.All(Measures.Find(name).Options, option => Assert.EndsWith(".", option.Summary, StringComparison.Ordinal));
    }

    [Fact]
    public void AMistypedName_GetsTheNearest()
    {
        var e = Assert.Throws<ArgumentException>(() => Measures.Create("completness"));

        Assert.StartsWith("There is no measure 'completness'; did you mean 'completeness'?", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AScoreIsFinite()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MeasureScore.Of(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => MeasureScore.Of(0, [new CurvePoint(0, double.PositiveInfinity)]));
        Assert.Null(MeasureScore.Undefined("The map is constant.").Value);
    }

    /// <summary>F = 2 x₀ − x₁ at (3, 1): x · gradient is (6, −1), complete from 0; leaving out the second value leaves a residual of 1 of 5.</summary>
    [Theory]
    [InlineData(true, 0.2)]
    [InlineData(false, 1)]
    public void Completeness_IsTheResidual(bool relative, double expected)
    {
        var image = new EvaluatedImage("a", new Tensor([1, 1, 2], [3, 1]), Target: 0);
        var exact = new IntegratedGradients(new() { Baseline = Baseline.Zero })
            .Attribute(Given.Linear(2, -1), image.Input.Reshape([1, 1, 1, 2]), [0])[0];
        var cut = exact with { Values = new Tensor([1, 1, 2], [6, 0]), Sum = 6 };
        var measure = new Completeness(new() { Relative = relative });

        var scores = measure.Measure(
            Given.Linear(2, -1), [EvaluatedMap.Of("ig", image, exact), EvaluatedMap.Of("cut", image, cut), EvaluatedMap.Of("g", image, exact with { BaselineScore = null })]);

        // Sums of two float32 products.
        Assert.Equal(0, scores[0].Value!.Value, 1e-6);
        Assert.Equal(expected, scores[1].Value!.Value, 1e-6);
        Assert.Equal(MeasureStatus.NotApplicable, scores[2].Status);
    }

    [Fact]
    public void Completeness_OfAScoreThatDoesNotMove_IsUndefined()
    {
        var image = new EvaluatedImage("a", new Tensor([1, 1, 1], [3]), Target: 0);
        var still = new Attribution { Values = image.Input, Target = 0, Score = 2, BaselineScore = 2, Sum = 3, GradientCalls = 1 };

        var score = new Completeness().Measure(Given.Linear(1), [EvaluatedMap.Of("still", image, still)])[0];

        Assert.Equal(MeasureStatus.Undefined, score.Status);
        Assert.EndsWith(".", score.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Oracles_AreWhatTheirNamesSay()
    {
        var step = new Tensor(2, 6, 6);
        for (var i = 0; i < step.Length; i++)
        {
            step.Values[i] = i % 6 < 3 ? 0 : 4;
        }

        var maps = OracleMaps.Of(new EvaluatedImage("step", step, 0), seed: 1);

        Assert.Equal(OracleMaps.Names, maps.Select(m => m.Source));
        Assert.All(maps[0].Map.Values, v => Assert.InRange(v, 0, 1));
        Assert.Equal(36, maps[0].Map.Values.Distinct().Count());

        // A step of 4 in both columns beside it: the Sobel weights 1, 2, 1 make 16 there and 0 elsewhere.
        Assert.Equal(Enumerable.Range(0, 36).Select(i => i % 6 is 2 or 3 ? 16f : 0), maps[1].Map.Values);
        Assert.Equal(step.Values[..36], maps[2].Map.Values);
        Assert.Equal(maps[3].Map.Values.Max(), maps[3].Map.Values[(2 * 6) + 2]);
        Assert.NotEqual(maps[0].Map.Values, OracleMaps.Of(new EvaluatedImage("step", step, 0), seed: 2)[0].Map.Values);
    }
}
