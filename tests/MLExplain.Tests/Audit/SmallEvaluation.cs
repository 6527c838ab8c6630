using MLExplain.Audit;
using MLExplain.Evaluation;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Tests.Audit;

/// <summary>Short ways to an evaluation of a <see cref="SmallAudit"/>.</summary>
internal static class SmallEvaluation
{
    public static MeasureSelection Measures(params string[] names) =>
        MeasureSelection.Of([.. names.Select(n => KeyValuePair.Create(n, (IReadOnlyDictionary<string, string>)new Dictionary<string, string>()))], seed: 1, new MethodContext());

    public static EvaluationSetup Evaluation(this SmallAudit audit, MeasureSelection measures, IClassifier? model = null) =>
        new() { Audit = audit.Setup(model), Measures = measures, Images = 6, Seed = 1 };

    public static EvaluationReport Run(this EvaluationSetup setup) => new EvaluationRun(setup).Execute();

    /// <summary>A method whose maps are the same number everywhere.</summary>
    public sealed class Constant(float value) : ISaliencyMethod
    {
        public string Name => "constant";

        public IReadOnlyList<Attribution> Attribute(IClassifier model, Tensor inputs, IReadOnlyList<int> targets, CancellationToken cancellationToken = default) =>
            [.. targets.Select(target =>
            {
                var map = new Tensor(inputs.Shape[1..].ToArray());
                map.Values.AsSpan().Fill(value);
                return new Attribution { Values = map, Target = target, Score = 1, BaselineScore = 1, Sum = Statistics.Sum(map.Values), GradientCalls = 0 };
            })];
    }
}
