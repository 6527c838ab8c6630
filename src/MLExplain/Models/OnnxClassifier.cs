using System.Security.Cryptography;
using System.Text;
using MLExplain.Gradients;
using MLExplain.Onnx;
using MLExplain.Tensors;

namespace MLExplain.Models;

/// <summary>An ONNX file as a differentiable image classifier.</summary>
/// <remarks>
/// The score is the logit: a trailing Softmax, LogSoftmax or Sigmoid is recognised and the tensor in front of it is used. Sessions are opened
/// when first needed and shared by all threads. On the CPU the bits of a row depend neither on its batch nor on the order or number of threads.
/// </remarks>
public sealed partial class OnnxClassifier : IRectifiedClassifier, IFeatureClassifier, IDisposable
{
    /// <summary>Rows per worker in one call: enough that the last row of a call leaves no worker idle for long.</summary>
    private const int RowsPerWorker = 8;

    private readonly ClassifierGraph _graph;
    private readonly RunSettings _settings;
    private readonly Lazy<LoweringChoice> _lowering;
    private readonly Lazy<OpenBatch?> _open;
    private readonly Func<ModelSummary> _summarise;
    private readonly ClassifierSessions _sessions;
    private readonly Lazy<FeatureViews> _features;
    private readonly Lazy<LinearHeadSearch> _head;

    private OnnxClassifier(OnnxModel source, Task<string> sha256, OnnxClassifierOptions options)
    {
        var device = ExecutionDevice.Choose(options);
        var threads = options.Threads ?? Environment.ProcessorCount;
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MemoryBudget, nameof(options));
        Name = source.Name;
        _graph = ClassifierGraph.Build(ExternalData.Inline(source), options);
        var workers = (int)Math.Clamp(options.MemoryBudget / Math.Max(1, ModelInspection.ActivationBytes(_graph)), 1, threads);
        _settings = new RunSettings(device, threads, workers, new SemaphoreSlim(workers));
        _lowering = new Lazy<LoweringChoice>(() => LoweringChoice.Make(options, device));
        _sessions = new ClassifierSessions(_graph, _settings, () => _lowering.Value.Lowering);
        _weights = new Lazy<OpenWeights>(() => new OpenWeights(_graph, _settings));
        _features = new Lazy<FeatureViews>(() => new FeatureViews(_graph));
        _head = new Lazy<LinearHeadSearch>(() => new LinearHeadSearch(_graph, _features.Value));
        _last = new Lazy<LastLayerSearch>(() => new LastLayerSearch(Weighted, _head.Value));
        _open = new Lazy<OpenBatch?>(() => _graph.Image.FixedBatch is null ? null : OpenBatch.Try(_graph, _settings));
        var (opset, isWidened, names) = (source.Opset, ModelInspection.HasHalfPrecision(source), ClassNames.Find(source, ClassCount));
        _summarise = () => ModelInspection.Summarise(
            _graph, new SourceFacts(Name, sha256.GetAwaiter().GetResult(), opset, isWidened, names), _settings, _open.Value, _lowering.Value.Reason, _features.Value, _head.Value);
    }

    /// <summary>What messages call the model: its path, or the name given when it was parsed.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public ImageShape InputShape => _graph.Image.Shape;

    /// <inheritdoc/>
    public int ClassCount => _graph.Classes;

    /// <inheritdoc/>
    public ScoreLink Link => _graph.Link;

    /// <inheritdoc/>
    public int PreferredRows => _settings.Workers * RowsPerWorker;

    /// <summary>How the file was read: tap, layout, classes, operators, device. The first call tries to open the batch axis of a file that fixes it.</summary>
    public ModelSummary Summary => field ??= _summarise();

    /// <summary>Reads a model file.</summary>
    /// <param name="path">Path of an <c>.onnx</c> file.</param>
    /// <param name="options">How to read it and where to run it.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="OnnxFormatException">The file is not an ONNX image classifier that can be run.</exception>
    /// <exception cref="NotSupportedException">The device asked for cannot be used.</exception>
    public static OnnxClassifier Load(string path, OnnxClassifierOptions? options = null)
    {
        var model = OnnxModel.Load(path);
        return new OnnxClassifier(model, Task.Run(() => HashOf(path, ExternalData.Files(model))), options ?? new OnnxClassifierOptions());
    }

    /// <summary>Takes a model in memory.</summary>
    /// <param name="model">The model; not changed.</param>
    /// <param name="options">How to read it and where to run it.</param>
    /// <exception cref="OnnxFormatException">The model is not an image classifier that can be run.</exception>
    /// <exception cref="NotSupportedException">The device asked for cannot be used.</exception>
    public static OnnxClassifier Load(OnnxModel model, OnnxClassifierOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new OnnxClassifier(model, Task.Run(() => Hex(SHA256.HashData(model.ToBytes()))), options ?? new OnnxClassifierOptions());
    }

    /// <inheritdoc/>
    public Tensor Score(Tensor inputs, CancellationToken cancellationToken = default)
    {
        CheckImages(inputs);
        return _sessions.Forward().Run([inputs], cancellationToken)[0];
    }

    /// <inheritdoc/>
    /// <exception cref="UnsupportedOperatorException">Operators between the image and the score have no gradient rule; all of them are named.</exception>
    public ScoredGradients Differentiate(Tensor inputs, Tensor seeds, CancellationToken cancellationToken = default) =>
        Differentiate(inputs, seeds, RuleSet.Standard, null, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="UnsupportedOperatorException">Operators between the image and the score have no gradient rule; all of them are named.</exception>
    public ScoredGradients Differentiate(Tensor inputs, Tensor seeds, ScoredGradients? used, CancellationToken cancellationToken = default) =>
        Differentiate(inputs, seeds, RuleSet.Standard, used, cancellationToken);

    /// <summary>Scores a batch and runs a backward pass by other rules than the true gradient's.</summary>
    /// <param name="inputs">Images <c>[N,C,H,W]</c>, network space.</param>
    /// <param name="seeds">Weight of each logit, <c>[N,K]</c>.</param>
    /// <param name="rules">The rules of the backward pass.</param>
    /// <param name="cancellationToken">Stops the run at the next operator.</param>
    /// <returns>Logits and what the rules make of the gradients; each row's own.</returns>
    /// <exception cref="UnsupportedOperatorException">Operators between the image and the score have no gradient rule; all of them are named.</exception>
    public ScoredGradients Differentiate(Tensor inputs, Tensor seeds, RuleSet rules, CancellationToken cancellationToken = default) =>
        Differentiate(inputs, seeds, rules, null, cancellationToken);

    /// <summary>The classifier with its gradient as one plain ONNX model: input the image, outputs <c>logits</c> and <c>gradient</c>.</summary>
    /// <remarks>It takes batches, unless the file fixes one image and could not be opened safely: <see cref="ModelSummary.Batch"/> says so.</remarks>
    /// <param name="target">Class whose logit is differentiated, 0-based; null for each image's own arg-max.</param>
    /// <param name="rules">The rules of the backward pass; null for the true gradient.</param>
    /// <returns>A model that any ONNX Runtime runs; <see cref="OnnxModel.Save"/> writes it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    /// <exception cref="UnsupportedOperatorException">Operators between the image and the score have no gradient rule; all of them are named.</exception>
    public OnnxModel ExportGradient(int? target = null, RuleSet? rules = null)
    {
        if (target is { } index && (index < 0 || index >= ClassCount))
        {
            throw new ArgumentOutOfRangeException(nameof(target), index, $"'{Name}' has {ClassCount} classes: expected a target from 0 to {ClassCount - 1}.");
        }

        return GradientExport.Create(_open.Value?.Graph ?? _graph, target, rules ?? RuleSet.Standard);
    }

    /// <summary>Closes the sessions. Runs under way must have ended. What <see cref="WithWeights"/> gave has none of its own: there it does nothing.</summary>
    public void Dispose()
    {
        if (_isVariant)
        {
            return;
        }

        if (_weights.IsValueCreated)
        {
            _weights.Value.Dispose();
        }

        _sessions.Dispose();
        _settings.Slots.Dispose();
    }

    private void CheckImages(Tensor inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var (c, h, w) = InputShape;
        if (inputs.Rank != 4 || inputs.Shape[1] != c || inputs.Shape[2] != h || inputs.Shape[3] != w)
        {
            throw new ArgumentException($"'{Name}' takes images [N,{c},{h},{w}] (channels, height, width), but {inputs} was given.", nameof(inputs));
        }
    }

    private ScoredGradients Differentiate(Tensor inputs, Tensor seeds, RuleSet rules, ScoredGradients? used, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rules);
        CheckImages(inputs);
        CheckSeeds(inputs, seeds);
        var results = _sessions.Backward(rules).Run([inputs, seeds], used is null ? [] : [used.Logits, used.Gradients], cancellationToken);
        return new ScoredGradients(results[0], results[1]);
    }

    private void CheckSeeds(Tensor inputs, Tensor seeds)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        if (seeds.Rank != 2 || seeds.Shape[0] != inputs.Shape[0] || seeds.Shape[1] != ClassCount)
        {
            throw new ArgumentException(
                $"'{Name}' has {ClassCount} classes: seeds for these images are [{inputs.Shape[0]},{ClassCount}], but {seeds} was given.", nameof(seeds));
        }
    }

    private static string HashOf(string path, IReadOnlyList<string> weights) =>
        weights.Count == 0 ? HashOf(path) : Hex(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join('\n', weights.Prepend(path).Select(HashOf)))));

    private static string HashOf(string path)
    {
        using var stream = File.OpenRead(path);
        return Hex(SHA256.HashData(stream));
    }

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);
}
