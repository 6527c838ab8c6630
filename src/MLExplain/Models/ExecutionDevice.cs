using Microsoft.ML.OnnxRuntime;

namespace MLExplain.Models;

/// <summary>Where sessions run, decided once per classifier, with the reason in words.</summary>
/// <param name="IsCpu">Whether it is ONNX Runtime's own CPU provider.</param>
/// <param name="Description">The provider, and why it was chosen.</param>
internal sealed record ExecutionDevice(bool IsCpu, string Description)
{
    private const string CudaProvider = "CUDAExecutionProvider";

    private Action<SessionOptions> Append { get; init; } = _ => { };

    public static ExecutionDevice Choose(OnnxClassifierOptions options)
    {
        var (kind, id) = Parse(options.Device);
        if (options.EpLibrary is { } library && kind != "cpu")
        {
            return Plugin(library, id);
        }

        if (kind == "cpu")
        {
            return new ExecutionDevice(true, "cpu, as asked");
        }

        var reason = TryCuda(id);
        return (kind, reason) switch
        {
            (_, null) => new ExecutionDevice(false, FormattableString.Invariant($"cuda:{id}")) { Append = s => s.AppendExecutionProvider_CUDA(id) },
            ("auto", _) => new ExecutionDevice(true, $"cpu, because {reason}"),
            _ => throw new NotSupportedException(
                $"Device '{options.Device}' was asked for, but {reason}. Build with -p:OrtFlavor=Gpu on a machine with an NVIDIA driver, or use --device cpu."),
        };
    }

    public void Configure(SessionOptions options) => Append(options);

    private static (string Kind, int Id) Parse(string device)
    {
        var parts = device.Split(':');
        var id = 0;
        return parts[0] is "auto" or "cpu" or "cuda" && (parts.Length == 1 || (parts is ["cuda", _] && int.TryParse(parts[1], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out id)))
            ? (parts[0], id)
            : throw new ArgumentException($"Device '{device}' is not known: expected auto, cpu, cuda or cuda:<number>.", nameof(device));
    }

    /// <summary>Null when CUDA can be used, else why not.</summary>
    private static string? TryCuda(int id)
    {
        if (!OrtEnv.Instance().GetAvailableProviders().Contains(CudaProvider))
        {
            return "this ONNX Runtime is the CPU package, which has no CUDA provider";
        }

        try
        {
            using var trial = new SessionOptions();
            trial.AppendExecutionProvider_CUDA(id);
            return null;
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException or OnnxRuntimeException)
        {
            return $"ONNX Runtime cannot start CUDA device {id}: {e.Message.Trim()}";
        }
    }

    private static ExecutionDevice Plugin(string library, int id)
    {
        if (!File.Exists(library))
        {
            throw new FileNotFoundException($"No execution provider library at '{library}'.", library);
        }

        var name = Path.GetFileNameWithoutExtension(library);
        var environment = OrtEnv.Instance();
        try
        {
            if (environment.GetEpDevices().All(d => d.EpName != name))
            {
                environment.RegisterExecutionProviderLibrary(name, Path.GetFullPath(library));
            }
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException or OnnxRuntimeException)
        {
            throw new NotSupportedException($"'{library}' is not an execution provider that this ONNX Runtime can load: {e.Message.Trim()}", e);
        }

        var devices = environment.GetEpDevices().Where(d => d.EpName != "CPUExecutionProvider").ToList();
        return id < devices.Count
            ? new ExecutionDevice(false, $"{devices[id].EpName} from '{library}'")
            {
                Append = s => s.AppendExecutionProvider(environment, [devices[id]], new Dictionary<string, string>()),
            }
            : throw new NotSupportedException($"'{library}' offers {devices.Count} devices on this machine; number {id} was asked for.");
    }
}
