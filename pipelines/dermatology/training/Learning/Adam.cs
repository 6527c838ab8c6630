using MLExplain.Tensors;

namespace Dermatology.Learning;

/// <summary>Adam with decoupled weight decay, in place.</summary>
/// <remarks>D. Kingma, J. Ba, "Adam", 2015, arXiv:1412.6980, algorithm 1; I. Loshchilov, F. Hutter, 2019, arXiv:1711.05101, algorithm 2.</remarks>
internal sealed class Adam(IReadOnlyDictionary<string, Tensor> weights)
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;
    private const double Decay = 1e-4;

    private readonly Dictionary<string, double[]> _first = weights.ToDictionary(w => w.Key, w => new double[w.Value.Length]);
    private readonly Dictionary<string, double[]> _second = weights.ToDictionary(w => w.Key, w => new double[w.Value.Length]);
    private int _step;

    /// <summary>One step against the gradients of the loss.</summary>
    public void Step(IReadOnlyDictionary<string, double[]> gradients, double rate)
    {
        _step++;
        var (unbias1, unbias2) = (1 - Math.Pow(Beta1, _step), 1 - Math.Pow(Beta2, _step));
        foreach (var (name, weight) in weights)
        {
            var (w, g, m, v) = (weight.Values, gradients[name], _first[name], _second[name]);
            for (var i = 0; i < w.Length; i++)
            {
                m[i] = (Beta1 * m[i]) + ((1 - Beta1) * g[i]);
                v[i] = (Beta2 * v[i]) + ((1 - Beta2) * g[i] * g[i]);
                w[i] -= (float)(rate * ((m[i] / unbias1 / (Math.Sqrt(v[i] / unbias2) + Epsilon)) + (Decay * w[i])));
            }
        }
    }
}
