using Microsoft.ML;
using Microsoft.ML.Transforms.Image;

namespace MLExplain.Tests.Transforms.Contract;

/// <summary>
/// Why <see cref="ColumnContract.Storable"/> leaves out columns of pictures: ML.NET caches, shuffles, joins and stores none, whoever made them.
/// Each request is made of the column of ML.NET's own LoadImages and of each of ours.
/// </summary>
/// <remarks>A failure of the stock column means that ML.NET has learned it: let every subject take the test of the contract concerned.</remarks>
public sealed class ImageColumnTests : ColumnContract
{
    private const string Stock = "ML.NET's LoadImages";

    public static TheoryData<string> ImageColumns => new([Stock, .. ColumnSubjects.All.Where(subject => subject.IsImage).Select(subject => subject.Name)]);

    [Theory]
    [MemberData(nameof(ImageColumns))]
    public void CacheDropsTheColumn(string maker) => CheckDropped(maker, view => Ml.Data.Cache(view));

    [Theory]
    [MemberData(nameof(ImageColumns))]
    public void ShufflingDropsTheColumn(string maker) => CheckDropped(maker, view => Ml.Data.ShuffleRows(view, seed: 3));

    [Theory]
    [MemberData(nameof(ImageColumns))]
    public void BinaryFileDropsTheColumn(string maker)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.idv");
        CheckDropped(maker, view =>
        {
            using (var file = File.Create(path))
            {
                Ml.Data.SaveAsBinary(view, file);
            }

            return Ml.Data.LoadFromBinary(path);
        });
        File.Delete(path);
    }

    /// <summary>So there is nothing that slot names could flow into.</summary>
    [Theory]
    [MemberData(nameof(ImageColumns))]
    public void ConcatenateRefusesTheColumn(string maker)
    {
        var view = Images(maker);

        Assert.Empty(view.Schema[Output].Annotations.Schema);
        Assert.Throws<InvalidCastException>(() => Ml.Transforms.Concatenate("Joined", Output, Output).Fit(view).Transform(view));
    }

    private void CheckDropped(string maker, Func<IDataView, IDataView> request)
    {
        var view = Images(maker);
        Assert.IsType<ImageDataViewType>(view.Schema[Output].Type);

        var kept = request(view).Schema.Select(column => column.Name).ToArray();

        Assert.DoesNotContain(Output, kept);
        Assert.Equal(view.Schema.Select(column => column.Name).Except([Output]), kept);
    }

    private IDataView Images(string maker) => maker == Stock
        ? Ml.Transforms.LoadImages(Output, imageFolder: null, "Path").Fit(Source(5)).Transform(Source(5))
        : View(maker, 5, 16);
}
