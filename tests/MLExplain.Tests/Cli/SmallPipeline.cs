using MLExplain.Imaging;
using MLExplain.Tests.Imaging;
using MLExplain.Tests.Models;

namespace MLExplain.Tests.Cli;

/// <summary>A pipeline file, a model of five classes and four pictures of 16×16, in a folder of their own.</summary>
internal sealed class SmallPipeline : IDisposable
{
    private const string Yaml = """
        name: small
        seed: 3
        model:
          path: model.onnx
          classes: [a, b, c, d, e]
          preprocessing:
            mean: [0.5]
        data:
          manifest: manifest.csv
          columns:
            groups: [tone]
            masks:
              left: mask
        explain:
          - method: integrated-gradients
            options:
              steps: 8
              baseline: noise
          - method: gradient
        """;

    private const string Rows = "id,file,label,tone,mask\none,one.png,a,II,mask.png\nbroken,broken.png,b,II,\nabsent,absent.png,b,V,\ntwo,two.png,4,,none.png\n";

    private readonly TemporaryFolder _folder = new();

    public SmallPipeline()
    {
        SmallModels.Convolutional().Save(Path("model.onnx"));
        _folder.File("one.png", ImageEncoder.ToPng(Pictures.Noise(16, 16)));
        _folder.File("two.png", ImageEncoder.ToPng(Pictures.Noise(20, 31)));
        _folder.File("broken.png", ImageEncoder.ToPng(Pictures.Noise(16, 16))[..200]);
        _folder.File("mask.png", ImageEncoder.ToPng(new RgbImage(16, 16, [.. Enumerable.Range(0, 16 * 16 * 3).Select(i => (byte)(i / 3 % 16 < 8 ? 255 : 0))])));
        File.WriteAllText(Path("manifest.csv"), Rows);
        File.WriteAllText(Path("audit.yaml"), Yaml);
    }

    public string Path(string name) => _folder.Missing(name);

    /// <summary>Adds pictures, each unlike the others, so that the run has several parts.</summary>
    public void Add(int images)
    {
        for (var i = 0; i < images; i++)
        {
            byte[] pixels = [.. Enumerable.Range(0, 16 * 16 * 3).Select(p => (byte)((p * (7 + i)) ^ (p / 5)))];
            _folder.File($"more{i}.png", ImageEncoder.ToPng(new RgbImage(16, 16, pixels)));
            File.AppendAllText(Path("manifest.csv"), $"more{i},more{i}.png,{"abcde"[i % 5]},{(i % 3 == 0 ? "V" : "II")},{(i % 2 == 0 ? "mask.png" : "")}\n");
        }
    }

    /// <summary>Changes a text of one of the files; the text must be there.</summary>
    public void Edit(string file, string from, string to)
    {
        var text = File.ReadAllText(Path(file)).ReplaceLineEndings("\n");
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(Path(file), text.Replace(from, to, StringComparison.Ordinal));
    }

    public Task<ToolRun> Run(string output = "out") => ToolRun.Of("run", Path("audit.yaml"), "--out", Path(output));

    public void Dispose() => _folder.Dispose();
}
