using Dermatology.Learning;

namespace Dermatology.Study;

/// <summary>The models of the study's seeds: trained once, then kept in a folder, so that a study that was stopped goes on.</summary>
internal sealed class StudyModels(string folder, int images, int epochs, Action<string> log)
{
    /// <summary>Path of the biased or the fair model of a seed.</summary>
    public string Find(int seed, string name)
    {
        var path = Path.Combine(folder, FormattableString.Invariant($"seed-{seed}"), $"{name}.onnx");
        if (!File.Exists(path))
        {
            log(FormattableString.Invariant($"Seed {seed}"));
            var model = new ModelMaker(seed, images, epochs, log).Make(name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            model.Save(path + ".part");
            File.Move(path + ".part", path);
        }

        return path;
    }
}
