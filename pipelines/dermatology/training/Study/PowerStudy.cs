using Dermatology.Cohorts;
using Dermatology.Learning;

namespace Dermatology.Study;

/// <summary>Retrains the demo's biased and fair model from many seeds, audits each on fresh pictures, and counts what the audit names.</summary>
internal sealed class PowerStudy(StudyOptions options, Action<string> log)
{
    /// <summary>The cohort of a study's pictures; none of its cases is in a training set or in the sample.</summary>
    private const string Pictures = "power";

    public void Run()
    {
        var models = new StudyModels(options.Models, options.Images, options.Epochs, log);
        var rows = new List<StudyRow>();
        for (var seed = options.First; seed < options.First + options.Seeds; seed++)
        {
            var number = seed;
            rows.AddRange(Audit(seed, options.Copies, name => models.Find(number, name), ModelMaker.Biased, ModelMaker.Fair));
            rows.TakeLast(2).ToList().ForEach(row => log($"{row}"));
        }

        TextFile.Write(Path.Combine(options.Folder, "power.csv"), [StudyRow.Header, .. rows.Select(r => r.ToString())]);
        var table = StudySummary.Markdown([.. rows.Select(r => StudyRow.Parse(r.ToString()))]);
        log("\n" + table);
        var page = Path.Combine(options.Folder, "README.md");
        if (File.Exists(page))
        {
            File.WriteAllText(page, StudySummary.Replace(File.ReadAllText(page), table));
        }
    }

    /// <summary>Draws one seed's pictures and audits models on them.</summary>
    public static IReadOnlyList<StudyRow> Audit(int seed, int copies, Func<string, string> pathOf, params string[] models)
    {
        var folder = Directory.CreateTempSubdirectory("dermatology-power-");
        try
        {
            SampleFolder.Write(folder.FullName, seed, Cohort.Factorial(seed, Pictures, copies), Png.Fastest);
            var audit = new StudyAudit(folder.FullName, seed);
            return [.. models.Select(name => StudyVerdict.Of(seed, name, audit.Run(pathOf(name))))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
