using System.Security.Cryptography;
using MLExplain.Audit.Spurious;
using MLExplain.Imaging;
using MLExplain.Tensors;

namespace MLExplain.Audit;

/// <summary>A manifest row with its picture read and brought to the network's size, or the reason why not.</summary>
internal sealed record PreparedImage(ManifestRow Row, string ContentHash, RgbImage? Seen, Tensor? Input, string Error)
{
    /// <summary>Columns and rows of the picture before it was brought to the network's size; zeros when it could not be read.</summary>
    public (int Width, int Height) Size { get; init; }

    /// <summary>What its pixels say; null when it could not be read.</summary>
    public ImageProperties? Properties { get; init; }

    public static PreparedImage Load(ManifestRow row, string root, Preprocessing preprocessing)
    {
        var (bytes, error) = Read("picture", row.File, root);
        if (bytes is null)
        {
            return new PreparedImage(row, "", null, null, error);
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        try
        {
            var picture = ImageDecoder.Decode(bytes, row.File);
            var seen = preprocessing.Fit(picture);
            return new PreparedImage(row, hash, seen, preprocessing.Normalize(seen), "")
            {
                Size = (picture.Width, picture.Height), Properties = ImageProperties.Of(picture, bytes),
            };
        }
        catch (Exception e) when (e is ImageDecodeException or ArgumentException)
        {
            return new PreparedImage(row, hash, null, null, e.Message);
        }
    }

    /// <summary>A file's bytes, or a sentence that says why there are none.</summary>
    public static (byte[]? Bytes, string Error) Read(string what, string file, string root)
    {
        try
        {
            return (File.ReadAllBytes(Path.Combine(root, file)), "");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return (null, $"The {what} '{file}' cannot be opened: {Reason(e)}.");
        }
    }

    private static string Reason(Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file",
        UnauthorizedAccessException => "access is denied",
        ArgumentException => "its name is not a path",
        _ => "reading it failed",
    };
}
