using System.Globalization;
using System.Text.Json;
using MLExplain.Tensors;
using static MLExplain.Tests.Cli.GoldenManifest;

namespace MLExplain.Tests.Cli;

/// <summary>Raw attributions of <c>mlexplain explain --input X.npy</c> against stored results of the reference implementations.</summary>
public sealed class GoldenAttributionTests
{
    /// <summary>Relative L2 of two float32 computations of one map by deep sums, once both decide alike at kinks: 3e-7 for gradients of SqueezeNet.</summary>
    private const double Limit = 1e-5;

    /// <summary>
    /// On the path of SqueezeNet's Integrated Gradients two roundings of one formula agree to 3e-7 at some points and are 2e-4 to 1e-2 apart at
    /// the others, with nothing in between: units at a kink fall on different sides. Over the path the two are 2.2e-3 (coffee), 2.9e-4 (chelsea) and
    /// 4.1e-4 (broccoli) apart, and the reference is 0.2 to 1.0 of that from either; two independent draws may differ by twice as much.
    /// </summary>
    private const double RoundingShare = 2;

    /// <summary>Where few enough units are undecided to name them: nine flips bring 2.7e-4 down to 4e-6, and the reference is held to <see cref="Limit"/>.</summary>
    private const string FewKinks = "chelsea";

    private static readonly Dictionary<string, string[]> Methods = new()
    {
        ["gradient"] = ["gradient"],
        ["input_x_gradient"] = ["input-x-gradient"],
        ["ig_gausslegendre50"] = ["integrated-gradients", "steps=50", "quadrature=gaussLegendre", "baseline=zero"],
        ["ig_riemann_middle20"] = ["integrated-gradients", "steps=20", "quadrature=middle", "baseline=zero"],
        ["ig_pair25"] = ["integrated-gradients", "steps=25", "quadrature=inclusiveMean", "baseline=zero"],
    };

    public static TheoryData<string> Cases => GoldenManifest.Cases(e => Methods.ContainsKey(Path.GetFileNameWithoutExtension(Text(e, "output")!)));

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public async Task AttributionEqualsTheReference(string golden)
    {
        var expected = Npy.Read(Repository.SharedFile("goldens", golden));
        var entry = Entry(golden);
        var method = Methods[Path.GetFileNameWithoutExtension(golden)];

        var actual = await Explain(entry, method);

        Assert.Equal(expected.Shape.ToArray(), actual.Shape.ToArray());
        var stored = Stored(expected, entry);
        var difference = stored.Less(actual);
        if (IsWellConditioned(entry))
        {
            Assert.InRange(stored.Excess(difference), 0, Limit);
        }
        else if (Text(entry, "image") == FewKinks)
        {
            Assert.InRange(stored.Excess(Unexplained(difference, entry, method, stored)), 0, Limit);
        }
        else
        {
            Assert.InRange(stored.Excess(difference), 0, Limit + (RoundingShare * stored.Relative(OtherRounding(actual, entry, method))));
        }
    }

    /// <summary>Neither storage as float16 nor undecided kinks hide an error of a hundredth of a percent.</summary>
    [SkippableTheory]
    [InlineData("squeezenet10/coffee/input_x_gradient.npy", 1, true)]
    [InlineData("squeezenet10/coffee/input_x_gradient.npy", 1.0001f, false)]
    [InlineData("squeezenet10/chelsea/gradient.npy", 1.0001f, false)]
    public void MapOffByOneInTenThousand_IsNoticed(string golden, float factor, bool isWithin)
    {
        var stored = Stored(Npy.Read(Repository.SharedFile("goldens", golden)), Entry(golden));
        var gradient = Npy.Read(Repository.SharedFile("goldens", Path.GetDirectoryName(golden)!, "gradient.npy"));
        var method = Methods[Path.GetFileNameWithoutExtension(golden)];
        var factors = method[0] == "gradient" ? gradient.Values.Select(_ => factor) : Input(Entry(golden)).Values.Select(v => factor * v);
        var difference = stored.Less(new Tensor(gradient.Shape, [.. gradient.Values.Zip(factors, (g, f) => g * f)]));

        var left = IsWellConditioned(Entry(golden)) ? difference : Unexplained(difference, Entry(golden), method, stored);

        Assert.True(stored.Excess(left) <= Limit == isWithin, $"{stored.Excess(left):E2}");
    }

    /// <summary>
    /// The manifest states how far the reference's float32 result is from float64, for every gradient and for the 50-step integrals of the small
    /// networks; the products and the other quadratures share the conditioning of these.
    /// </summary>
    private static bool IsWellConditioned(JsonElement entry)
    {
        var peer = Text(entry, "method") == "integrated_gradients" ? "ig_gausslegendre50.npy" : "gradient.npy";
        var stated = Entries().Single(e =>
            Text(e, "model") == Text(entry, "model") && Text(e, "image") == Text(entry, "image") && Path.GetFileName(Text(e, "output")) == peer);
        return stated.TryGetProperty("rel_l2_vs_float64", out var distance) && distance.GetDouble() < 1e-6;
    }

    /// <summary>What is left of the difference after the decisions that float32 leaves open.</summary>
    private static float[] Unexplained(float[] difference, JsonElement entry, string[] method, StoredMap stored)
    {
        using var flips = new KinkFlips(ModelFile(entry));
        var x = Input(entry);
        var search = new FlipSearch(flips, x, PathOf(method), method[0] == "gradient" ? [.. x.Values.Select(_ => 1f)] : x.Values);
        return search.Left(difference, entry.GetProperty("target").GetInt32(), 0.1 * Limit * stored.Norm, left => stored.Excess(left) <= Limit);
    }

    private static float[] OtherRounding(Tensor actual, JsonElement entry, string[] method) =>
        [.. PlainKernels.Map(ModelFile(entry), Input(entry), entry.GetProperty("target").GetInt32(), PathOf(method)).Zip(actual.Values, (a, b) => a - b)];

    private static QuadratureRule PathOf(string[] method) => method[0] == "integrated-gradients"
        ? QuadratureRule.Create(Enum.Parse<Quadrature>(method[2].Split('=')[1], ignoreCase: true), int.Parse(method[1].Split('=')[1], CultureInfo.InvariantCulture))
        : new QuadratureRule([1], [1]);
}
