using System.Globalization;
using MLExplain.Audit;
using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Saliency;

namespace MLExplain.Cli.Pipelines;

/// <summary>Turns a pipeline file into what an audit runs on; every mistake in it is found before the first image is read.</summary>
internal sealed class PipelineSetup(string path, PipelineOptions options)
{
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(path))!;

    public string ModelPath => Resolve(options.Model.Path);

    public string ManifestPath => Resolve(options.Data.Manifest);

    public AuditSetup For(OnnxClassifier model)
    {
        var preprocessing = PreprocessingFor(model.InputShape);
        var context = new MethodContext
        {
            Preprocessing = preprocessing,
            LoadImage = file => ModelImage.Load(Resolve(file), preprocessing),
        };
        return new AuditSetup
        {
            Model = model,
            Classes = options.Model.Classes ?? ClassNames(model),
            Preprocessing = preprocessing,
            Rows = ManifestReader.Read(ManifestPath, Columns()),
            Root = options.Data.Root is { } root ? Resolve(root) : Path.GetDirectoryName(ManifestPath)!,
            Methods = Methods(context),
        };
    }

    private static IReadOnlyList<string> ClassNames(OnnxClassifier model) => model.Summary.ClassNames.Count > 0
        ? model.Summary.ClassNames
        : [.. Enumerable.Range(0, model.ClassCount).Select(k => k.ToString(CultureInfo.InvariantCulture))];

    private List<ISaliencyMethod> Methods(MethodContext context)
    {
        if (options.Explain.Length == 0)
        {
            throw new ConfigurationException($"{path}: explain is empty: expected at least one saliency method, such as 'method: integrated-gradients'.");
        }

        return [.. options.Explain.Select((section, i) => Checked($"{path}: explain, entry {i + 1}", () => SaliencyMethods.Create(section.Method, WithSeed(section), context)))];
    }

    /// <summary>The run's seed reaches every method that takes one and was not given its own.</summary>
    private Dictionary<string, string> WithSeed(ExplainSection section)
    {
        var values = new Dictionary<string, string>(section.Options, StringComparer.Ordinal);
        if (SaliencyMethods.Find(section.Method).Options.Any(o => o.Key == "seed"))
        {
            values.TryAdd("seed", options.Seed.ToString(CultureInfo.InvariantCulture));
        }

        return values;
    }

    private Preprocessing PreprocessingFor(ImageShape shape)
    {
        var section = options.Model.Preprocessing;
        var preprocessing = new Preprocessing
        {
            Width = section.Width ?? shape.Width, Height = section.Height ?? shape.Height, Resize = section.Resize, ShortSide = section.ShortSide,
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

    private static T Checked<T>(string where, Func<T> create)
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

    private string Resolve(string relative) => Path.Combine(_folder, relative);
}
