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
    private readonly string[] _weights;
    private readonly (string Name, Tensor Values)[] _fed = [];

    /// <param name="model">The graph to run.</param>
    /// <param name="outputs">Names of the outputs to fetch, with the shape of one row of each.</param>
    /// <param name="settings">Threads and device.</param>
    public GraphSession(OnnxModel model, IReadOnlyList<(string Name, int[] RowShape)> outputs, RunSettings settings)
    {
        _inputs = [.. model.InputNames];
        _outputs = [.. outputs.Select(o => o.Name)];
        _outputShapes = [.. outputs.Select(o => o.RowShape)];
        Settings = settings;
        _weights = WeightInputs(model);
        _session = SessionFactory.Open(model, settings);
    }

    private GraphSession(GraphSession shared, IReadOnlyDictionary<string, Tensor> weights)
    {
        (_session, _inputs, _outputs, _outputShapes, _weights, Settings) = (shared._session, shared._inputs, shared._outputs, shared._outputShapes, shared._weights, shared.Settings);
        _fed = [.. _weights.Where(weights.ContainsKey).Select(name => (name, weights[name]))];
    }

    public IReadOnlyList<string> Inputs => _inputs;

    private RunSettings Settings { get; }

    /// <summary>The same session, fed with other values of the weights that the graph lists as inputs and reads; the others keep the file's.</summary>
    public GraphSession With(IReadOnlyDictionary<string, Tensor> weights) => new(this, weights);

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
            values.AddRange(_fed.Select(f => View(f.Values.Values.AsMemory(), [.. f.Values.Shape.ToArray().Select(d => (long)d)])));
            values.AddRange(results.Select(t => ViewOfRow(t, row)));
            var read = _inputs.Length + _fed.Length;
            _session.Run(run, [.. _inputs, .. _fed.Select(f => f.Name)], values.GetRange(0, read), _outputs, values.GetRange(read, _outputs.Length));
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
        return View(tensor.Values.AsMemory(row * length, length), shape);
    }

    private static OrtValue View(Memory<float> values, long[] shape) => OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, values, shape);

    private static string[] WeightInputs(OnnxModel model)
    {
        var read = model.Graph.Node.SelectMany(GraphWalk.Reads).ToHashSet();
        var initializers = model.Graph.Initializer.Select(t => t.Name).ToHashSet();
        return [.. model.Graph.Input.Select(i => i.Name).Where(n => initializers.Contains(n) && read.Contains(n))];
    }
}
