using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using MLExplain.Imaging;
using MLExplain.Tests.Imaging;
using MLExplain.Tests.Transforms.Contract;
using MLExplain.Transforms;

namespace MLExplain.Tests.Transforms;

/// <summary>Maps drawn over pictures; the oracle draws the same map over the same file by itself.</summary>
public sealed class OverlayTests : IDisposable
{
    private const int Files = 4;

    private static readonly Preprocessing Preprocessing = new() { Width = 6, Height = 6, Resize = ResizeMode.ShortSideThenCrop };
    private static readonly HeatmapOptions Heat = new() { Sign = HeatmapSign.Both, Opacity = 0.7 };

    private readonly MLContext _ml = new(seed: 1);
    private readonly TemporaryFolder _folder = new();
    private readonly string[] _paths;

    public OverlayTests() => _paths = [.. Enumerable.Range(0, Files).Select(i => _folder.File($"{i}.png", ImageEncoder.ToPng(Pictures.Noise(8 + i, 7))))];

    public static TheoryData<int> BatchSizes => new(1, 16);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TypeIsAnImageOfTheNetworksSize()
    {
        var type = Assert.IsType<ImageDataViewType>(Estimator(1).Fit(Source(1)).GetOutputSchema(Source(1).Schema)["Overlay"].Type);

        Assert.Equal((6, 6), (type.Height, type.Width));
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void BuiltInImageTransformsAfterwards_ReadTheColumn(int batchSize)
    {
        var source = Source(10);

        var view = Estimator(batchSize).Append(_ml.Transforms.ExtractPixels("Extracted", "Overlay")).Fit(source).Transform(source);

        var planes = view.GetColumn<float[]>("Extracted").ToArray();
        Assert.Equal(10, planes.Length);
        Assert.Equal(Drawn(3).Where((_, i) => i % 4 == 0), planes[3].Take(36));
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void PicturesInMemory_GiveTheSameOverlayAndStayReadableThemselves(int batchSize)
    {
        var source = Source(10);
        var view = _ml.Transforms.LoadImages("Image", imageFolder: null, "Path")
            .Append(_ml.Transforms.ExplainOverlay("Overlay", "Map", "Image", Preprocessing, new OverlayOptions { Heatmap = Heat, BatchSize = batchSize }))
            .Append(_ml.Transforms.ExplainOverlay("Again", "Map", "Image", Preprocessing, new OverlayOptions { Heatmap = Heat, BatchSize = batchSize }))
            .Fit(source).Transform(source);

        using var cursor = view.GetRowCursor(view.Schema);
        var (overlay, again, picture) = (ColumnReader.Floats(cursor, "Overlay"), ColumnReader.Floats(cursor, "Again"), ColumnReader.Value<MLImage>(cursor, "Image"));
        var id = 0;
        for (; cursor.MoveNext(); id++)
        {
            Assert.Equal(Drawn(id), overlay());
            Assert.Equal(Drawn(id), again());
            Assert.Equal(ImageDecoder.Decode(_paths[id % Files]).Pixels, MLImages.ToRgb(picture()).Pixels);
        }

        Assert.Equal(10, id);
    }

    [Fact]
    public void WithoutPreprocessing_TheMapCoversTheWholePicture()
    {
        var source = Source(1);

        var view = _ml.Transforms.ExplainOverlay("Overlay", "Map", "Path").Fit(source).Transform(source);

        using var cursor = view.GetRowCursor(view.Schema);
        Assert.True(cursor.MoveNext());
        var expected = Heatmap.Overlay(ImageDecoder.Decode(_paths[0]), Sum(Row(0).Map), 3, 3);
        Assert.Equal(ColumnReader.Levels(MLImages.FromRgb(expected)), ColumnReader.Floats(cursor, "Overlay")());
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void AMissingMap_GivesNoImage_AndABadPictureThrowsAtItsRow(int batchSize)
    {
        var rows = Enumerable.Range(0, 5).Select(Row).ToArray();
        rows[1].Map[4] = float.NaN;
        rows[1].Path = "never opened";
        rows[4].Path = _folder.Missing("none.png");
        var source = _ml.Data.LoadFromEnumerable(rows);
        var view = Estimator(batchSize).Fit(source).Transform(source);
        using var cursor = view.GetRowCursor(view.Schema);
        var getter = cursor.GetGetter<MLImage?>(view.Schema["Overlay"]);

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

    private IDataView Source(int rows) => _ml.Data.LoadFromEnumerable(Enumerable.Range(0, rows).Select(Row));

    private OverlayEstimator Estimator(int batchSize) =>
        _ml.Transforms.ExplainOverlay("Overlay", "Map", "Path", Preprocessing, new OverlayOptions { Heatmap = Heat, BatchSize = batchSize });

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
}
