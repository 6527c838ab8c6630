using MLExplain.Models;
using MLExplain.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MLExplain.Saliency;

/// <summary>What becomes of the raw maps of one or more layers: ReLU, fusion, size.</summary>
/// <param name="Layers">The layers, at least one.</param>
/// <param name="Relu">Whether negative values become 0.</param>
/// <param name="Upsample">How the map is brought to the image's size.</param>
/// <param name="Fuse">How several maps become one.</param>
/// <param name="Image">Size of the network's input.</param>
internal sealed record LayerMaps(IReadOnlyList<FeatureLayer> Layers, bool Relu, MapUpsampling Upsample, MapFusion Fuse, ImageShape Image)
{
    public IReadOnlyList<int> OutputShape => Upsample == MapUpsampling.None ? [Largest.Height, Largest.Width] : [Image.Height, Image.Width];

    /// <summary>How the map was made, in words.</summary>
    public string Rule
    {
        get
        {
            var layers = string.Join(", ", Layers.Select(LayerChoice.Describe));
            var fused = Layers.Count == 1 ? layers : $"{OptionText.Of(Fuse)} of {layers}, each divided by its largest magnitude";
            return $"{fused}{(Relu ? ", relu" : "")}{(Upsample == MapUpsampling.None ? "" : $", {OptionText.Of(Upsample)}")}";
        }
    }

    private FeatureLayer Largest => Layers.MaxBy(l => l.Height * l.Width)!;

    /// <summary>One image's map.</summary>
    /// <param name="raw">One map per layer, of the layer's own size; given away.</param>
    /// <param name="warnings">Receives what a reader must know.</param>
    /// <returns>Values of <see cref="OutputShape"/>.</returns>
    public Tensor Finish(IReadOnlyList<float[]> raw, ICollection<string> warnings)
    {
        foreach (var (layer, map) in Layers.Zip(raw))
        {
            var wasZero = !map.AsSpan().ContainsAnyExcept(0f);
            if (Relu)
            {
                TensorPrimitives.Max(map, 0f, map);
            }

            if (!map.AsSpan().ContainsAnyExcept(0f))
            {
                warnings.Add(wasZero
                    ? $"The map of layer '{layer.Name}' is 0 everywhere: at this image nothing in the layer raises the score."
                    : $"The map of layer '{layer.Name}' is 0 everywhere because nothing in it speaks for the class; relu=false shows what speaks against it.");
            }
        }

        var (height, width) = (Largest.Height, Largest.Width);
        return new Tensor([.. OutputShape], Sized(Layers.Count == 1 ? raw[0] : Fused(raw), height, width));
    }

    private float[] Sized(float[] map, int height, int width) => Upsample switch
    {
        MapUpsampling.None => map,
        MapUpsampling.Nearest => PlaneResize.Nearest(map, height, width, Image.Height, Image.Width),
        _ => PlaneResize.Bilinear(map, height, width, Image.Height, Image.Width),
    };

    private float[] Fused(IReadOnlyList<float[]> raw)
    {
        var fused = new float[Largest.Height * Largest.Width];
        foreach (var (index, (layer, map)) in Layers.Zip(raw).Index())
        {
            var magnitude = Math.Abs(TensorPrimitives.MaxMagnitude<float>(map));
            if (magnitude > 0)
            {
                TensorPrimitives.Divide(map, magnitude, map);
            }

            var sized = PlaneResize.Bilinear(map, layer.Height, layer.Width, Largest.Height, Largest.Width);
            if (Fuse == MapFusion.Mean)
            {
                TensorPrimitives.Divide(sized, Layers.Count, sized);
                TensorPrimitives.Add(fused, sized, fused);
            }
            else if (index == 0)
            {
                fused = sized;
            }
            else
            {
                TensorPrimitives.Max(fused, sized, fused);
            }
        }

        return fused;
    }
}
