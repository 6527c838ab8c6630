using Dermatology.Learning;
using MLExplain.Audit;
using MLExplain.Audit.Analysis;
using MLExplain.Audit.Spurious;
using MLExplain.Models;
using MLExplain.Saliency;

namespace Dermatology.Study;

/// <summary>The audit that audit.yaml asks for, on the pictures of a folder.</summary>
internal sealed class StudyAudit
{
    private static readonly string[] Attributes = ["ruler", "skin_group", "site", "ink", "patch", "hair"];
    private static readonly string[] Classes = ["benign", "malignant"];

    private readonly IReadOnlyList<MLExplain.Audit.ManifestRow> _rows;
    private readonly string _folder;
    private readonly int _seed;

    public StudyAudit(string folder, int seed)
    {
        (_folder, _seed) = (folder, seed);
        _rows = ManifestReader.Read(Path.Combine(folder, "manifest.csv"), new ManifestColumns
        {
            Groups = Attributes, Masks = new Dictionary<string, string> { ["lesion"] = "lesion_mask", ["ruler"] = "ruler_mask", ["artefact"] = "artefact_mask" },
        });
    }

    public AuditAnalysis Run(string path)
    {
        using var model = OnnxClassifier.Load(path);
        var setup = new AuditSetup
        {
            Model = model, Classes = Classes, Preprocessing = Network.Preprocessing, Rows = _rows, Root = _folder,
            Methods = [SaliencyMethods.Create("gradient", new Dictionary<string, string>(), new MethodContext { Preprocessing = Network.Preprocessing })],
        };
        List<ImageRecord> records = [.. new AuditRun(setup).Execute().Select(i => i.Record)];
        var effects = new InterventionRun(setup, ["ruler"], options: new CounterfactualOptions { Seed = _seed }).Execute();
        return AuditAnalyzer.Analyze(records, effects, null, new AnalysisOptions
        {
            Classes = Classes, Method = "gradient", Attributes = Attributes, Positive = Classes[1], Evidence = "lesion", Seed = _seed,
        });
    }
}
