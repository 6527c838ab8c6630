using MLExplain.Imaging;
using MLExplain.Saliency;

namespace MLExplain.Tests.Pipelines;

/// <summary>The README's picture of one image under all methods has a cell for each of them.</summary>
public sealed class MethodsPictureTests
{
    [Fact]
    public void ItHasACellForEveryMethod()
    {
        var picture = ImageDecoder.Decode(Path.Combine(Repository.Root, "pipelines", "dermatology", "methods.jpg"));
        var cell = new RgbImage(1, 1, [0, 0, 0]);
        var expected = ContactSheet.Draw([new SheetCell("image", [cell]), .. SaliencyMethods.All.Select(m => new SheetCell(m.Name, [cell, cell]))], columns: 7, side: 168);

        Assert.Equal((expected.Width, expected.Height), (picture.Width, picture.Height));
    }
}
