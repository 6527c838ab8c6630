using MLExplain.Gradients;
using MLExplain.Onnx;

namespace MLExplain.Models;

/// <summary>Differentiates ONNX models.</summary>
public static class GradientGraph
{
    /// <summary>Appends the backward pass to a model.</summary>
    /// <param name="model">The model; not changed.</param>
    /// <param name="request">What to differentiate, with respect to what, by which rules.</param>
    /// <returns>An ordinary ONNX model whose outputs are the target and the gradients.</returns>
    /// <exception cref="UnsupportedOperatorException">Operators on the way have no gradient rule; all of them are named.</exception>
    public static DifferentiatedGraph Differentiate(OnnxModel model, GradientRequest request)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(request);
        return ReverseMode.Differentiate(model, request, ShapeProbe.Run(model));
    }
}
