using System.Text.Json;
using MLExplain.Tensors;
using static MLExplain.Tests.Cli.GoldenManifest;

namespace MLExplain.Tests.Cli;

/// <summary>Class activation maps and rectified gradients from <c>mlexplain explain --input X.npy</c> against stored results of the reference implementations.</summary>
public sealed class GoldenClassMapTests
{
    /// <summary>Relative L2 of two float32 computations of one map by deep sums that decide alike at every kink.</summary>
    private const double Limit = 1e-5;

    /// <summary>On one picture the references' own float32 gradient is 1.6e-3 from their float64 one: units stand within rounding of a kink.</summary>
    private const double NextToAKink = 2e-2;

    private const string KinkedImage = "chelsea";

    private static readonly Dictionary<string, string> Names = new()
    {
        ["cam"] = "cam", ["grad_cam"] = "grad-cam", ["grad_cam_plus_plus"] = "grad-cam++",
        ["guided_backprop"] = "guided-backprop", ["deconvolution"] = "deconvnet", ["guided_grad_cam"] = "guided-grad-cam",
    };

    public static TheoryData<string> Cases => GoldenManifest.Cases(e => Names.ContainsKey(Text(e, "method")!));

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public async Task MapEqualsTheReference(string golden)
    {
        var stored = Npy.Read(Repository.SharedFile("goldens", golden));
        var entry = Entry(golden);

        var actual = await Explain(entry, [Names[Text(entry, "method")!], .. Settings(entry)]);

        Assert.Equal(stored.Shape.ToArray(), actual.Shape.ToArray());
        var expected = Stored(stored, entry);
        Assert.InRange(expected.Excess(expected.Less(actual)), 0, Text(entry, "image") == KinkedImage && Text(entry, "method") != "cam" ? NextToAKink : Limit);
    }

    private static string[] Settings(JsonElement entry)
    {
        var parameters = entry.GetProperty("parameters");
        string layer() => $"layer={Text(parameters, "tensor")}";
        return Text(entry, "method") switch
        {
            "cam" => ["upsample=none"],
            "grad_cam" => [layer(), $"relu={(parameters.GetProperty("relu_attributions").GetBoolean() ? "true" : "false")}", "upsample=none"],
            "grad_cam_plus_plus" => [layer(), "relu=false", "upsample=none"],
            "guided_grad_cam" => [layer()],
            _ => [],
        };
    }
}
