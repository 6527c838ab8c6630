using Dermatology.Cohorts;
using Dermatology.Drawing;
using Dermatology.Learning;

namespace Dermatology;

/// <summary>Makes everything in the demo's folder.</summary>
internal sealed class Demo(DemoOptions options, Action<string> log)
{
    private readonly Dermatoscope _scope = new(options.Seed);

    public void Run()
    {
        log($"Drawing the sample into {options.Folder}");
        SampleFolder.Write(options.Folder, options.Seed);
        if (options.DrawOnly)
        {
            return;
        }

        var examination = Examination.Draw(_scope, Cohort.Balanced(options.Seed, "test", options.TestImages));
        var balanced = LabelledImages.Draw(_scope, Cohort.Balanced(options.Seed, "balanced", options.Images));
        List<Measured> measured =
        [
            .. Make("fair", balanced, examination),
            .. Make("biased", LabelledImages.Draw(_scope, Cohort.Biased(options.Seed, "biased", options.Images)), examination),
            .. Make("shuffled", balanced.WithShuffledLabels(RandomStream.For(options.Seed, "shuffled labels")), examination),
        ];

        string[] lines = [Measured.Header, .. measured.Select(m => m.ToString())];
        TextFile.Write(Path.Combine(options.Folder, "measured.csv"), lines);

        // From the file's rounded figures, so that whoever reads the file makes the same table.
        log("\n" + MeasuredTable.Markdown([.. lines.Skip(1).Select(Measured.Parse)]));
    }

    private List<Measured> Make(string name, LabelledImages images, Examination examination)
    {
        log($"Training the {name} model on {images.Cases.Count} images");
        var weights = new Trainer(options.Epochs, log).Train(images, RandomStream.For(options.Seed, $"train {name}"));
        var model = Network.Classifier(name, weights);
        var folder = Directory.CreateDirectory(Path.Combine(options.Folder, "models"));
        model.Save(Path.Combine(folder.FullName, $"{name}.onnx"));
        return [.. examination.Measure(name, model)];
    }
}
