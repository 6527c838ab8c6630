using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;
using MLExplain.Transforms.Runtime;

namespace MLExplain.Transforms;

/// <summary>Explains a block of rows with one call of the method.</summary>
internal sealed class SaliencyComputation(
    IClassifier classifier,
    ISaliencyMethod method,
    SaliencyState state,
    ValueGetter<VBuffer<float>> input,
    Func<long?>? target,
    Action<string> warn,
    int capacity)
    : RowComputation
{
    private readonly float[]?[] _images = new float[]?[capacity];
    private readonly long?[] _targets = new long?[capacity];
    private readonly float[]?[] _maps = new float[]?[capacity];
    private readonly Exception?[] _failures = new Exception?[capacity];
    private readonly int _outputLength = LengthOf(method.OutputShape(classifier), state.Reduction);
    private VBuffer<float> _value;

    private ImageShape Shape => classifier.InputShape;

    public override void Read(int slot)
    {
        input(ref _value);
        var image = _images[slot] ??= new float[Shape.Length];
        if (_value.Length != image.Length)
        {
            throw new InvalidOperationException($"The input vector of a row has {_value.Length} values but the model takes {Shape.Length} ({Shape}).");
        }

        _value.CopyTo(image);
        _targets[slot] = target?.Invoke();
    }

    public override void Compute(int count, CancellationToken cancellationToken)
    {
        Array.Clear(_maps);
        Array.Clear(_failures);
        var slots = Enumerable.Range(0, count).Where(slot => (target is null || _targets[slot] is not null) && !Array.Exists(_images[slot]!, float.IsNaN)).ToArray();
        if (TryExplain(slots, cancellationToken) is null)
        {
            return;
        }

        // Some row is refused: each on its own, so that it costs itself only and not the rows read together with it.
        foreach (var slot in slots)
        {
            _failures[slot] = TryExplain([slot], cancellationToken);
            if (_failures[slot] is { } failure && state.ErrorColumn is not null)
            {
                warn(failure.Message);
            }
        }
    }

    public override Delegate GetterOf(int output) => output == 0 ? new SlotGetter<VBuffer<float>>(GetMap) : new SlotGetter<ReadOnlyMemory<char>>(GetError);

    private void GetMap(int slot, ref VBuffer<float> value)
    {
        if (_failures[slot] is { } failure && state.ErrorColumn is null)
        {
            throw new InvalidOperationException(failure.Message, failure);
        }

        var editor = VBufferEditor.Create(ref value, _outputLength);
        if (_maps[slot] is { } map)
        {
            map.CopyTo(editor.Values);
        }
        else
        {
            editor.Values.Fill(float.NaN);
        }

        value = editor.Commit();
    }

    private void GetError(int slot, ref ReadOnlyMemory<char> value) =>
        value = (_maps[slot] is not null ? "" : _failures[slot]?.Message ?? WhatIsMissing(slot)).AsMemory();

    private string WhatIsMissing(int slot) => target is not null && _targets[slot] is null
        ? $"Column '{state.TargetColumn}' holds a missing key in this row, so it was not explained; a class of the model is expected."
        : $"Column '{state.InputColumn}' holds NaN, the sign for missing, in this row, so it was not explained; finite values are expected.";

    /// <summary>Explains some slots with one call; gives the reason when the method refuses one of them.</summary>
    private Exception? TryExplain(int[] slots, CancellationToken cancellationToken)
    {
        if (slots.Length == 0)
        {
            return null;
        }

        var batch = new Tensor(slots.Length, Shape.Channels, Shape.Height, Shape.Width);
        for (var row = 0; row < slots.Length; row++)
        {
            _images[slots[row]].CopyTo(batch.Row(row));
        }

        try
        {
            int[] targets = target is null ? HighestLogits(batch, cancellationToken) : [.. slots.Select(slot => ClassOf(_targets[slot]!.Value))];
            var attributions = method.Attribute(classifier, batch, targets, cancellationToken);
            for (var row = 0; row < slots.Length; row++)
            {
                _maps[slots[row]] = (state.Reduction is { } how ? SaliencyMap.From(attributions[row], how).Values : attributions[row].Values).Values;
            }

            return null;
        }
        catch (Exception failure) when (failure is SaliencyException or ArgumentException)
        {
            return failure;
        }
    }

    /// <summary>The class a row names; outside the model's, which a number of 64 bits can be by far, it is a refusal of that row.</summary>
    private int ClassOf(long named) => named >= 0 && named < classifier.ClassCount
        ? (int)named
        : throw new ArgumentException($"Target {named} is not a class of the model: it has {classifier.ClassCount}, numbered from 0.");

    private static int LengthOf(IReadOnlyList<int> shape, ChannelReduction? reduction) =>
        shape.Skip(reduction is null ? 0 : shape.Count - 2).Aggregate(1, (product, length) => product * length);

    private int[] HighestLogits(Tensor batch, CancellationToken cancellationToken)
    {
        var logits = classifier.Score(batch, cancellationToken);
        return [.. Enumerable.Range(0, batch.Shape[0]).Select(row => TensorPrimitives.IndexOfMax<float>(logits.Row(row)))];
    }
}
