using Microsoft.ML.Data;
using MLExplain.Evaluation;
using MLExplain.Saliency;
using MLExplain.Transforms.Runtime;

namespace MLExplain.Transforms;

/// <summary>Judges a block of rows with one call of the measure.</summary>
internal sealed class MeasureComputation(MeasureTask task, MeasureState state, MeasureReader input, int capacity) : RowComputation
{
    private readonly MeasureScore[] _scores = new MeasureScore[capacity];

    public override void Read(int slot) => input.Read(slot);

    public override void Compute(int count, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var present = new List<int>();
        for (var slot = 0; slot < count; slot++)
        {
            if (input.WhatIsMissing(slot) is { } reason)
            {
                _scores[slot] = MeasureScore.NotApplicable(reason);
            }
            else
            {
                present.Add(slot);
            }
        }

        if (TryJudge([.. present], cancellationToken) is null)
        {
            return;
        }

        // Some row is refused: each on its own, so that it costs itself only and not the rows read together with it.
        foreach (var slot in present)
        {
            if (TryJudge([slot], cancellationToken) is { } refusal)
            {
                _scores[slot] = MeasureScore.Undefined(refusal.Message);
            }
        }
    }

    public override Delegate GetterOf(int output) => output switch
    {
        0 => new SlotGetter<float>((int slot, ref float value) => value = (float?)_scores[slot].Value ?? float.NaN),
        1 => new SlotGetter<ReadOnlyMemory<char>>((int slot, ref ReadOnlyMemory<char> value) => value = MeasureColumn.Status(_scores[slot]).AsMemory()),
        _ => new SlotGetter<VBuffer<float>>(GetCurve),
    };

    private void GetCurve(int slot, ref VBuffer<float> value)
    {
        var curve = _scores[slot].Curve;
        var editor = VBufferEditor.Create(ref value, 2 * curve.Count);
        for (var point = 0; point < curve.Count; point++)
        {
            (editor.Values[2 * point], editor.Values[(2 * point) + 1]) = ((float)curve[point].X, (float)curve[point].Y);
        }

        value = editor.Commit();
    }

    /// <summary>Judges some slots with one call; gives the reason when one of them is refused.</summary>
    private Exception? TryJudge(int[] slots, CancellationToken cancellationToken)
    {
        if (slots.Length == 0)
        {
            return null;
        }

        try
        {
            var images = input.Images(slots, task.Model, cancellationToken);
            var scores = task.Judge(images, input.Maps(slots, images), cancellationToken);
            for (var row = 0; row < slots.Length; row++)
            {
                _scores[slots[row]] = Held(scores[row]);
            }

            return null;
        }
        catch (Exception refusal) when (refusal is SaliencyException or ArgumentException)
        {
            return refusal;
        }
    }

    /// <summary>A score that the columns' type can hold.</summary>
    private MeasureScore Held(MeasureScore score) =>
        float.IsFinite((float)(score.Value ?? 0)) && score.Curve.All(point => float.IsFinite((float)point.X) && float.IsFinite((float)point.Y))
            ? score
            : MeasureScore.Undefined(FormattableString.Invariant($"'{state.Measure}' gives {score.Value}, with values beyond the range of Single, which the column is of."));
}
