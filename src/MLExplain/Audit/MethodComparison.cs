using MLExplain.Evaluation;
using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Audit;

/// <summary>One image under several saliency methods: their maps, and how far these say the same.</summary>
public sealed record MethodComparison
{
    /// <summary>The explained class.</summary>
    public required int Target { get; init; }

    /// <summary>What the network saw; null when its input was given as a tensor.</summary>
    public required RgbImage? Seen { get; init; }

    /// <summary>One entry per method, in the order asked for.</summary>
    public required IReadOnlyList<ComparedMethod> Methods { get; init; }

    /// <summary>Every pair of methods that gave a map, in the order of the methods.</summary>
    public required IReadOnlyList<MapAgreement> Agreements { get; init; }

    /// <summary>Runs the methods one after the other.</summary>
    /// <param name="model">The classifier.</param>
    /// <param name="input">The image <c>[C,H,W]</c>, network space.</param>
    /// <param name="seen">The same as a picture; null when there is none.</param>
    /// <param name="target">The class to explain.</param>
    /// <param name="methods">The methods; their maps must have the image's size.</param>
    /// <param name="progress">Told the number of methods done.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <exception cref="ArgumentException">A method's maps are coarser than the image, or the image is not the model's.</exception>
    public static MethodComparison Run(
        IClassifier model,
        Tensor input,
        RgbImage? seen,
        int target,
        IReadOnlyList<ISaliencyMethod> methods,
        IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        MapSize.Require(methods, model);
        var batch = input.Reshape([1, .. input.Shape]);
        var compared = new List<ComparedMethod>();
        foreach (var method in methods)
        {
            compared.Add(Explain(method, model, batch, target, cancellationToken));
            progress?.Report(compared.Count);
        }

        var maps = compared.Where(c => c.Map is not null).Select(c => (c.Method, Map: c.Map!)).ToList();
        return new MethodComparison
        {
            Target = target,
            Seen = seen,
            Methods = compared,
            Agreements = [.. maps.SelectMany((first, n) => maps.Skip(n + 1).Select(second => MapAgreement.Between(first, second)))],
        };
    }

    private static ComparedMethod Explain(ISaliencyMethod method, IClassifier model, Tensor batch, int target, CancellationToken cancellationToken)
    {
        try
        {
            var attribution = method.Attribute(model, batch, [target], cancellationToken)[0];
            return new ComparedMethod(method.Name, attribution, SaliencyMap.From(attribution, ChannelReduction.Sum).Values, null);
        }
        catch (SaliencyException refusal)
        {
            return new ComparedMethod(method.Name, null, null, refusal.Message);
        }
    }
}
