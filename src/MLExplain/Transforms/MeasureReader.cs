using Microsoft.ML;
using MLExplain.Evaluation;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Transforms;

/// <summary>Takes the inputs of score columns over, and makes of them what measures judge.</summary>
internal sealed class MeasureReader(DataViewRow row, MeasureInputs inputs, int capacity)
{
    private const string Done = "judged";

    private readonly VectorReader? _image = Open(row, inputs.Image, capacity);
    private readonly VectorReader? _map = Open(row, inputs.Map, capacity);
    private readonly VectorReader? _mask = Open(row, inputs.Mask, capacity);
    private readonly Func<long?>? _target = inputs.Target is { } column ? TargetReader.Open(row, column) : null;
    private readonly long?[] _targets = new long?[capacity];

    /// <summary>Takes over the row the input stands on.</summary>
    public void Read(int slot)
    {
        _image?.Read(slot);
        _map?.Read(slot);
        _mask?.Read(slot);
        _targets[slot] = _target?.Invoke();
    }

    /// <summary>Which input of a slot is missing, one sentence; null when none is.</summary>
    public string? WhatIsMissing(int slot) => _target is not null && _targets[slot] is null
        ? TargetReader.WhatIsMissing(inputs.Target!.Value.Name, Done)
        : _image?.WhatIsMissing(slot, Done) ?? _map?.WhatIsMissing(slot, Done) ?? _mask?.WhatIsMissing(slot, Done);

    /// <summary>The images of some slots with their targets and masks.</summary>
    /// <exception cref="ArgumentException">A row names what is no class of the model.</exception>
    public EvaluatedImage[] Images(int[] slots, IClassifier model, CancellationToken cancellationToken)
    {
        if (_image is null)
        {
            // Measures against a mask look at neither the image nor its class.
            return [.. slots.Select(slot => new EvaluatedImage(inputs.Mask!.Value.Name, new Tensor(0), Target: 0) { Mask = [.. _mask![slot].Select(value => value > 0.5f)] })];
        }

        var (channels, height, width) = model.InputShape;
        var batch = new Tensor(slots.Length, channels, height, width);
        for (var i = 0; i < slots.Length; i++)
        {
            _image[slots[i]].CopyTo(batch.Row(i));
        }

        var targets = TargetClasses.Of(model, batch, _target is null ? null : [.. slots.Select(slot => _targets[slot]!.Value)], cancellationToken);
        return [.. slots.Select((slot, i) => new EvaluatedImage(inputs.Image!.Value.Name, new Tensor([channels, height, width], _image[slot]), targets[i]))];
    }

    /// <summary>The maps of some slots, summed over their channels; null when the measure runs a method instead.</summary>
    public EvaluatedMap[]? Maps(int[] slots, EvaluatedImage[] images) => _map is null ? null : [.. slots.Zip(images, Map)];

    private EvaluatedMap Map(int slot, EvaluatedImage image)
    {
        var column = inputs.Map!.Value;
        var (height, width) = MeasureInputs.SizeOf(column);
        return new EvaluatedMap(column.Name, image, SaliencyMap.Reduced(new Tensor([_map![slot].Length / (height * width), height, width], _map[slot]), ChannelReduction.Sum));
    }

    private static VectorReader? Open(DataViewRow row, DataViewSchema.Column? column, int capacity) => column is { } found ? new VectorReader(row, found, capacity) : null;
}
