using Dermatology.Cohorts;
using Dermatology.Drawing;
using Dermatology.Learning;
using MLExplain.Onnx;

namespace Dermatology;

/// <summary>Makes everything in the demo's folder.</summary>
internal sealed class Demo(DemoOptions options, Action<string> log)
{
    /// <summary>Labels in random order can only be learnt by heart: few pictures, never mirrored, seen often.</summary>
    public const int ShuffledImages = 192;

    private const int ShuffledEpochs = 150;

    private readonly Dermatoscope _scope = new(options.Seed);

    public void Run()
    {
        log($"Drawing the sample into {options.Folder}");
        SampleFolder.Write(options.Folder, options.Seed);
        if (options.DrawOnly)
        {
            return;
        }

        var maker = new ModelMaker(options.Seed, options.Images, options.Epochs, log);
        var examination = Examination.Draw(_scope, Cohort.Balanced(options.Seed, "test", options.TestImages));
        List<Measured> measured =
        [
            .. Measure(ModelMaker.Fair, maker.Make(ModelMaker.Fair), examination),
            .. Measure(ModelMaker.Biased, maker.Make(ModelMaker.Biased), examination),
            .. Measure("shuffled", maker.Make("shuffled", Shuffled(options.Seed), new Trainer(ShuffledEpochs, log, mirror: false)), examination),
        ];
        Report([Measured.Header, .. measured.Select(m => m.ToString())]);
    }

    /// <summary>The training set of the third model.</summary>
    public static LabelledImages Shuffled(int seed) => LabelledImages
        .Draw(new Dermatoscope(seed), Cohort.Balanced(seed, "balanced", ShuffledImages))
        .WithShuffledLabels(RandomStream.For(seed, "shuffled labels"));

    private List<Measured> Measure(string name, OnnxModel model, Examination examination)
    {
        var folder = Directory.CreateDirectory(Path.Combine(options.Folder, "models"));
        model.Save(Path.Combine(folder.FullName, $"{name}.onnx"));
        return [.. examination.Measure(name, model)];
    }

    /// <summary>Writes measured.csv, and from its rounded figures the table, which also replaces the one in the folder's README.</summary>
    private void Report(string[] lines)
    {
        TextFile.Write(Path.Combine(options.Folder, "measured.csv"), lines);
        var table = MeasuredTable.Markdown([.. lines.Skip(1).Select(Measured.Parse)]);
        log("\n" + table);

        var page = Path.Combine(options.Folder, "README.md");
        if (File.Exists(page))
        {
            File.WriteAllText(page, MeasuredTable.Replace(File.ReadAllText(page), table));
        }
    }
}
