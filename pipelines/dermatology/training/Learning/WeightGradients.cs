using Microsoft.ML.OnnxRuntime;
using MLExplain.Gradients;
using MLExplain.Models;
using MLExplain.Tensors;

namespace Dermatology.Learning;

/// <summary>Gradients of the cross-entropy with respect to the weights: the network's ONNX graph, differentiated, on ONNX Runtime.</summary>
/// <remarks>
/// The differentiated graph gives Σ seed · ∂logit/∂weight. The cross-entropy's gradient at the logits is softmax(logits) − one-hot label,
/// so that is the seed; the logits come from a first run of the plain graph. The weights are inputs of both graphs: one session each
/// serves the whole training.
/// </remarks>
internal sealed class WeightGradients : IDisposable
{
    private readonly IReadOnlyDictionary<string, Tensor> _weights;
    private readonly string _logits;
    private readonly DifferentiatedGraph _graph;
    private readonly SessionOptions _options = new() { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
    private readonly InferenceSession _forward;
    private readonly InferenceSession _backward;

    public WeightGradients(IReadOnlyDictionary<string, Tensor> weights)
    {
        _weights = weights;
        (var trunk, _logits) = Network.Trunk(weights, weightsAsInputs: false);
        var request = new GradientRequest { Target = _logits, WithRespectTo = [.. weights.Keys], WeightsAsInputs = true };
        _graph = GradientGraph.Differentiate(trunk, request);
        _forward = new InferenceSession(Network.Trunk(weights, weightsAsInputs: true).Model.ToBytes(), _options);
        _backward = new InferenceSession(_graph.Model.ToBytes(), _options);
    }

    /// <summary>Sums over the rows of one shard of a batch; safe to call from several threads.</summary>
    /// <param name="images">Pictures <c>[n,3,64,64]</c>.</param>
    /// <param name="labels">Their classes.</param>
    /// <returns>The summed cross-entropy, and the gradient of it for each weight.</returns>
    public (double Loss, Dictionary<string, float[]> Gradients) Of(Tensor images, ReadOnlySpan<int> labels)
    {
        var inputs = _weights.ToDictionary(w => w.Key, w => w.Value);
        inputs[Network.Image] = images;
        var seed = new Tensor([labels.Length, Network.Classes], Run(_forward, inputs, [_logits])[0]);
        var loss = 0.0;
        for (var row = 0; row < labels.Length; row++)
        {
            Softmax.Apply(seed.Row(row), seed.Row(row));
            loss -= Math.Log(Math.Max(seed.Row(row)[labels[row]], float.Epsilon));
            seed.Row(row)[labels[row]] -= 1;
        }

        inputs[_graph.SeedName] = seed;
        var gradients = Run(_backward, inputs, [.. _weights.Keys.Select(w => _graph.Gradients[w])]);
        return (loss, _weights.Keys.Zip(gradients).ToDictionary(g => g.First, g => g.Second));
    }

    public void Dispose()
    {
        _forward.Dispose();
        _backward.Dispose();
        _options.Dispose();
    }

    private static List<float[]> Run(InferenceSession session, IReadOnlyDictionary<string, Tensor> inputs, string[] outputs)
    {
        var values = inputs.ToDictionary(
            i => i.Key, i => OrtValue.CreateTensorValueFromMemory(i.Value.Values, Array.ConvertAll(i.Value.Shape.ToArray(), d => (long)d)));
        try
        {
            using var options = new RunOptions();
            using var results = session.Run(options, values, outputs);
            return [.. results.Select(r => r.GetTensorDataAsSpan<float>().ToArray())];
        }
        finally
        {
            foreach (var value in values.Values)
            {
                value.Dispose();
            }
        }
    }
}
