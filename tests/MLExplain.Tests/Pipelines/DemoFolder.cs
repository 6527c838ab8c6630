using Dermatology.Cohorts;
using Dermatology.Drawing;
using Dermatology.Learning;
using MLExplain.Imaging;
using MLExplain.Onnx;
using MLExplain.Tensors;

namespace MLExplain.Tests.Pipelines;

/// <summary>The committed demo, pipelines/dermatology.</summary>
internal static class DemoFolder
{
    /// <summary>The seed that the committed files were made from, as the demo's README says.</summary>
    public const int Seed = 7;

    public static string Root { get; } = Path.Combine(Repository.Root, "pipelines", "dermatology");

    public static string[] ManifestLines => File.ReadAllLines(PathOf("manifest.csv"));

    /// <summary>The rows of manifest.csv, by column name.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Manifest
    {
        get
        {
            var columns = ManifestLines[0].Split(',');
            return [.. ManifestLines.Skip(1).Select(line => columns.Zip(line.Split(',')).ToDictionary(c => c.First, c => c.Second))];
        }
    }

    public static List<Case> Cases => Cohort.Factorial(Seed, SampleFolder.Cohort);

    public static string PathOf(string file) => Path.Combine(Root, file);

    /// <summary>A mask file as the audit reads it: set where the value is above one half.</summary>
    public static bool[] Mask(string file)
    {
        var pixels = ImageDecoder.Decode(PathOf(file)).Pixels;
        return [.. Enumerable.Range(0, pixels.Length / 3).Select(i => pixels[3 * i] > 127)];
    }

    /// <summary>The committed pictures, decoded and preprocessed as a user's pipeline does it.</summary>
    public static LabelledImages Sample()
    {
        var (rows, cases) = (Manifest, Cases);
        var inputs = new Tensor(rows.Count, 3, Network.Side, Network.Side);
        for (var i = 0; i < rows.Count; i++)
        {
            Network.Preprocessing.Apply(ImageDecoder.Decode(PathOf(rows[i]["file"]))).Values.CopyTo(inputs.Row(i));
        }

        return new LabelledImages(cases, inputs, [.. rows.Select(r => r["label"] == "malignant" ? 1 : 0)]);
    }

    public static OnnxModel Model(string name) => OnnxModel.Load(PathOf(Path.Combine("models", $"{name}.onnx")));
}
