using System.Diagnostics;
using System.Text.Json;
using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Tests.Models;

/// <summary>The tests run on the CPU package of ONNX Runtime.</summary>
public sealed class DeviceTests
{
    [Fact]
    public void Cuda_OnTheCpuPackage_RefusesWithASentence()
    {
        var exception = Assert.Throws<NotSupportedException>(() => Load("cuda:1"));

        Assert.Equal(
            "Device 'cuda:1' was asked for, but this ONNX Runtime is the CPU package, which has no CUDA provider. "
            + "Build with -p:OrtFlavor=Gpu on a machine with an NVIDIA driver, or use --device cpu.",
            exception.Message);
    }

    [Fact]
    public void Auto_OnTheCpuPackage_RunsOnTheCpu()
    {
        using var classifier = Load("auto");

        Assert.Equal(5, classifier.Score(new Tensor(1, 3, 16, 16)).Length);
    }

    [Theory]
    [InlineData("gpu")]
    [InlineData("cuda:")]
    [InlineData("cuda:x")]
    [InlineData("cpu:1")]
    public void UnknownDevice_IsNamed(string device)
    {
        var exception = Assert.Throws<ArgumentException>(() => Load(device));

        Assert.StartsWith($"Device '{device}' is not known: expected auto, cpu, cuda or cuda:<number>.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingProviderLibrary_IsNamed() =>
        Assert.Equal("No execution provider library at 'no-such.so'.", Assert.Throws<FileNotFoundException>(() => LoadLibrary("no-such.so")).Message);

    [Fact]
    public void FileThatIsNoProviderLibrary_IsRefused()
    {
        var message = Assert.Throws<NotSupportedException>(() => LoadLibrary(Path.Combine(AppContext.BaseDirectory, "MLExplain.dll"))).Message;

        Assert.Contains("is not an execution provider that this ONNX Runtime can load", message, StringComparison.Ordinal);
    }

    /// <summary>What a build with the switch would restore; the GPU package itself is not needed to ask.</summary>
    [Theory]
    [InlineData("Cpu", "Microsoft.ML.OnnxRuntime", "Microsoft.ML.OnnxRuntime.Gpu")]
    [InlineData("Gpu", "Microsoft.ML.OnnxRuntime.Gpu", "Microsoft.ML.OnnxRuntime")]
    public void OrtFlavor_PicksOneNativePackage(string flavor, string expected, string other)
    {
        var start = new ProcessStartInfo("dotnet", ["msbuild", "src/MLExplain.Cli", "-getItem:PackageReference", $"-p:OrtFlavor={flavor}", "-nologo"])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
        };
        using var msbuild = Process.Start(start)!;
        using var answer = JsonDocument.Parse(msbuild.StandardOutput.ReadToEnd());
        msbuild.WaitForExit();

        var packages = answer.RootElement.GetProperty("Items").GetProperty("PackageReference").EnumerateArray().Select(p => p.GetProperty("Identity").GetString()).ToList();
        Assert.Contains(expected, packages);
        Assert.DoesNotContain(other, packages);
    }

    private static OnnxClassifier Load(string device) => OnnxClassifier.Load(SmallModels.Convolutional(), new OnnxClassifierOptions { Device = device });

    private static OnnxClassifier LoadLibrary(string path) => OnnxClassifier.Load(SmallModels.Convolutional(), new OnnxClassifierOptions { EpLibrary = path });
}
