using MLExplain.Audit;

namespace MLExplain.Cli.Starters;

/// <summary>Images that are sorted into folders by their class.</summary>
internal static class ClassFolders
{
    internal static readonly string[] Extensions = [".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif"];

    /// <summary>One row per picture: its path below the folder is its id and file, the folder's name its label.</summary>
    /// <param name="folder">The folder that holds one folder per class.</param>
    /// <exception cref="DataException">It holds no such folders, or no pictures.</exception>
    public static ImageTable Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new DataException($"No folder of images at '{folder}'.");
        }

        string[][] rows =
        [
            .. from label in Directory.GetDirectories(folder).Order(StringComparer.Ordinal)
               from picture in Directory.GetFiles(label, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
               where Extensions.Contains(Path.GetExtension(picture).ToLowerInvariant())
               let file = Path.GetRelativePath(folder, picture).Replace('\\', '/')
               select new[] { file, file, Path.GetFileName(label) },
        ];
        return rows.Length > 0 ? new(folder, ["id", "file", "label"], rows)
            : throw new DataException($"'{folder}' has no folders with pictures in them: expected one folder per class, such as {folder}/cat/1.jpg. Where a CSV says what the pictures are, give it with --data.");
    }
}
