using Dermatology.Drawing;
using MLExplain.Tensors;

namespace Dermatology.Learning;

/// <summary>Minimises the cross-entropy over a cohort: batches of 32 in random order, mirrored at random, the rate falling along a cosine.</summary>
/// <remarks>
/// A batch is cut into shards of fixed size whose gradients are added in order, so that the result does not depend on the number of cores.
/// </remarks>
internal sealed class Trainer(int epochs, Action<string> log, bool mirror = true)
{
    private const int Batch = 32;
    private const int Shard = 8;
    private const double Rate = 3e-3;

    /// <summary>The trained weights.</summary>
    public Dictionary<string, Tensor> Train(LabelledImages images, RandomStream random)
    {
        var weights = Network.Initial(random);
        var adam = new Adam(weights);
        using var gradients = new WeightGradients(weights);
        var order = Enumerable.Range(0, images.Cases.Count).ToArray();
        var batches = order.Length / Batch;
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            random.Shuffle(order);
            var loss = 0.0;
            for (var batch = 0; batch < batches; batch++)
            {
                var progress = ((double)epoch * batches + batch) / (epochs * batches);
                var (sum, mean) = Gradients(gradients, images, order.AsMemory(batch * Batch, Batch), random);
                adam.Step(mean, Rate * (0.01 + (0.99 * 0.5 * (1 + Math.Cos(Math.PI * progress)))));
                loss += sum;
            }

            if ((epoch + 1) % Math.Max(1, epochs / 12) == 0)
            {
                log(FormattableString.Invariant($"  epoch {epoch + 1} of {epochs}: cross-entropy {loss / (batches * Batch):F4}"));
            }
        }

        return weights;
    }

    private (double Loss, Dictionary<string, double[]> Mean) Gradients(
        WeightGradients gradients, LabelledImages images, Memory<int> rows, RandomStream random)
    {
        var shards = Enumerable.Range(0, Batch / Shard).Select(s => Assemble(images, rows.Span.Slice(s * Shard, Shard), random)).ToArray();
        var results = new (double Loss, Dictionary<string, float[]> Gradients)[shards.Length];
        Parallel.For(0, shards.Length, s => results[s] = gradients.Of(shards[s].Inputs, shards[s].Labels));

        var mean = results[0].Gradients.ToDictionary(g => g.Key, g => new double[g.Value.Length]);
        foreach (var (name, values) in results.SelectMany(r => r.Gradients))
        {
            for (var i = 0; i < values.Length; i++)
            {
                mean[name][i] += values[i] / (double)Batch;
            }
        }

        return (results.Sum(r => r.Loss), mean);
    }

    /// <summary>
    /// Copies pictures into a shard; unless they are to be learnt by heart, each mirrored left-right and top-bottom at random: a lesion has no upright.
    /// </summary>
    private (Tensor Inputs, int[] Labels) Assemble(LabelledImages images, ReadOnlySpan<int> rows, RandomStream random)
    {
        const int Side = Network.Side;
        var (inputs, labels) = (new Tensor(rows.Length, 3, Side, Side), new int[rows.Length]);
        for (var i = 0; i < rows.Length; i++)
        {
            labels[i] = images.Labels[rows[i]];
            var source = images.Inputs.Row(rows[i]);
            var destination = inputs.Row(i);
            var (mirrorX, mirrorY) = (mirror && random.Chance(0.5), mirror && random.Chance(0.5));
            for (var line = 0; line < 3 * Side; line++)
            {
                var from = mirrorY ? (line / Side * Side) + Side - 1 - (line % Side) : line;
                var target = destination.Slice(line * Side, Side);
                source.Slice(from * Side, Side).CopyTo(target);
                if (mirrorX)
                {
                    target.Reverse();
                }
            }
        }

        return (inputs, labels);
    }
}
