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
    VectorReader input,
    Func<long?>? target,
    Action<string> warn,
    int capacity)
    : RowComputation
{
    private const string Done = "explained";

    private readonly long?[] _targets = new long?[capacity];
    private readonly float[]?[] _maps = new float[]?[capacity];
    private readonly Exception?[] _failures = new Exception?[capacity];
    private readonly int _outputLength = LengthOf(method.OutputShape(classifier), state.Reduction);

    private ImageShape Shape => classifier.InputShape;

    public override void Read(int slot)
    {
        input.Read(slot);
        _targets[slot] = target?.Invoke();
    }

    public override void Compute(int count, CancellationToken cancellationToken)
    {
        Array.Clear(_maps);
        Array.Clear(_failures);
        var slots = Enumerable.Range(0, count).Where(slot => WhatIsMissing(slot) is null).ToArray();
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

    private string? WhatIsMissing(int slot) => target is not null && _targets[slot] is null
        ? TargetReader.WhatIsMissing(state.TargetColumn, Done)
        : input.WhatIsMissing(slot, Done);

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
            input[slots[row]].CopyTo(batch.Row(row));
        }

        try
        {
            var targets = TargetClasses.Of(classifier, batch, target is null ? null : [.. slots.Select(slot => _targets[slot]!.Value)], cancellationToken);
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

    private static int LengthOf(IReadOnlyList<int> shape, ChannelReduction? reduction) =>
        shape.Skip(reduction is null ? 0 : shape.Count - 2).Aggregate(1, (product, length) => product * length);
}
