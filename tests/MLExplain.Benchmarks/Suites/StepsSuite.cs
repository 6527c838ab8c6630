using MLExplain.Benchmarks.Measuring;
using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;
using static MLExplain.Benchmarks.Suites.Page;

namespace MLExplain.Benchmarks.Suites;

/// <summary>How many gradients automatic steps take, beside 50 Gauss-Legendre steps, on real pictures.</summary>
internal static class StepsSuite
{
    private static readonly string[] Photos = ["broccoli", "chelsea", "coffee"];

    private static readonly Preprocessing DemoInput = new() { Width = 64, Height = 64, Mean = [0.5f], Std = [0.25f] };

    public static void Run(BenchmarkOptions options)
    {
        options.Page.Heading("Automatic steps beside 50 Gauss-Legendre steps: residual as a share of F(x) - F(baseline)");
        var root = RepositoryRoot();
        var rows = new List<string[]>();
        var goldens = Path.Combine(root, "..", "shared", "goldens");
        if (Directory.Exists(goldens))
        {
            using var model = OnnxClassifier.Load(Path.Combine(goldens, "models", "squeezenet10_fp32_from_fp16.onnx"));
            var photos = Photos.Select(p => Npy.Read(Path.Combine(goldens, "squeezenet10", p, "input.npy"))).ToArray();
            foreach (var (name, photo) in Photos.Zip(photos))
            {
                rows.Add(Row($"SqueezeNet 1.0, {name}", model, [photo], null));
            }

            rows.Add(Row("SqueezeNet 1.0, the three photos", model, photos, null));
        }
        else
        {
            options.Page.Line("(the photos of ../shared/goldens are not present here: demo images only)\n");
        }

        var demo = Path.Combine(root, "pipelines", "dermatology");
        var pictures = Directory.GetFiles(Path.Combine(demo, "images"), "*.png").Order(StringComparer.Ordinal)
            .Select(p => DemoInput.Apply(ImageDecoder.Decode(p))).ToArray();
        foreach (var network in new[] { "biased", "fair" })
        {
            using var model = OnnxClassifier.Load(Path.Combine(demo, "models", network + ".onnx"));
            rows.Add(Row($"demo, {network} model, {pictures.Length} images", model, pictures, DemoInput));
        }

        options.Page.Table(
            [
                "images", "GL 50: residual, median (worst)", "auto: calls min / median / max", "auto: residual, median (worst)",
                "auto at GL 50's residual: calls min / median / max", "images above 50",
            ],
            rows);
    }

    private static string[] Row(string name, OnnxClassifier model, Tensor[] inputs, Preprocessing? preprocessing)
    {
        var options = new IntegratedGradientsOptions { Preprocessing = preprocessing };
        var images = inputs.Select(input => input.Reshape(1, model.InputShape.Channels, model.InputShape.Height, model.InputShape.Width)).ToArray();
        var targets = images.Select(image => Array.IndexOf(model.Score(image).Values, model.Score(image).Values.Max())).ToArray();
        Attribution Explain(int i, IntegratedGradientsOptions how) => new IntegratedGradients(how).Attribute(model, images[i], [targets[i]])[0];

        var gauss = images.Select((_, i) => Explain(i, options)).ToArray();
        var automatic = images.Select((_, i) => Explain(i, options with { Steps = StepCount.Auto })).ToArray();
        var matching = images.Select((_, i) => Explain(i, options with { Steps = StepCount.Auto, Tolerance = Math.Min(0.5, Share(gauss[i])) })).ToArray();
        return
        [
            name, Residuals(gauss), Calls(automatic), Residuals(automatic), Calls(matching), $"{matching.Count(a => a.GradientCalls > 50)} of {images.Length}",
        ];
    }

    private static double Share(Attribution attribution) =>
        Math.Abs(attribution.Residual!.Value / (attribution.Score - attribution.BaselineScore!.Value));

    private static string Residuals(Attribution[] attributions)
    {
        var shares = attributions.Select(Share).ToArray();
        return $"{Number(100 * Series.MedianOf(shares), 2)} % ({Number(100 * shares.Max(), 2)} %)";
    }

    private static string Calls(Attribution[] attributions)
    {
        var calls = attributions.Select(a => (double)a.GradientCalls).ToArray();
        return $"{Number(calls.Min(), 0)} / {Number(Series.MedianOf(calls), 0)} / {Number(calls.Max(), 0)}";
    }

    internal static string RepositoryRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "MLExplain.sln")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException($"No MLExplain.sln above {AppContext.BaseDirectory}: the benchmarks run from a build inside the repository.");
    }
}
