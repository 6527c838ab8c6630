using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Evaluation;

/// <summary>A method's maps of many images, of which one that cannot be explained costs only itself.</summary>
internal static class MethodMaps
{
    /// <summary>Images explained per call of the method: bounds their memory, and no result depends on it.</summary>
    private const int Chunk = 16;

    /// <summary>One map [H,W] per image, signed, summed over channels; or why there is none.</summary>
    public static List<(Tensor? Map, string Reason)> Of(
        IClassifier model, ISaliencyMethod method, IReadOnlyList<EvaluatedImage> images, IReadOnlyList<int> targets, CancellationToken cancellationToken) =>
        Explained(model, method, images, targets, cancellationToken).ConvertAll(e => (e.Map?.Map, e.Reason));

    /// <summary>One map per image with the attribution that it was made from; or why there is none.</summary>
    public static List<(EvaluatedMap? Map, string Reason)> Explained(
        IClassifier model, ISaliencyMethod method, IReadOnlyList<EvaluatedImage> images, IReadOnlyList<int> targets, CancellationToken cancellationToken)
    {
        var results = new List<(EvaluatedMap?, string)>();
        foreach (var chunk in images.Zip(targets).Chunk(Chunk))
        {
            try
            {
                results.AddRange(Explain(model, method, chunk, cancellationToken));
            }
            catch (SaliencyException) when (chunk.Length > 1)
            {
                results.AddRange(chunk.Select(one => ExplainOne(model, method, one, cancellationToken)));
            }
            catch (SaliencyException e)
            {
                results.Add((null, e.Message));
            }
        }

        return results;
    }

    /// <summary>The images as one batch, [N,C,H,W].</summary>
    public static Tensor Stack(IClassifier model, IReadOnlyList<EvaluatedImage> images)
    {
        var (c, h, w) = model.InputShape;
        var batch = new Tensor(images.Count, c, h, w);
        foreach (var (row, image) in images.Index())
        {
            if (!image.Input.Shape.SequenceEqual([c, h, w]))
            {
                throw new ArgumentException($"Image '{image.Id}' is {image.Input}, but the model takes [{c},{h},{w}].", nameof(images));
            }

            image.Input.Values.CopyTo(batch.Row(row));
        }

        return batch;
    }

    private static (EvaluatedMap?, string) ExplainOne(IClassifier model, ISaliencyMethod method, (EvaluatedImage, int) one, CancellationToken cancellationToken)
    {
        try
        {
            return Explain(model, method, [one], cancellationToken)[0];
        }
        catch (SaliencyException e)
        {
            return (null, e.Message);
        }
    }

    private static (EvaluatedMap?, string)[] Explain(IClassifier model, ISaliencyMethod method, (EvaluatedImage Image, int Target)[] chunk, CancellationToken cancellationToken)
    {
        var inputs = Stack(model, [.. chunk.Select(c => c.Image)]);
        var attributions = method.Attribute(model, inputs, [.. chunk.Select(c => c.Target)], cancellationToken);
        return [.. attributions.Zip(chunk, (a, c) => ((EvaluatedMap?)EvaluatedMap.Of(method.Name, c.Image, a), ""))];
    }
}
