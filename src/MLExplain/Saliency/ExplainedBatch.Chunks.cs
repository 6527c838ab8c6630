using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Saliency;

/// <content>Models that give more than scores and gradients of the image.</content>
internal sealed partial class ExplainedBatch
{
    /// <summary>Receives some images and the one-hot seeds of their targets.</summary>
    public delegate void RunChunk(int first, Tensor inputs, Tensor seeds);

    /// <summary>The model, as one that can do more.</summary>
    /// <param name="what">What the method needs, the end of "needs …".</param>
    /// <exception cref="NotSupportedException">The model cannot.</exception>
    public TModel Need<TModel>(string what)
        where TModel : class, IClassifier => Need<TModel>(_method, _model, what);

    /// <summary>The model, as one that can do more.</summary>
    /// <exception cref="NotSupportedException">The model cannot.</exception>
    public static TModel Need<TModel>(string method, IClassifier model, string what)
        where TModel : class, IClassifier
    {
        ArgumentNullException.ThrowIfNull(model);
        return model as TModel ?? throw new NotSupportedException($"'{method}' needs {what}, but {model.GetType().Name} does not give it.");
    }

    /// <summary>All images in order, at most <see cref="PreferredRows"/> at a time.</summary>
    public void EachChunk(RunChunk run, CancellationToken cancellationToken)
    {
        for (var first = 0; first < Count; first += PreferredRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = Math.Min(PreferredRows, Count - first);
            var (inputs, seeds) = (new Tensor(rows, Shape.Channels, Shape.Height, Shape.Width), new Tensor(rows, _model.ClassCount));
            for (var row = 0; row < rows; row++)
            {
                Image(first + row).CopyTo(inputs.Row(row));
                seeds.Row(row)[_targets[first + row]] = 1;
            }

            run(first, inputs, seeds);
        }
    }
}
