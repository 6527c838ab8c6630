using Dermatology.Cohorts;
using Dermatology.Drawing;
using MLExplain.Onnx;

namespace Dermatology.Learning;

/// <summary>Trains the demo's models; each depends on the seed and its own name only.</summary>
internal sealed class ModelMaker(int seed, int images, int epochs, Action<string> log)
{
    public const string Biased = "biased";
    public const string Fair = "fair";

    /// <summary>The biased or the fair model, from a training set of its own.</summary>
    public OnnxModel Make(string name)
    {
        var cases = name == Biased ? Cohort.Biased(seed, "biased", images) : Cohort.Balanced(seed, "balanced", images);
        return Make(name, LabelledImages.Draw(new Dermatoscope(seed), cases), new Trainer(epochs, log));
    }

    public OnnxModel Make(string name, LabelledImages training, Trainer trainer)
    {
        log($"Training the {name} model on {training.Cases.Count} images");
        return Network.Classifier(name, trainer.Train(training, RandomStream.For(seed, $"train {name}")));
    }
}
