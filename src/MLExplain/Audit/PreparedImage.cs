using System.Security.Cryptography;
using MLExplain.Imaging;
using MLExplain.Tensors;

namespace MLExplain.Audit;

/// <summary>A manifest row with its picture read and brought to the network's size, or the reason why not.</summary>
internal sealed record PreparedImage(ManifestRow Row, string ContentHash, RgbImage? Seen, Tensor? Input, string Error)
{
    public static PreparedImage Load(ManifestRow row, string root, Preprocessing preprocessing)
    {
        var path = Path.Combine(root, row.File);
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new PreparedImage(row, "", null, null, $"The picture '{row.File}' cannot be opened: {Reason(e)}.");
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        try
        {
            var picture = ImageDecoder.Decode(bytes, row.File);
            var seen = preprocessing.Fit(picture);
            return new PreparedImage(row, hash, seen, preprocessing.Normalize(seen), "");
        }
        catch (Exception e) when (e is ImageDecodeException or ArgumentException)
        {
            return new PreparedImage(row, hash, null, null, e.Message);
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
