using System.Runtime.ExceptionServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExplain.Transforms.Runtime;

/// <summary>Reads rows ahead, computes them as one block when the first value is asked for, and serves them in order.</summary>
/// <remarks>
/// Blocks grow 1, 2, 4, ... up to the capacity, so that looking at the first rows of a view costs a few rows and not a full block.
/// Position, batch and id are those of the row served: ML.NET orders parallel cursors by them. A row that the source fails to give is
/// an exception of the move to that row, not of the block it would have been read ahead in.
/// </remarks>
internal sealed class LookAheadCursor : DataViewRowCursor
{
    private readonly BoundMapper _mapper;
    private readonly DataViewRowCursor _input;
    private readonly bool[] _active;
    private readonly int _capacity;
    private readonly CancellationToken _cancellationToken;
    private readonly RowBuffer _buffer;
    private readonly RowComputation _computation;
    private int _blockSize = 1;
    private int _count;
    private int _served = -1;
    private bool _computed;
    private bool _ended;
    private ExceptionDispatchInfo? _failure;

    public LookAheadCursor(BoundMapper mapper, DataViewRowCursor input, bool[] active, int capacity, CancellationToken cancellationToken)
    {
        (_mapper, _input, _active, _capacity, _cancellationToken) = (mapper, input, active, capacity, cancellationToken);
        _buffer = new RowBuffer(input, capacity);
        _computation = mapper.Binding.Open(_buffer, capacity);
    }

    public override DataViewSchema Schema => _mapper.OutputSchema;

    public override long Position => OnARow ? _buffer.Position : -1;

    public override long Batch => OnARow ? _buffer.Batch : 0;

    private bool OnARow => _served >= 0 && !_ended;

    public override bool IsColumnActive(DataViewSchema.Column column) => _active[column.Index];

    public override ValueGetter<DataViewRowId> GetIdGetter()
    {
        var id = _buffer.GetIdGetter();
        return (ref DataViewRowId value) =>
        {
            CheckOnARow();
            id(ref value);
        };
    }

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Getters.CheckActive(this, column);
        if (_mapper.InputIndex(column) is { } source)
        {
            var passed = _buffer.GetGetter<TValue>(_input.Schema[source]);
            return (ref TValue value) =>
            {
                CheckOnARow();
                passed(ref value);
            };
        }

        var output = _mapper.AddedIndex(column);
        var slots = Getters.As<SlotGetter<TValue>, TValue>(_computation.GetterOf(output), _mapper.Binding.Outputs[output].Type);
        return (ref TValue value) =>
        {
            CheckOnARow();
            ComputeBlock();
            slots(_served, ref value);
        };
    }

    public override bool MoveNext()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (_ended)
        {
            return false;
        }

        if (++_served >= _count)
        {
            FillBlock();
        }

        _buffer.Slot = _served;
        return !_ended;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _computation.Dispose();
            _buffer.Dispose();
            _input.Dispose();
        }

        base.Dispose(disposing);
    }

    private void FillBlock()
    {
        (_count, _served, _computed) = (0, -1, false);
        ThrowFailure();
        ReadAhead();
        if (_count == 0)
        {
            ThrowFailure();
        }

        (_served, _ended) = (0, _count == 0);
        _blockSize = Math.Min(2 * _blockSize, _capacity);
    }

    private void ReadAhead()
    {
        try
        {
            while (_count < _blockSize && _input.MoveNext())
            {
                _buffer.Store(_count);
                _count++;
            }
        }
#pragma warning disable CA1031 // whatever the source throws is thrown again, when the rows before it have been served
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _failure = ExceptionDispatchInfo.Capture(failure);
        }
    }

    private void ThrowFailure()
    {
        var failure = _failure;
        _failure = null;
        failure?.Throw();
    }

    private void ComputeBlock()
    {
        if (_computed)
        {
            return;
        }

        try
        {
            for (var slot = 0; slot < _count; slot++)
            {
                _buffer.Slot = slot;
                _computation.Read(slot);
            }
        }
        finally
        {
            _buffer.Slot = _served;
        }

        _computation.Compute(_count, _cancellationToken);
        _computed = true;
    }

    private void CheckOnARow()
    {
        if (!OnARow)
        {
            throw Getters.NotOnARow();
        }
    }
}
