using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MLExplain.Imaging;
using MLExplain.Tests.Imaging;
using MLExplain.Tests.Transforms.Contract;
using MLExplain.Transforms;

namespace MLExplain.Tests.Transforms;

/// <summary>A column of paths becomes network inputs; the oracle decodes and preprocesses the same file by itself.</summary>
public sealed class ClassifierImageTests : IDisposable
{
    private const int Files = 7;

    private static readonly Preprocessing Preprocessing = new() { Width = 5, Height = 4, Channels = ChannelOrder.Bgr, Mean = [0.4f, 0.5f, 0.6f], Std = [0.2f, 0.3f, 0.4f] };

    private readonly MLContext _ml = new(seed: 1);
    private readonly TemporaryFolder _folder = new();
    private readonly string[] _paths;

    public ClassifierImageTests() => _paths = [.. Enumerable.Range(0, Files).Select(i => _folder.File($"{i}.png", ImageEncoder.ToPng(Picture(i))))];

    public static TheoryData<int> BatchSizes => new(1, 16);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void BadPictures_CostTheirRowsOnly()
    {
        string[] paths = [_paths[0], _folder.Missing("none.png"), _folder.File("empty.png", []), "", _paths[1]];
        var source = _ml.Data.LoadFromEnumerable(paths.Select((path, id) => new Example { Id = id, Path = path }));
        var warnings = new List<string>();
        _ml.Log += (_, line) =>
        {
            if (line.Kind == ChannelMessageKind.Warning)
            {
                warnings.Add(line.RawMessage);
            }
        };

        var view = Estimator("Path", batchSize: 5).Fit(source).Transform(source);

        var pixels = view.GetColumn<float[]>("Pixels").ToArray();
        var nan = Enumerable.Repeat(float.NaN, 60).ToArray();
        Assert.Equal([Preprocessing.Apply(Picture(0)).Values, nan, nan, nan, Preprocessing.Apply(Picture(1)).Values], pixels);
        string[] expected = ["", "' does not exist; ", "' is empty (0 bytes); ", "The path of a picture is empty; ", ""];
        var errors = view.GetColumn<string>("PixelsError").ToArray();
        Assert.All(expected.Zip(errors), pair => Assert.True(pair.First.Length == 0 ? pair.Second.Length == 0 : pair.Second.Contains(pair.First, StringComparison.Ordinal), pair.Second));
        Assert.Equal(errors.Where(error => error.Length > 0), warnings.Distinct());
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void PolicyThrow_ThrowsAtTheBadRow(int batchSize)
    {
        string[] paths = [.. Enumerable.Repeat(_paths[0], 5), _folder.Missing("none.png"), _paths[1]];
        var source = _ml.Data.LoadFromEnumerable(paths.Select((path, id) => new Example { Id = id, Path = path }));
        var options = new ClassifierImageOptions { OnError = ImageErrorPolicy.Throw, BatchSize = batchSize };
        var view = _ml.Transforms.LoadClassifierImages("Pixels", "Path", Preprocessing, options).Fit(source).Transform(source);
        using var cursor = view.GetRowCursor(view.Schema);
        var actual = ColumnReader.Floats(cursor, "Pixels");

        for (var row = 0; row < 5; row++)
        {
            Assert.True(cursor.MoveNext());
            actual();
        }

        Assert.True(cursor.MoveNext());
        var error = Assert.Throws<InvalidOperationException>(() => actual());
        Assert.Contains("none.png' does not exist", error.Message, StringComparison.Ordinal);
        Assert.IsType<ImageDecodeException>(error.InnerException);
        Assert.Null(view.Schema.GetColumnOrNull("PixelsError"));
    }

    [Fact]
    public void RelativePaths_StartFromTheFolder()
    {
        var source = _ml.Data.LoadFromEnumerable([new Example { Path = "3.png" }]);
        var options = new ClassifierImageOptions { ImageFolder = Path.GetDirectoryName(_paths[0]) };

        var view = _ml.Transforms.LoadClassifierImages("Pixels", "Path", Preprocessing, options).Fit(source).Transform(source);

        Assert.Equal([Preprocessing.Apply(Picture(3)).Values], view.GetColumn<float[]>("Pixels"));
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void ImagesInMemory_GiveTheSamePixelsAsFiles(int batchSize)
    {
        var source = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 10).Select(id => new Example { Id = id, Path = _paths[id % Files] }));
        var chain = _ml.Transforms.LoadImages("Image", imageFolder: null, "Path").Append(Estimator("Image", batchSize));

        var pixels = chain.Fit(source).Transform(source).GetColumn<float[]>("Pixels");

        Assert.Equal(Enumerable.Range(0, 10).Select(id => Preprocessing.Apply(Picture(id % Files)).Values), pixels);
    }

    [Fact]
    public void PredictionEngine_TakesAnImageInMemory()
    {
        using var image = MLImage.CreateFromFile(_paths[2]);
        var transformer = _ml.Transforms.LoadClassifierImages("Pixels", "Image", Preprocessing).Fit(_ml.Data.LoadFromEnumerable<InMemory>([]));
        using var engine = _ml.Model.CreatePredictionEngine<InMemory, Loaded>(transformer);

        Assert.Equal(Preprocessing.Apply(Picture(2)).Values, engine.Predict(new InMemory { Image = image }).Pixels);

        var missing = engine.Predict(new InMemory());
        Assert.All(missing.Pixels, pixel => Assert.Equal(float.NaN, pixel));
        Assert.Equal("Column 'Image' holds no picture (null) in this row; an MLImage is expected.", missing.PixelsError);
    }

    [Fact]
    public void ImpossiblePreprocessing_IsRefusedAtOnce() =>
        Assert.Throws<ArgumentException>(() => _ml.Transforms.LoadClassifierImages("Pixels", "Path", Preprocessing with { Std = [0f] }));

    private ClassifierImageEstimator Estimator(string input, int batchSize) =>
        _ml.Transforms.LoadClassifierImages("Pixels", input, Preprocessing, new ClassifierImageOptions { BatchSize = batchSize });

    private static RgbImage Picture(int i)
    {
        var pixels = new byte[3 * 9 * 8];
        for (var j = 0; j < pixels.Length; j++)
        {
            pixels[j] = (byte)(((j * j) + (i * 37) + (j * 11)) % 256);
        }

        return new RgbImage(9, 8, pixels);
    }

    public sealed class Example
    {
        public int Id { get; set; }

        public string Path { get; set; } = "";
    }

    public sealed class InMemory
    {
        [Microsoft.ML.Transforms.Image.ImageType(8, 9)]
        public MLImage? Image { get; set; }
    }

    public sealed class Loaded
    {
        [VectorType(3, 4, 5)]
        public float[] Pixels { get; set; } = [];

        public string PixelsError { get; set; } = "";
    }
}
