using MLExplain.Audit;
using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tests.Imaging;
using MLExplain.Tests.Saliency;

namespace MLExplain.Tests.Audit;

/// <summary>An audit of a linear classifier on 4×4 pictures: class "red" when the red of the left half outweighs that of the right.</summary>
internal sealed class SmallAudit : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<ManifestRow> _rows = [];

    public static ImageShape Shape { get; } = new(3, 4, 4);

    public AuditSetup Setup(IClassifier? model = null) => new()
    {
        Model = model ?? LeftMinusRight(),
        Classes = ["red", "other"],
        Preprocessing = new Preprocessing { Width = 4, Height = 4, Resize = ResizeMode.None },
        Rows = _rows,
        Root = _folder.Missing(""),
        Methods = [new IntegratedGradients(new IntegratedGradientsOptions { Baseline = Baseline.Zero })],
    };

    public void Add(string id, RgbImage picture, string label = "red", string mask = "") =>
        AddBytes(id, ImageEncoder.ToPng(picture), label, mask);

    public void AddBytes(string id, byte[] bytes, string label = "red", string mask = "")
    {
        _folder.File(id + ".png", bytes);
        AddRow(id, label, mask);
    }

    /// <summary>Other pixels for a picture that was added.</summary>
    public void Replace(string id, RgbImage picture) => _folder.File(id + ".png", ImageEncoder.ToPng(picture));

    public void AddRow(string id, string label = "red", string mask = "") =>
        _rows.Add(new ManifestRow(id, id + ".png", label, [KeyValuePair.Create("tone", "II")], [KeyValuePair.Create("left", mask)]));

    public string Mask(string name, Func<int, int, bool> inside)
    {
        _folder.File(name, ImageEncoder.ToPng(Picture((x, y) => inside(x, y) ? ((byte)255, (byte)255, (byte)255) : ((byte)0, (byte)0, (byte)0))));
        return name;
    }

    public static RgbImage Picture(Func<int, int, (byte R, byte G, byte B)> color)
    {
        var pixels = new byte[3 * 16];
        for (var i = 0; i < 16; i++)
        {
            (pixels[3 * i], pixels[(3 * i) + 1], pixels[(3 * i) + 2]) = color(i % 4, i / 4);
        }

        return new RgbImage(4, 4, pixels);
    }

    public void Dispose() => _folder.Dispose();

    private static ClosedFormClassifier LeftMinusRight()
    {
        var weights = new double[Shape.Length];
        for (var i = 0; i < 16; i++)
        {
            weights[i] = i % 4 < 2 ? 1 : -1;
        }

        return new ClosedFormClassifier(Shape, x => x.Zip(weights, (a, w) => a * w).Sum(), _ => weights);
    }
}
