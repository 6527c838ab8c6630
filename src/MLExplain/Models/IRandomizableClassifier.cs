using MLExplain.Tensors;

namespace MLExplain.Models;

/// <summary>A classifier that can be run with other weights.</summary>
public interface IRandomizableClassifier : IDifferentiableClassifier
{
    /// <summary>Its layers with weights, from the logits to the image; a weight that several layers share is listed in the one nearest to the logits only.</summary>
    IReadOnlyList<WeightLayer> WeightLayers { get; }

    /// <summary>The values of a weight.</summary>
    /// <param name="name">A name in <see cref="WeightLayers"/>.</param>
    /// <returns>A copy.</returns>
    /// <exception cref="ArgumentException">There is no such weight.</exception>
    Tensor ReadWeight(string name);

    /// <summary>The same classifier with other values of some weights; itself it stays as it is.</summary>
    /// <remarks>
    /// All variants share the sessions of the classifier they come from: they cost no memory but their weights, need no disposal, run on
    /// any number of threads, and can be used until that classifier is closed. Their gradients are in the plainest formulation, because
    /// the runtime cannot prepare weights that change: the same values up to rounding, at about twice the time.
    /// </remarks>
    /// <param name="weights">New values by name; not copied, and not to be changed afterwards. Weights not named keep their values.</param>
    /// <returns>A classifier with all the abilities of this one.</returns>
    /// <exception cref="ArgumentException">There is no such weight, or the values are not finite or not of its shape.</exception>
    IRandomizableClassifier WithWeights(IReadOnlyDictionary<string, Tensor> weights);
}
