using System.CommandLine;
using MLExplain.Models;

namespace MLExplain.Cli.Commands;

/// <summary>The options that say where a model runs.</summary>
internal sealed class DeviceOptions
{
    private readonly Option<string?> _device = new("--device") { Description = "auto (default: a GPU when there is one, else the CPU), cpu, cuda or cuda:1.", CompletionSources = { "auto", "cpu", "cuda" } };
    private readonly Option<string?> _library = new("--ep-library") { Description = "Path of a plug-in execution provider for ONNX Runtime." };

    public void AddTo(Command command)
    {
        command.Options.Add(_device);
        command.Options.Add(_library);
    }

    /// <summary>The options as given; what is not given is as <paramref name="otherwise"/> says.</summary>
    public OnnxClassifierOptions Create(ParseResult parsed, OnnxClassifierOptions? otherwise = null)
    {
        var options = otherwise ?? new OnnxClassifierOptions();
        return options with { Device = parsed.GetValue(_device) ?? options.Device, EpLibrary = parsed.GetValue(_library) ?? options.EpLibrary };
    }
}
