using MLExplain.Models;
using MLExplain.Saliency;

namespace MLExplain.Audit;

/// <summary>Maps that are laid over pictures have their size.</summary>
internal static class MapSize
{
    /// <exception cref="ArgumentException">A method's maps have another size than the model's input.</exception>
    public static void Require(IEnumerable<ISaliencyMethod> methods, IClassifier model)
    {
        var (_, height, width) = model.InputShape;
        foreach (var method in methods)
        {
            var shape = method.OutputShape(model);
            if ((shape[^2], shape[^1]) != (height, width))
            {
                throw new ArgumentException(
                    $"'{method.Name}' gives maps of [{string.Join(',', shape)}], but they are laid over images of {height}x{width}: set its option upsample to nearest or bilinear.",
                    nameof(methods));
            }
        }
    }
}
