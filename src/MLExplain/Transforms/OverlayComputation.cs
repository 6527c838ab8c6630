using Microsoft.ML;
using Microsoft.ML.Data;
using MLExplain.Imaging;
using MLExplain.Saliency;
using MLExplain.Tensors;
using MLExplain.Transforms.Runtime;

namespace MLExplain.Transforms;

/// <summary>Draws a block of overlays, each on its own, at the same time.</summary>
internal sealed class OverlayComputation(
    OverlayState state, ValueGetter<VBuffer<float>> saliency, int[] dimensions, PictureReader pictures, int capacity)
    : RowComputation
{
    private readonly float[]?[] _maps = new float[]?[capacity];
    private readonly RgbImage?[] _overlays = new RgbImage?[capacity];
    private readonly Exception?[] _failures = new Exception?[capacity];
    private VBuffer<float> _value;

    public override void Read(int slot)
    {
        saliency(ref _value);
        var channels = _value.Length / (dimensions[^2] * dimensions[^1]);
        _maps[slot] = SaliencyMap.Reduced(new Tensor([channels, dimensions[^2], dimensions[^1]], [.. _value.DenseValues()]), ChannelReduction.Sum).Values;
        pictures.Read(slot);
    }

    public override void Compute(int count, CancellationToken cancellationToken) =>
        Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellationToken }, Draw);

    public override Delegate GetterOf(int output) => new SlotGetter<MLImage>((int slot, ref MLImage value) =>
    {
        if (_failures[slot] is { } failure)
        {
            throw new InvalidOperationException(failure.Message, failure);
        }

        value?.Dispose();
        value = _overlays[slot] is { } overlay ? MLImages.FromRgb(overlay) : null!;
    });

    public override void Dispose()
    {
        pictures.Dispose();
        base.Dispose();
    }

    private void Draw(int slot)
    {
        (_overlays[slot], _failures[slot]) = (null, null);
        var map = _maps[slot]!;
        if (Array.Exists(map, float.IsNaN))
        {
            return;
        }

        try
        {
            var picture = pictures.Picture(slot);
            _overlays[slot] = Heatmap.Overlay(state.Preprocessing?.Fit(picture) ?? picture, map, dimensions[^2], dimensions[^1], state.Options.Heatmap);
        }
        catch (Exception failure) when (failure is ImageDecodeException or ArgumentException)
        {
            // Kept for whoever reads this row: rows read ahead must not fail the rows before them.
            _failures[slot] = failure;
        }
    }
}
