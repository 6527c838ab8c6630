using MLExplain.Imaging;

namespace MLExplain.Tests.Imaging;

public sealed class BadImageTests
{
    public static TheoryData<string, byte[]> WholeFiles => new()
    {
        { "JPEG", ImageEncoder.ToJpeg(Pictures.Noise(40, 30)) },
        { "progressive JPEG", File.ReadAllBytes(Pictures.DataFile("pillow", "progressive.jpg")) },
        { "PNG", ImageEncoder.ToPng(Pictures.Noise(11, 9)) },
        { "interlaced PNG", Pictures.InterlacedPng(Pictures.Noise(11, 9)) },
        { "BMP", Pictures.Bmp(Pictures.Noise(7, 5)) },
        { "WebP", Pictures.WebP(Pictures.Noise(11, 9)) },
        { "GIF", File.ReadAllBytes(Pictures.DataFile("pillow", "palette.gif")) },
    };

    [Fact]
    public void MissingFile_IsRefusedWithASentence()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Missing("lesion.png");
        var inner = Path.Combine(path, "deeper.png");

        Assert.Equal($"'{path}' does not exist; a JPEG, PNG, BMP, WebP or GIF file is expected there.", Refusal(path));
        Assert.Equal($"'{inner}' does not exist; a JPEG, PNG, BMP, WebP or GIF file is expected there.", Refusal(inner));
    }

    [Fact]
    public void EmptyPath_IsRefusedWithASentence() =>
        Assert.Equal("The path of a picture is empty; the path of a JPEG, PNG, BMP, WebP or GIF file is expected.", Refusal(""));

    [Fact]
    public void Folder_IsRefusedWithASentence()
    {
        var path = AppContext.BaseDirectory;

        var message = Refusal(path);

        Assert.StartsWith($"'{path}' cannot be read (", message, StringComparison.Ordinal);
        Assert.EndsWith("); a readable JPEG, PNG, BMP, WebP or GIF file is expected there.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void ZeroBytes_AreRefusedWithASentence()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("empty.png", []);

        Assert.Equal($"'{path}' is empty (0 bytes); a JPEG, PNG, BMP, WebP or GIF picture is expected.", Refusal(path));
    }

    [Theory]
    [InlineData("id,label\n1,benign", "no known picture format: it starts with the bytes 69642C6C6162656C")]
    [InlineData("\0\0\u0001\u0001\0", "no known picture format: it starts with the bytes 0000010100")]
    [InlineData("x", "no known picture format: it starts with the bytes 78")]
    [InlineData("<html>404</html>", "text that starts with '<' (HTML, XML or SVG)")]
    [InlineData("%PDF-1.7", "a PDF document")]
    [InlineData("\0\0\0\u0018ftypheic", "a HEIC, AVIF or MP4 file")]
    [InlineData("II*\0aaaa", "a TIFF file or camera raw file")]
    [InlineData("MM\0*aaaa", "a TIFF file or camera raw file")]
    public void WhatIsNoPicture_IsRefusedByItsContent(string content, string found) =>
        Assert.Equal($"'x.png' is {found}; a JPEG, PNG, BMP, WebP or GIF picture is expected.", Refusal(System.Text.Encoding.ASCII.GetBytes(content)));

    [Fact]
    public void CutInTheHeader_IsRefusedWithASentence() =>
        Assert.Equal(
            "'x.png' starts as PNG but its header is truncated or damaged; a whole PNG file is expected.",
            Refusal(ImageEncoder.ToPng(Pictures.Noise(11, 9))[..20]));

    [Fact]
    public void CutInThePixels_IsRefusedWithASentence()
    {
        var jpeg = ImageEncoder.ToJpeg(Pictures.Noise(40, 30));
        var png = ImageEncoder.ToPng(Pictures.Noise(40, 30));

        Assert.Equal("'x.png' ends before its last row of pixels; a whole JPEG file of 40x30 pixels is expected.", Refusal(jpeg[..(jpeg.Length / 2)]));
        Assert.Equal("'x.png' ends before its last row of pixels; a whole PNG file of 40x30 pixels is expected.", Refusal(png[..(png.Length / 2)]));
    }

    [Theory]
    [MemberData(nameof(WholeFiles))]
    public void EveryPrefix_IsRefusedOrGivesTheWholePicture(string format, byte[] file)
    {
        var whole = ImageDecoder.Decode(file, format);
        var refused = 0;

        for (var length = 0; length < file.Length; length++)
        {
            try
            {
                Assert.Equal(whole.Pixels, ImageDecoder.Decode(file.AsSpan(0, length), format).Pixels);
            }
            catch (ImageDecodeException)
            {
                refused++;
            }
        }

        // Trailers, paddings and checksums may be missing without loss, never more than some 20 bytes of them.
        Assert.InRange(refused, file.Length - 20, file.Length);
    }

    [Fact]
    public void DamagedPixels_AreRefusedWithASentence()
    {
        var file = ImageEncoder.ToPng(Pictures.Noise(40, 30));
        file[file.Length / 2] ^= 0xFF;

        Assert.Equal("'x.png' is damaged (ErrorInInput); a whole PNG file of 40x30 pixels is expected.", Refusal(file));
    }

    [Fact]
    public void HugePicture_IsRefusedByItsHeaderWithoutMemoryForIt()
    {
        var file = Pictures.Png(20_000, 20_000, 8, 2, []);
        _ = Refusal(file);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var message = Refusal(file);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal("'x.png' has 20000x20000 = 400000000 pixels; at most 100000000 are decoded, and at most 65535 a side. Scale the picture down first.", message);
        Assert.InRange(allocated, 0, 100_000);
    }

    [Fact]
    public void OverlongSide_IsRefusedByItsHeader() =>
        Assert.StartsWith("'x.png' has 70000x1 = 70000 pixels;", Refusal(Pictures.Png(70_000, 1, 8, 2, [])), StringComparison.Ordinal);

    private static string Refusal(string path) => Assert.Throws<ImageDecodeException>(() => ImageDecoder.Decode(path)).Message;

    private static string Refusal(byte[] file) => Assert.Throws<ImageDecodeException>(() => ImageDecoder.Decode(file, "x.png")).Message;
}
