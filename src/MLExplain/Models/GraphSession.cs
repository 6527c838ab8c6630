using Microsoft.ML.OnnxRuntime;
using MLExplain.Onnx;
using MLExplain.Tensors;

namespace MLExplain.Models;

/// <summary>One ONNX Runtime session that runs batches row by row on worker threads.</summary>
/// <remarks>
/// On the CPU one image per run is the fastest (its activations stay in the caches), needs the least memory, and makes a row's bits
/// independent of its batch. One session serves single rows and batches: its intra-op threads do not spin, so they cost concurrent
/// rows about 5 % and give a single row all cores; a second session would double the weights.
/// </remarks>
internal sealed class GraphSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly string[] _inputs;
    private readonly string[] _outputs;
    private readonly int[][] _outputShapes;

    /// <param name="model">The graph to run.</param>
    /// <param name="outputs">Names of the outputs to fetch, with the shape of one row of each.</param>
    /// <param name="settings">Threads and device.</param>
    public GraphSession(OnnxModel model, IReadOnlyList<(string Name, int[] RowShape)> outputs, RunSettings settings)
    {
        _inputs = [.. model.InputNames];
        _outputs = [.. outputs.Select(o => o.Name)];
        _outputShapes = [.. outputs.Select(o => o.RowShape)];
        Settings = settings;
        _session = SessionFactory.Open(model, settings);
    }

    public IReadOnlyList<string> Inputs => _inputs;

    private RunSettings Settings { get; }

    /// <summary>Runs every row of the inputs (in the order of <see cref="Inputs"/>); gives the outputs in the order asked for.</summary>
    public Tensor[] Run(IReadOnlyList<Tensor> inputs, CancellationToken cancellationToken) => Run(inputs, [], cancellationToken);

    /// <summary>The same into the tensors of an earlier result, if they have the right shapes.</summary>
    public Tensor[] Run(IReadOnlyList<Tensor> inputs, Tensor[] used, CancellationToken cancellationToken)
    {
        var rows = inputs[0].Shape[0];
        var shapes = Array.ConvertAll(_outputShapes, shape => (int[])[rows, .. shape]);
        var fits = used.Length == shapes.Length && used.Zip(shapes).All(pair => pair.First.Shape.SequenceEqual(pair.Second));
        var results = fits ? used : Array.ConvertAll(shapes, shape => new Tensor(shape));
        using var run = new RunOptions();
        using var registration = cancellationToken.Register(() => run.Terminate = true);
        try
        {
            if (rows == 1)
            {
                RunRow(run, inputs, results, 0, cancellationToken);
            }
            else
            {
                Parallel.For(0, rows, new ParallelOptions { MaxDegreeOfParallelism = Settings.Workers, CancellationToken = cancellationToken }, row => RunRow(run, inputs, results, row, cancellationToken));
            }
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (AggregateException e)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        return results;
    }

    public void Dispose() => _session.Dispose();

    private void RunRow(RunOptions run, IReadOnlyList<Tensor> inputs, Tensor[] results, int row, CancellationToken cancellationToken)
    {
        Settings.Slots.Wait(cancellationToken);
        var values = new List<OrtValue>();
        try
        {
            values.AddRange(inputs.Select(t => ViewOfRow(t, row)));
            values.AddRange(results.Select(t => ViewOfRow(t, row)));
            _session.Run(run, _inputs, values.GetRange(0, _inputs.Length), _outputs, values.GetRange(_inputs.Length, _outputs.Length));
        }
        finally
        {
            Settings.Slots.Release();
            values.ForEach(v => v.Dispose());
        }
    }

    /// <summary>The runtime reads and writes the managed array itself.</summary>
    private static OrtValue ViewOfRow(Tensor tensor, int row)
    {
        var length = tensor.Length / tensor.Shape[0];
        long[] shape = [1, .. tensor.Shape[1..].ToArray().Select(d => (long)d)];
        return OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, tensor.Values.AsMemory(row * length, length), shape);
    }
}
