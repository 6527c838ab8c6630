using System.Security.Cryptography;
using MLExplain.Models;
using MLExplain.Onnx;
using MLExplain.Onnx.Proto;

namespace MLExplain.Transforms;

/// <summary>An ONNX file behind a column; columns of the same file and options share one classifier and its sessions.</summary>
internal sealed class OnnxExplainedModel : ExplainedModel
{
    /// <summary>The model's name inside a model file.</summary>
    public const string FileName = "Model.onnx";

    private readonly byte[] _bytes;
    private readonly OnnxModel _model;
    private readonly OnnxClassifierOptions _options;
    private readonly SharedClassifier _shared;
    private bool _released;

    private OnnxExplainedModel(byte[] bytes, string name, string? folder, OnnxClassifierOptions options)
    {
        (_bytes, _options) = (bytes, options);
        Hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        _model = OnnxModel.Parse(bytes, name, folder);
        _shared = SharedClassifier.Acquire((Hash, folder, options), () => OnnxClassifier.Load(_model, options));
    }

    public override IClassifier Classifier => _shared.Classifier;

    public override string Hash { get; }

    public override OnnxModelState State => OnnxModelState.Of(_options);

    /// <summary>Opens a model file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="OnnxFormatException">The file is not an ONNX image classifier.</exception>
    public static OnnxExplainedModel Open(string path, OnnxClassifierOptions? options) => File.Exists(path)
        ? new(File.ReadAllBytes(path), path, Path.GetDirectoryName(Path.GetFullPath(path)), options ?? new OnnxClassifierOptions())
        : throw new FileNotFoundException($"No model file at '{path}'.", path);

    /// <summary>Opens a model that travelled in a model file.</summary>
    public static OnnxExplainedModel Open(byte[] bytes, OnnxModelState state) => new(bytes, FileName, folder: null, state.ToOptions());

    public override (string Name, ReadOnlyMemory<byte> Bytes)[] Files()
    {
        var outside = _model.Graph.Initializer.FirstOrDefault(weight => weight.DataLocation == TensorProto.Types.DataLocation.External);
        return outside is null
            ? [(FileName, _bytes)]
            : throw new NotSupportedException(
                $"'{_model.Name}' keeps weights such as '{outside.Name}' in files beside it, and a saved pipeline holds the .onnx file only: save the model as one file first.");
    }

    public override void Dispose()
    {
        if (!Interlocked.Exchange(ref _released, true))
        {
            _shared.Release();
        }

        base.Dispose();
    }
}
