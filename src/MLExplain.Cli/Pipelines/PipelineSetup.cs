using System.Globalization;
using MLExplain.Audit;
using MLExplain.Cli.Pipelines.Sections;
using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Onnx;
using MLExplain.Reporting;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Cli.Pipelines;

/// <summary>Turns a pipeline file into what an audit runs on; every mistake in it is found before the first image is read.</summary>
internal sealed class PipelineSetup(string path, PipelineOptions options)
{
    /// <summary>The gradient is certified where it is used: at the first images of the audit.</summary>
    private const int CertificateImages = 4;

    private readonly List<RunManifest.FileEntry> _filesOfMethods = [];
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(path))!;

    public string ModelPath => Resolve(options.Model.Path);

    /// <summary>Folder that the paths of pictures are relative to.</summary>
    public string Root => options.Data.Root is { } root ? Resolve(root) : Path.GetDirectoryName(ManifestPath)!;

    public string ManifestPath => Resolve(options.Data.Manifest);

    /// <summary>SHA-256 of the CSV that names the images, their labels and groups.</summary>
    public string ManifestSha256 => RunManifest.FileEntry.Of("data", ManifestPath).Sha256;

    /// <summary>The files that a run reads; those that methods read are known once it is set up.</summary>
    public IEnumerable<RunManifest.FileEntry> Inputs =>
    [
        RunManifest.FileEntry.Of("pipeline", path), RunManifest.FileEntry.Of("model", ModelPath), .. OnnxModel.Load(ModelPath).WeightFiles.Select(Weights), RunManifest.FileEntry.Of("data", ManifestPath),
        .. options.Model.ClassesFile is { } classes ? [RunManifest.FileEntry.Of("classes", Resolve(classes))] : Array.Empty<RunManifest.FileEntry>(),
        .. _filesOfMethods,
    ];

    /// <summary>Named by their place beside the model, for there may be several of one name.</summary>
    private RunManifest.FileEntry Weights(string file) => RunManifest.FileEntry.Of("weights", file) with
    {
        File = Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(ModelPath))!, file).Replace(Path.DirectorySeparatorChar, '/'),
    };

    /// <summary>What the records of the images depend on besides the audit's classes, preprocessing and images; known once it is set up.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> RecordFacts(OnnxClassifier model) =>
    [
        KeyValuePair.Create("model SHA-256", model.Summary.Sha256), .. RunFacts.Methods("method", options.Explain), .. _filesOfMethods.Select(f => KeyValuePair.Create(f.File, f.Sha256)),
        KeyValuePair.Create("seed", options.Seed.ToString(CultureInfo.InvariantCulture)), .. RunFacts.Versions,
    ];

    /// <summary>The rows of the data, their labels named as records name them.</summary>
    /// <param name="classes">Names of the classes; null where no model says so.</param>
    public IReadOnlyList<ManifestRow> Rows(IReadOnlyList<string>? classes)
    {
        var rows = Rows();
        return classes is null ? rows : [.. new LabelledData(path, options.Data, classes).Rows(rows).Select(r => r with { Label = AuditSetup.ClassOf(r.Label, classes) is { } index ? classes[index] : r.Label })];
    }

    /// <summary>Labels that data.labels translates and that no row of the CSV has.</summary>
    public IReadOnlyList<string> UnusedLabels => options.Data.Labels.Count == 0 ? [] : [.. options.Data.Labels.Keys.Except(ManifestReader.Read(ManifestPath, Columns()).Select(r => r.Label))];

    /// <summary>The rows as the CSV has them, the paths of masks relative to the folder of the pictures too.</summary>
    private IReadOnlyList<ManifestRow> Rows()
    {
        var rows = ManifestReader.Read(ManifestPath, Columns());
        return options.Data.MaskRoot is not { } folder ? rows : [.. rows.Select(r => r with { Masks = [.. r.Masks.Select(m => KeyValuePair.Create(m.Key, m.Value.Length == 0 ? "" : Path.GetRelativePath(Root, Path.Combine(Resolve(folder), m.Value)))) ] })];
    }

    public GradientCertificate Certify(OnnxClassifier model, AuditSetup setup, CancellationToken cancellationToken) =>
        GradientCheck.Run(model, new GradientCheckOptions { Images = AuditSample.Load(setup, CertificateImages), Seed = options.Seed }, cancellationToken);

    public AuditSetup For(OnnxClassifier model)
    {
        var preprocessing = PreprocessingFor(model.InputShape);
        var classes = ClassNames.Of(path, options.Model, Resolve, model);
        var data = new LabelledData(path, options.Data, classes);
        var setup = new AuditSetup
        {
            Model = model,
            Classes = classes,
            Preprocessing = preprocessing,
            Rows = data.Rows(Rows()),
            Root = Root,
            EmptyMasks = options.Data.EmptyMask,
            Methods = Methods("explain", options.Explain, Context(preprocessing) with { LoadImage = LoadAndHash }),
        };
        data.Require(setup, needsLabels: options.Audit is not null);
        var absent = options.Report.Gallery.FirstOrDefault(id => setup.Rows.All(r => r.Id != id));
        return absent is null ? setup : throw new ConfigurationException($"{path}: report.gallery asks for image '{absent}', but the column '{options.Data.Columns.Id}' of '{options.Data.Manifest}' has no such id: it has ids such as '{setup.Rows[0].Id}'.");

        Tensor LoadAndHash(string file)
        {
            _filesOfMethods.Add(RunManifest.FileEntry.Of("picture of a method", Resolve(file)));
            return ModelImage.Load(Resolve(file), preprocessing);
        }
    }

    /// <summary>The methods of the report's gallery: all that the model supports, with the options that the file gives them.</summary>
    public MethodSelection GalleryMethods(OnnxClassifier model, Preprocessing preprocessing)
    {
        var values = options.Explain.GroupBy(e => e.Method).ToDictionary(g => g.Key, g => g.First().Options);
        return Checked(path, () => MethodSelection.Of(model.Summary, [], values, options.Seed, Context(preprocessing)));
    }

    public MethodContext Context(Preprocessing preprocessing) => new()
    {
        Preprocessing = preprocessing,
        LoadImage = file => ModelImage.Load(Resolve(file), preprocessing),
    };

    /// <summary>Makes the methods of a section.</summary>
    public IReadOnlyList<ISaliencyMethod> Methods(string key, ExplainSection[] sections, MethodContext context)
    {
        if (sections.Length == 0)
        {
            throw new ConfigurationException($"{path}: {key} is empty: expected at least one saliency method, such as 'method: integrated-gradients'.");
        }

        return [.. sections.Select((section, i) => Checked($"{path}: {key}, entry {i + 1}", () => SaliencyMethods.Create(section.Method, MethodSelection.WithSeed(SaliencyMethods.Find(section.Method), section.Options, options.Seed), context)))];
    }

    private Preprocessing PreprocessingFor(ImageShape shape)
    {
        var section = options.Model.Preprocessing;
        var preprocessing = new Preprocessing
        {
            Width = section.Width ?? shape.Width, Height = section.Height ?? shape.Height, Resize = section.Resize, ShortSide = section.ShortSide, LongSide = section.LongSide,
            Channels = section.Channels, Scale = section.Scale, Mean = section.Mean, Std = section.Std,
        };
        Checked(path, () =>
        {
            preprocessing.Validate();
            return true;
        });
        return (preprocessing.ChannelCount, preprocessing.Height, preprocessing.Width) == (shape.Channels, shape.Height, shape.Width)
            ? preprocessing
            : throw new ConfigurationException(
                $"{path}: model.preprocessing makes images of {preprocessing.ChannelCount}x{preprocessing.Height}x{preprocessing.Width} (channels, height, width), but the model takes {shape}.");
    }

    private ManifestColumns Columns()
    {
        var columns = options.Data.Columns;
        return new ManifestColumns { Id = columns.Id, File = columns.File, Label = columns.Label, Groups = columns.Groups, Masks = columns.Masks };
    }

    public static T Checked<T>(string where, Func<T> create)
    {
        try
        {
            return create();
        }
        catch (ArgumentException e)
        {
            throw new ConfigurationException($"{where}: {Sentence.Of(e)}", e);
        }
    }

    public string Resolve(string relative) => Path.Combine(_folder, relative);
}
