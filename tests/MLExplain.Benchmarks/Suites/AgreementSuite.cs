using MLExplain.Benchmarks.Measuring;
using MLExplain.Benchmarks.Peers;
using TorchSharp;
using static MLExplain.Benchmarks.Suites.Page;

namespace MLExplain.Benchmarks.Suites;

/// <summary>
/// How far float32 gradients lie from libtorch's float64 one, on many images: libtorch's own variants, and ours.
/// Shows which images have a well-defined float32 gradient, and that on the others we are off by what libtorch is off by.
/// </summary>
internal static class AgreementSuite
{
    /// <summary>Float32 rounding leaves 1e-6 on these networks; one flipped ReLU leaves 1e-5 or more.</summary>
    private const double WellDefined = 5e-6;

    private const int FirstSeed = 100;

    public static void Run(BenchmarkOptions options)
    {
        options.Page.Heading("Agreement with libtorch in float64: relative L2 of the input gradient, median (worst) over the images");
        options.Page.Table(
            ["network", "images", "well defined", "of these ours agrees", "ours", "libtorch", "libtorch, tuned", "seeds where all agree"],
            options.Networks.Select(name => Row(options, name)));
    }

    private static string[] Row(BenchmarkOptions options, string name)
    {
        using var subject = new Subject(name, options.Threads.Max());
        using var exact = new TorchNetwork(subject.Network, TorchVariant.Plain, torch.ScalarType.Float64);
        var (ours, plain, tuned) = (new List<double>(), new List<double>(), new List<double>());
        var (defined, agreeing) = (0, new List<int>());
        for (var seed = FirstSeed; seed < FirstSeed + (4 * options.Rounds); seed++)
        {
            var (image, weights) = (BenchmarkImages.Draw(seed), BenchmarkImages.Seeds(1));
            var reference = exact.Differentiate(image, 1, weights);
            var distances = subject.Variants
                .Select(v => Agreement.RelativeL2(subject.Torch(v).Differentiate(image, 1, weights), reference)).ToArray();
            var gradient = subject.Ours.Differentiate(Subject.Images(image), Subject.Seeds(weights)).Gradients.Values;
            ours.Add(Agreement.RelativeL2(Array.ConvertAll(gradient, v => (double)v), reference));
            plain.Add(distances[0]);
            tuned.Add(distances[^1]);
            defined += distances.Max() <= WellDefined ? 1 : 0;
            if (distances.Append(ours[^1]).Max() <= WellDefined)
            {
                agreeing.Add(seed);
            }
        }

        static string Cell(List<double> values) => $"{Small(Series.MedianOf(values))} ({Small(values.Max())})";
        return
        [
            name, $"{ours.Count}", $"{defined}", $"{agreeing.Count}", Cell(ours), Cell(plain), Cell(tuned),
            string.Join(' ', agreeing.Take(8)),
        ];
    }
}
