using System.Diagnostics;

namespace MLExplain.Tests.Cli;

/// <summary>The tool as a .NET tool: packed, installed from a folder, started.</summary>
public sealed class PackageTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>The tests run from bin/CONFIGURATION/net10.0.</summary>
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlexplain-package-");

    [Fact]
    public async Task ThePackedToolInstallsFromAFolderAndRuns()
    {
        var packages = Path.Combine(_folder.FullName, "packages");
        var tools = Path.Combine(_folder.FullName, "tools");
        await Run("dotnet", "pack", Path.Combine(Repository.Root, "src", "MLExplain.Cli"), "--no-build", "-c", Configuration, "-o", packages, "-nologo");
        await Run("dotnet", "tool", "install", "MLExplain.Cli", "--tool-path", tools, "--source", packages, "--no-http-cache");

        var model = Path.Combine(Repository.Root, "pipelines", "dermatology", "models", "fair.onnx");
        var inspected = await Run(Path.Combine(tools, OperatingSystem.IsWindows() ? "mlexplain.exe" : "mlexplain"), "inspect", model);

        Assert.Contains("3x64x64", inspected, StringComparison.Ordinal);
        Assert.Equal((await ToolRun.Of("inspect", model)).Out, inspected);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<string> Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder.FullName };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}{Environment.NewLine}{await output}{await error}");
        return await output;
    }
}
