using MLExplain.Audit.Power;
using MLExplain.Gradients;
using MLExplain.Models;
using MLExplain.Onnx;
using MLExplain.Tensors;
using MLExplain.Tests.Gradients;
using MLExplain.Tests.Models;

namespace MLExplain.Tests.Audit.Power;

public sealed class LastLayerRefitTests
{
    private const int Images = 40;

    private static readonly Tensor Pictures = SmallModels.Noise(21, Images, 3, 16, 16);
    private static readonly int[] Labels = [.. Enumerable.Range(0, Images).Select(i => i * i % 5)];

    /// <summary>The fit is where the differentiated graph's own weight gradient of the cross-entropy is what the penalty pulls back with.</summary>
    [Fact]
    public void AtTheFit_TheWeightGradientOfTheGraphEqualsThePenaltys()
    {
        // Float32 sums of 40 gradients of order 0.01 over features of order 0.1, in units of one standard deviation.
        const double Tolerance = 1e-5;
        var options = new RefitOptions { Penalty = 0.01 };
        var source = SmallModels.Convolutional();
        using var model = OnnxClassifier.Load(source);
        var features = model.Features(Pictures);

        var fitted = LastLayerRefit.Fit(model, features, Labels, options);

        var (weight, bias) = GraphGradients(model, source, fitted);
        var (oldWeight, oldBias) = (model.ReadWeight("w3"), model.ReadWeight("b3"));
        for (var r = 0; r < 5; r++)
        {
            var shift = (double)fitted.Bias.Values[r] - oldBias.Values[r];
            for (var c = 0; c < 16; c++)
            {
                double[] column = [.. Enumerable.Range(0, Images).Select(n => (double)features.Row(n)[c])];
                var (mean, deviation) = (column.Average(), Math.Sqrt(column.Average(v => Math.Pow(v - column.Average(), 2))));
                var change = (fitted.Weights.Row(r)[c] - (double)oldWeight.Row(r)[c]) * deviation;
                shift += change * mean / deviation;
                Assert.Equal(-options.Penalty * change, (weight[(r * 16) + c] - (mean * bias[r])) / deviation, Tolerance);
            }

            Assert.Equal(-options.Penalty * shift, bias[r], Tolerance);
        }
    }

    [Fact]
    public void Loss_GradientEqualsItsCentralDifference()
    {
        const double Step = 1e-5;
        // Third derivatives of order 1, squared step 1e-10, and double rounding 1e-16 over the step.
        const double Tolerance = 1e-9;
        double[][] features = [.. Enumerable.Range(0, 6).Select(n => SmallModels.Noise(n, 4).Values.Select(v => (double)v).ToArray())];
        foreach (var scores in new[] { 1, 3 })
        {
            var loss = new LogisticLoss(features, SmallModels.Noise(9, 6, scores), [0, 1, 1, 0, 1, 0], 0.1);
            double[] point = [.. SmallModels.Noise(8, 4 * scores).Values];
            var gradient = loss.At(point).Gradient;
            for (var i = 0; i < point.Length; i++)
            {
                double[] Moved(double by) => [.. point.Select((v, j) => j == i ? v + by : v)];
                Assert.Equal((loss.At(Moved(Step)).Loss - loss.At(Moved(-Step)).Loss) / (2 * Step), gradient[i], Tolerance);
            }
        }
    }

    /// <summary>Labels that the features tell exactly are learnt; the model without the refit does not know them.</summary>
    [Fact]
    public void Fit_LearnsWhatTheFeaturesTell_AndRunsInTheModel()
    {
        using var model = OnnxClassifier.Load(SmallModels.Convolutional());
        var features = model.Features(Pictures);
        var cut = features.Values.Where((_, i) => i % 16 == 3).Order().ElementAt(Images / 2);
        int[] labels = [.. Enumerable.Range(0, Images).Select(n => features.Row(n)[3] < cut ? 2 : 4)];

        var fitted = LastLayerRefit.Fit(model, features, labels, new RefitOptions { Penalty = 1e-5 });
        var refitted = model.WithWeights(model.LastLayer.Stored(fitted.Weights, fitted.Bias));

        Assert.True(Right(model) <= 30, "the model knew before");
        Assert.Equal(Images, Right(refitted));
        Assert.InRange(fitted.CrossEntropy!.Value, 0, 0.2);

        int Right(IClassifier classifier)
        {
            var scores = classifier.Score(Pictures);
            return Enumerable.Range(0, Images).Count(n => scores.Row(n).ToArray().Index().MaxBy(s => s.Item).Index == labels[n]);
        }
    }

    [Fact]
    public void Fit_IsTheSameEveryTime()
    {
        using var model = OnnxClassifier.Load(SmallModels.Convolutional());
        var features = model.Features(Pictures);

        var (first, second) = (LastLayerRefit.Fit(model, features, Labels), LastLayerRefit.Fit(model, features, Labels));

        Assert.Equal(first.Weights.Values, second.Weights.Values);
        Assert.Equal(first.Bias.Values, second.Bias.Values);
    }

    /// <summary>Mean gradients of the cross-entropy by weight and bias of the last layer, from the differentiated graph on ONNX Runtime.</summary>
    private static (double[] Weight, double[] Bias) GraphGradients(OnnxClassifier model, OnnxModel source, RefittedLayer fitted)
    {
        var trunk = source.Clone();
        var tap = trunk.Graph.Node.Single(n => n.OpType == "Softmax");
        var request = new GradientRequest { Target = tap.Input[0], WithRespectTo = ["w3", "b3"], WeightsAsInputs = true };
        var graph = GradientGraph.Differentiate(trunk, request);
        var seed = model.WithWeights(model.LastLayer.Stored(fitted.Weights, fitted.Bias)).Score(Pictures);
        for (var n = 0; n < Images; n++)
        {
            Softmax.Apply(seed.Row(n), seed.Row(n));
            seed.Row(n)[Labels[n]] -= 1;
        }

        var inputs = new Dictionary<string, Tensor> { ["image"] = Pictures, [graph.SeedName] = seed, ["w3"] = fitted.Weights, ["b3"] = fitted.Bias };
        using var run = new OrtRun(graph.Model);
        var outputs = run.Run(inputs, graph.Gradients["w3"], graph.Gradients["b3"]);
        return (Array.ConvertAll(outputs[0].Values, g => (double)g / Images), Array.ConvertAll(outputs[1].Values, g => (double)g / Images));
    }
}
