using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MLExplain.Imaging;
using MLExplain.Tests.Imaging;
using MLExplain.Transforms;

namespace MLExplain.Tests.Transforms;

/// <summary>A column of paths becomes network inputs; the oracle decodes and preprocesses the same file by itself.</summary>
public sealed class ClassifierImageTests : VectorColumnContract, IDisposable
{
    private const int Files = 7;

    private static readonly Preprocessing Preprocessing = new() { Width = 5, Height = 4, Channels = ChannelOrder.Bgr, Mean = [0.4f, 0.5f, 0.6f], Std = [0.2f, 0.3f, 0.4f] };

    private readonly TemporaryFolder _folder = new();
    private readonly string[] _paths;

    public ClassifierImageTests() => _paths = [.. Enumerable.Range(0, Files).Select(i => _folder.File($"{i}.png", ImageEncoder.ToPng(Picture(i))))];

    protected override string Output => "Pixels";

    protected override string Input => "Path";

    protected override int[] Dimensions => [3, 4, 5];

    public void Dispose() => _folder.Dispose();

    protected override IDataView Source(int rows) => Ml.Data.LoadFromEnumerable(Enumerable.Range(0, rows).Select(id => new Example { Id = id, Path = _paths[id % Files] }));

    protected override IEstimator<RowTransformer> Estimator(int batchSize) =>
        Ml.Transforms.LoadClassifierImages(Output, Input, Preprocessing, new ClassifierImageOptions { BatchSize = batchSize });

    protected override Func<float[]> Expected(DataViewRow row)
    {
        var getter = row.GetGetter<ReadOnlyMemory<char>>(row.Schema["Path"]);
        ReadOnlyMemory<char> path = default;
        return () =>
        {
            getter(ref path);
            return Preprocessing.Apply(ImageDecoder.Decode(path.ToString())).Values;
        };
    }

    protected override float[] Predict(ITransformer transformer, int id)
    {
        using var engine = Ml.Model.CreatePredictionEngine<Example, Loaded>(transformer, new PredictionEngineOptions { OwnsTransformer = false });
        var loaded = engine.Predict(new Example { Id = id, Path = _paths[id % Files] });
        Assert.Equal("", loaded.PixelsError);
        return loaded.Pixels;
    }

    [Fact]
    public void BadPictures_CostTheirRowsOnly()
    {
        string[] paths = [_paths[0], _folder.Missing("none.png"), _folder.File("empty.png", []), "", _paths[1]];
        var source = Ml.Data.LoadFromEnumerable(paths.Select((path, id) => new Example { Id = id, Path = path }));
        var warnings = new List<string>();
        Ml.Log += (_, line) =>
        {
            if (line.Kind == ChannelMessageKind.Warning)
            {
                warnings.Add(line.RawMessage);
            }
        };

        var view = View(source, batchSize: 5);

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
        var source = Ml.Data.LoadFromEnumerable(paths.Select((path, id) => new Example { Id = id, Path = path }));
        var options = new ClassifierImageOptions { OnError = ImageErrorPolicy.Throw, BatchSize = batchSize };
        var view = Ml.Transforms.LoadClassifierImages(Output, Input, Preprocessing, options).Fit(source).Transform(source);
        using var cursor = view.GetRowCursor(view.Schema);
        var actual = Actual(cursor);

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
        var source = Ml.Data.LoadFromEnumerable([new Example { Path = "3.png" }]);
        var options = new ClassifierImageOptions { ImageFolder = Path.GetDirectoryName(_paths[0]) };

        var view = Ml.Transforms.LoadClassifierImages(Output, Input, Preprocessing, options).Fit(source).Transform(source);

        Assert.Equal([Preprocessing.Apply(Picture(3)).Values], view.GetColumn<float[]>(Output));
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void ImagesInMemory_GiveTheSamePixelsAsFiles(int batchSize)
    {
        var source = Source(10);
        var chain = Ml.Transforms.LoadImages("Image", imageFolder: null, "Path")
            .Append(Ml.Transforms.LoadClassifierImages(Output, "Image", Preprocessing, new ClassifierImageOptions { BatchSize = batchSize }));

        Assert.Equal(Enumerable.Range(0, 10), CheckedIds(chain.Fit(source).Transform(source)));
    }

    [Fact]
    public void PredictionEngine_TakesAnImageInMemory()
    {
        using var image = MLImage.CreateFromFile(_paths[2]);
        var transformer = Ml.Transforms.LoadClassifierImages("Pixels", "Image", Preprocessing).Fit(Ml.Data.LoadFromEnumerable<InMemory>([]));
        using var engine = Ml.Model.CreatePredictionEngine<InMemory, Loaded>(transformer);

        Assert.Equal(Preprocessing.Apply(Picture(2)).Values, engine.Predict(new InMemory { Image = image }).Pixels);

        var missing = engine.Predict(new InMemory());
        Assert.All(missing.Pixels, pixel => Assert.Equal(float.NaN, pixel));
        Assert.Equal("Column 'Image' holds no picture (null) in this row; an MLImage is expected.", missing.PixelsError);
    }

    [Fact]
    public void PredictionEngine_ComputesOnlyWhatItsOutputNames()
    {
        var options = new ClassifierImageOptions { OnError = ImageErrorPolicy.Throw };
        var transformer = Ml.Transforms.LoadClassifierImages(Output, Input, Preprocessing, options).Fit(Source(1));
        using var engine = Ml.Model.CreatePredictionEngine<Example, Example>(transformer);

        Assert.Equal(5, engine.Predict(new Example { Id = 5, Path = _folder.Missing("none.png") }).Id);
    }

    [Fact]
    public void ImpossiblePreprocessing_IsRefusedAtOnce() =>
        Assert.Throws<ArgumentException>(() => Ml.Transforms.LoadClassifierImages(Output, Input, Preprocessing with { Std = [0f] }));

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
