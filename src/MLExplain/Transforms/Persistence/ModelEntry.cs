extern alias MlNet;

using System.Text.Json;
using Microsoft.ML;
using Internals = MlNet::Microsoft.ML;

namespace MLExplain.Transforms.Persistence;

/// <summary>A transformer's folder in ML.NET's model file: its settings as <c>State.json</c>, and files such as <c>Model.onnx</c>.</summary>
internal sealed class ModelEntry
{
    private const string StateFile = "State.json";
    private const uint FirstVersion = 0x00010001;

    private readonly Internals.ModelLoadContext _context;

    private ModelEntry(Internals.ModelLoadContext context) => _context = context;

    /// <summary>Writes the header that lets <c>mlContext.Model.Load</c> find the loader in this assembly, and the settings.</summary>
    /// <param name="context">Where to write.</param>
    /// <param name="loader">Name of the loader, as in ModelLoaders.cs.</param>
    /// <param name="state">Settings; a record of plain values.</param>
    /// <param name="files">Further files by name.</param>
    public static void Save<TState>(ModelSaveContext context, string loader, TState state, params (string Name, ReadOnlyMemory<byte> Bytes)[] files)
    {
        var entry = (Internals.ModelSaveContext)(object)context;
        entry.SetVersionInfo(Version(loader));
        entry.SaveBinaryStream(StateFile, writer => writer.Write(JsonSerializer.SerializeToUtf8Bytes(state, StateJson.Options)));
        foreach (var (name, bytes) in files)
        {
            entry.SaveBinaryStream(name, writer => writer.Write(bytes.Span));
        }
    }

    /// <summary>Opens a folder written by <see cref="Save"/>.</summary>
    public static ModelEntry Open(Internals.ModelLoadContext context, string loader)
    {
        context.CheckVersionInfo(Version(loader));
        return new ModelEntry(context);
    }

    public TState State<TState>() => JsonSerializer.Deserialize<TState>(Bytes(StateFile), StateJson.Options)
        ?? throw new FormatException($"'{StateFile}' in the model file is null; settings of {typeof(TState).Name} were expected.");

    public byte[] Bytes(string name)
    {
        using var bytes = new MemoryStream();
        return _context.TryLoadBinaryStream(name, reader => reader.BaseStream.CopyTo(bytes))
            ? bytes.ToArray()
            : throw new FormatException($"The model file holds no '{name}' for this MLExplain transformer: it is damaged or was cut.");
    }

    private static Internals.VersionInfo Version(string loader) => new(
        modelSignature: "MLEXPLN1",
        verWrittenCur: FirstVersion,
        verReadableCur: FirstVersion,
        verWeCanReadBack: FirstVersion,
        loaderAssemblyName: typeof(ModelEntry).Assembly.FullName!,
        loaderSignature: loader,
        loaderSignatureAlt: null!);
}
