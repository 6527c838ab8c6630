using MLExplain.Evaluation;
using MLExplain.Saliency;

namespace MLExplain.Audit;

/// <summary>One image of an audit under every method that the model supports, as a report shows it.</summary>
/// <param name="Id">The image.</param>
/// <param name="Target">Name of the explained class, the predicted one.</param>
/// <param name="Picture">JPEG of what the network saw.</param>
/// <param name="Maps">The methods' pictures; methods that refused the image are left out here and named in <paramref name="Notes"/>.</param>
/// <param name="Notes">Warnings and refusals: name of the method, and the sentence.</param>
/// <param name="Agreements">Every pair of methods that gave a map.</param>
public sealed record GalleryImage(
    string Id,
    string Target,
    byte[] Picture,
    IReadOnlyList<MapPictures> Maps,
    IReadOnlyList<KeyValuePair<string, string>> Notes,
    IReadOnlyList<MapAgreement> Agreements)
{
    /// <summary>Shares of the picture at which XRAI's regions are shown (Kapishnikov et al. 2019, arXiv:1906.02825, section 4).</summary>
    private static readonly double[] Shares = [0.05, 0.1, 0.2, 0.3];

    /// <summary>The picture cut to the most salient regions, by growing share of its area; empty where no method ranks regions.</summary>
    public IReadOnlyList<AreaPicture> Areas { get; init; } = [];

    /// <summary>Explains some images of an audit by many methods.</summary>
    /// <param name="setup">The audit.</param>
    /// <param name="ids">Manifest ids of the images; those that cannot be read or scored are left out, the audit's own records say why.</param>
    /// <param name="methods">The methods.</param>
    /// <param name="progress">Told the number of maps done.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <exception cref="ArgumentException">The manifest has no image of an id, or a method's maps are coarser than the image.</exception>
    public static IReadOnlyList<GalleryImage> Explain(
        AuditSetup setup, IReadOnlyList<string> ids, IReadOnlyList<ISaliencyMethod> methods, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(methods);
        var rows = ids.Select(id => setup.Rows.FirstOrDefault(r => r.Id == id)
            ?? throw new ArgumentException($"The gallery asks for image '{id}', but the manifest has no row of this id.", nameof(ids))).ToList();
        var gallery = new List<GalleryImage>();
        for (var n = 0; n < rows.Count; n++)
        {
            var image = PreparedImage.Load(rows[n], setup.Root, setup.Preprocessing);
            var done = n * methods.Count;
            if (image.Input is { } input && setup.Model.Score(input.Reshape([1, .. input.Shape]), cancellationToken).Values is var logits && Array.TrueForAll(logits, float.IsFinite))
            {
                var steps = progress is null ? null : new Shifted(progress, done);
                var comparison = MethodComparison.Run(setup.Model, input, image.Seen, Array.IndexOf(logits, logits.Max()), methods, steps, cancellationToken);
                gallery.Add(Draw(rows[n].Id, setup.Classes[comparison.Target], comparison));
            }

            progress?.Report(done + methods.Count);
        }

        return gallery;
    }

    private static GalleryImage Draw(string id, string target, MethodComparison comparison) => new(
        id,
        target,
        AuditPictures.Of(comparison.Seen!),
        [.. comparison.Methods.Where(m => m.Map is not null).Select(m => AuditPictures.Of(m.Method, comparison.Seen!, m.Map!))],
        [.. comparison.Methods.SelectMany(m => (m.Refusal is { } refusal ? [refusal] : m.Attribution!.Warnings).Select(sentence => KeyValuePair.Create(m.Method, sentence)))],
        comparison.Agreements)
    {
        Areas =
        [
            .. from method in comparison.Methods
               where method.Method == Xrai.MethodName && method.Map is not null
               from share in Shares
               select new AreaPicture(method.Method, share, AuditPictures.OfArea(comparison.Seen!, method.Map!, share)),
        ],
    };

    private sealed class Shifted(IProgress<int> progress, int start) : IProgress<int>
    {
        public void Report(int value) => progress.Report(start + value);
    }
}
