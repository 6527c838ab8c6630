using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using MLExplain.Imaging;
using MLExplain.Tests.Imaging;
using MLExplain.Transforms;

namespace MLExplain.Tests.Transforms;

/// <summary>Maps drawn over pictures; the oracle draws the same map over the same file by itself.</summary>
public sealed class OverlayTests : ColumnContract, IDisposable
{
    private const int Files = 4;

    private static readonly Preprocessing Preprocessing = new() { Width = 6, Height = 6, Resize = ResizeMode.ShortSideThenCrop };
    private static readonly HeatmapOptions Heat = new() { Sign = HeatmapSign.Both, Opacity = 0.7 };

    private readonly TemporaryFolder _folder = new();
    private readonly string[] _paths;

    public OverlayTests() => _paths = [.. Enumerable.Range(0, Files).Select(i => _folder.File($"{i}.png", ImageEncoder.ToPng(Pictures.Noise(8 + i, 7))))];

    protected override string Output => "Overlay";

    protected override string Input => "Map";

    protected override Type OutputType => typeof(MLImage);

    public void Dispose() => _folder.Dispose();

    protected override IDataView Source(int rows) => Ml.Data.LoadFromEnumerable(Enumerable.Range(0, rows).Select(Row));

    protected override IEstimator<RowTransformer> Estimator(int batchSize) =>
        Ml.Transforms.ExplainOverlay(Output, Input, "Path", Preprocessing, new OverlayOptions { Heatmap = Heat, BatchSize = batchSize });

    protected override Func<float[]> Actual(DataViewRow row)
    {
        var getter = row.GetGetter<MLImage>(row.Schema[Output]);
        MLImage value = null!;
        return () =>
        {
            getter(ref value);
            return Floats(value);
        };
    }

    protected override Func<float[]> Expected(DataViewRow row)
    {
        var getter = row.GetGetter<int>(row.Schema["Id"]);
        var id = -1;
        return () =>
        {
            getter(ref id);
            return Drawn(id);
        };
    }

    protected override float[] Predict(ITransformer transformer, int id)
    {
        using var engine = Ml.Model.CreatePredictionEngine<Example, Drawing>(transformer, new PredictionEngineOptions { OwnsTransformer = false });
        return Floats(engine.Predict(Row(id)).Overlay!);
    }

    [Fact]
    public void TypeIsAnImageOfTheNetworksSize()
    {
        var type = Assert.IsType<ImageDataViewType>(View(1, 1).Schema[Output].Type);

        Assert.Equal((6, 6), (type.Height, type.Width));
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void BuiltInImageTransformsAfterwards_ReadTheColumn(int batchSize)
    {
        var source = Source(10);

        var view = Estimator(batchSize).Append(Ml.Transforms.ExtractPixels("Extracted", Output)).Fit(source).Transform(source);

        Assert.Equal(10, CheckedIds(view).Count);
        var planes = view.GetColumn<float[]>("Extracted").ToArray();
        Assert.Equal(Drawn(3).Where((_, i) => i % 4 == 0), planes[3].Take(36));
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void PicturesInMemory_GiveTheSameOverlayAndStayReadableThemselves(int batchSize)
    {
        var source = Source(10);
        var view = Ml.Transforms.LoadImages("Image", imageFolder: null, "Path")
            .Append(Ml.Transforms.ExplainOverlay(Output, Input, "Image", Preprocessing, new OverlayOptions { Heatmap = Heat, BatchSize = batchSize }))
            .Append(Ml.Transforms.ExplainOverlay("Again", Input, "Image", Preprocessing, new OverlayOptions { Heatmap = Heat, BatchSize = batchSize }))
            .Fit(source).Transform(source);

        Assert.Equal(10, CheckedIds(view).Count);
        using var cursor = view.GetRowCursor(view.Schema);
        var picture = cursor.GetGetter<MLImage>(view.Schema["Image"]);
        MLImage value = null!;
        for (var id = 0; cursor.MoveNext(); id++)
        {
            picture(ref value);
            Assert.Equal(ImageDecoder.Decode(_paths[id % Files]).Pixels, MLImages.ToRgb(value).Pixels);
        }
    }

    [Fact]
    public void WithoutPreprocessing_TheMapCoversTheWholePicture()
    {
        var source = Source(1);

        var view = Ml.Transforms.ExplainOverlay(Output, Input, "Path").Fit(source).Transform(source);

        using var cursor = view.GetRowCursor(view.Schema);
        Assert.True(cursor.MoveNext());
        var expected = Heatmap.Overlay(ImageDecoder.Decode(_paths[0]), Sum(Row(0).Map), 3, 3);
        Assert.Equal(Floats(MLImages.FromRgb(expected)), Actual(cursor)());
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void AMissingMap_GivesNoImage_AndABadPictureThrowsAtItsRow(int batchSize)
    {
        var rows = Enumerable.Range(0, 5).Select(Row).ToArray();
        rows[1].Map[4] = float.NaN;
        rows[1].Path = "never opened";
        rows[4].Path = _folder.Missing("none.png");
        var view = View(Ml.Data.LoadFromEnumerable(rows), batchSize);
        using var cursor = view.GetRowCursor(view.Schema);
        var getter = cursor.GetGetter<MLImage?>(view.Schema[Output]);

        MLImage? value = null;
        for (var id = 0; id < 4; id++)
        {
            Assert.True(cursor.MoveNext());
            getter(ref value);
            Assert.Equal(id == 1, value is null);
        }

        Assert.True(cursor.MoveNext());
        var error = Assert.Throws<InvalidOperationException>(() => getter(ref value));
        Assert.Contains("none.png' does not exist", error.Message, StringComparison.Ordinal);
    }

    private static float[] Floats(MLImage image)
    {
        Assert.Equal(MLPixelFormat.Rgba32, image.PixelFormat);
        return [.. image.Pixels.ToArray().Select(level => (float)level)];
    }

    private static float[] Sum(float[] map) => [.. Enumerable.Range(0, 9).Select(i => (float)((double)map[i] + map[i + 9]))];

    private float[] Drawn(int id)
    {
        var picture = Preprocessing.Fit(ImageDecoder.Decode(_paths[id % Files]));
        var overlay = Heatmap.Overlay(picture, Sum(Row(id).Map), 3, 3, Heat);
        return [.. overlay.Pixels.Chunk(3).SelectMany(rgb => new float[] { rgb[0], rgb[1], rgb[2], 255 })];
    }

    private Example Row(int id) => new()
    {
        Id = id,
        Path = _paths[id % Files],
        Map = [.. Enumerable.Range(0, 18).Select(i => (((id * 7) + (i * i * 3)) % 17 / 8f) - 1)],
    };

    public sealed class Example
    {
        public int Id { get; set; }

        public string Path { get; set; } = "";

        [VectorType(2, 3, 3)]
        public float[] Map { get; set; } = [];
    }

    public sealed class Drawing
    {
        [ImageType(6, 6)]
        public MLImage? Overlay { get; set; }
    }
}
