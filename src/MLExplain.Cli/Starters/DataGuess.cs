using System.Globalization;
using MLExplain.Audit;
using MLExplain.Cli.Pipelines;

namespace MLExplain.Cli.Starters;

/// <summary>What the columns of a CSV about images seem to mean.</summary>
/// <param name="Table">The table; with a column of files added where the CSV names pictures without their extension.</param>
/// <param name="Root">Folder that the files are relative to.</param>
/// <param name="Id">Column of the identifier.</param>
/// <param name="File">Column of the picture.</param>
/// <param name="Label">Column of the true class.</param>
internal sealed record DataGuess(ImageTable Table, string Root, string Id, string File, string Label)
{
    /// <summary>A column of more values than this is no attribute whose groups can be compared.</summary>
    private const int MostGroups = 10;

    /// <summary>Rows that are looked at to tell whether a column names files.</summary>
    private const int Tried = 50;

    private static readonly string[] LabelNames = ["label", "class", "target", "diagnosis", "dx", "y", "category", "ground_truth", "truth", "true_label", "true_class", "finding", "outcome", "annotation", "diagnose", "klasse", "befund", "diagnostic", "classe", "diagnostico", "etiqueta", "clase"];

    private static readonly string[] IdNames = ["id", "image_id", "isic_id", "uid", "case", "case_id", "bildnummer", "fall", "fallnummer", "nummer", "name", "image", "filename", "file"];

    private static readonly string[] FileNames = ["file", "filename", "file_name", "path", "image", "image_path", "picture", "img"];

    /// <summary>Columns of masks: they name pictures too.</summary>
    public IReadOnlyList<string> Masks { get; init; } = [];

    /// <summary>Folder that the masks are relative to; that of the pictures where there are none.</summary>
    public string MaskRoot { get; init; } = Root;

    /// <summary>Columns of attributes, with few values each.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Columns that are none of these, and why.</summary>
    public IReadOnlyList<string> Unused { get; init; } = [];

    /// <summary>Where the labels come from.</summary>
    public string Source { get; init; } = "the CSV";

    /// <summary>Whether the table is not the user's file, and has to be written.</summary>
    public bool IsNew { get; init; }

    /// <summary>Guesses; what the user names is taken as it is.</summary>
    /// <param name="table">The CSV.</param>
    /// <param name="root">Folder of the pictures; null looks for it beside the CSV.</param>
    /// <param name="label">Column of the true class; null guesses.</param>
    /// <param name="classes">Names of the model's classes; empty where it has none.</param>
    /// <exception cref="DataException">No column names pictures that are there, none can be the label, or an image stands there twice.</exception>
    public static DataGuess Of(ImageTable table, string? root, string? label, IReadOnlyList<string> classes)
    {
        var beside = Path.GetDirectoryName(Path.GetFullPath(table.Path))!;
        string[] roots = root is null ? [beside, .. Directory.GetDirectories(beside).Order(StringComparer.Ordinal)] : [root];
        var (column, folder, extension) = Pictures(table, roots);
        var labels = label ?? LabelOf(table, column, classes);
        if (!table.Columns.Contains(labels))
        {
            throw new DataException($"'{table.Path}' is not as --label says: {KnownKeys.Unknown("column", labels, table.Columns)}");
        }

        if (extension.Length > 0)
        {
            (table, column) = (WithFiles(table, column, extension), FileColumn(table));
        }

        var id = IdOf(table, column);
        if (table.Cells(id).GroupBy(c => c).FirstOrDefault(c => c.Count() > 1) is { } twice)
        {
            throw new DataException(FormattableString.Invariant($"'{table.Path}' names '{twice.Key}' {twice.Count()} times in the column '{id}': every image needs one row and an identifier of its own. Take the others out, or add a column 'id'."));
        }

        var others = table.Columns.Where(c => c != column && c != labels && c != id).ToList();
        var maskRoot = roots.Append(beside).OrderBy(r => r != folder).MaxBy(r => others.Sum(c => Hits(table, c, r, "")))!;
        string[] masks = [.. others.Where(c => Hits(table, c, maskRoot, "") > 0)];
        string[] groups = [.. others.Except(masks).Where(c => table.Values(c).Length is >= 2 and <= MostGroups && !NamesPictures(table, c))];
        return new(table, folder, id, column, labels)
        {
            Masks = masks, MaskRoot = masks.Length > 0 ? maskRoot : folder, Groups = groups, IsNew = extension.Length > 0,
            Unused = [.. others.Except(masks).Except(groups).Select(c => FormattableString.Invariant($"{c} ({table.Values(c).Length} values{What(table, c)})"))],
        };
    }

    /// <summary>The column and folder where the most cells are pictures that exist; names without an extension count where no others do. Masks name pictures too, and are not what was meant.</summary>
    private static (string Column, string Root, string Extension) Pictures(ImageTable table, string[] roots)
    {
        var found = from extension in ClassFolders.Extensions.Prepend("")
                    from folder in roots
                    from column in table.Columns.Where(c => !IsMask(c))
                    let hits = Hits(table, column, folder, extension)
                    where hits > 0
                    select (Column: column, Root: folder, Extension: extension, Hits: hits);
        var best = found.OrderBy(f => f.Extension.Length > 0).ThenByDescending(f => f.Hits).ThenBy(f => !FileNames.Contains(f.Column, StringComparer.OrdinalIgnoreCase))
            .ThenByDescending(f => table.Values(f.Column).Length).FirstOrDefault();
        return best.Hits > 0 ? (best.Column, best.Root, best.Extension)
            : throw new DataException(
                $"No column of '{table.Path}' names pictures that are there: looked for the cells of {string.Join(", ", table.Columns.Where(c => !IsMask(c)))} "
                + $"as files in {string.Join(", ", roots.Select(r => $"'{r}'"))}, also with {string.Join(", ", ClassFolders.Extensions)} added. Give their folder with --root.");
    }

    private static string What(ImageTable table, string column) => NamesPictures(table, column) ? ", names of pictures that are not there"
        : table.Values(column).All(v => double.TryParse(v, NumberStyles.Float, CultureInfo.InvariantCulture, out _)) ? ", numbers: added to groups, they are compared by quarters" : "";

    private static bool NamesPictures(ImageTable table, string column) =>
        table.Values(column) is { Length: > 0 } values && values.All(v => ClassFolders.Extensions.Contains(Path.GetExtension(v).ToLowerInvariant()));

    private static bool IsMask(string column) => column.Contains("mask", StringComparison.OrdinalIgnoreCase) || column.Contains("segmentation", StringComparison.OrdinalIgnoreCase);

    private static int Hits(ImageTable table, string column, string folder, string extension) =>
        table.Cells(column).Where(c => c.Length > 0).Take(Tried).Count(c => ClassFolders.Extensions.Contains(Path.GetExtension(c + extension).ToLowerInvariant()) && System.IO.File.Exists(Path.Combine(folder, c + extension)));

    /// <summary>By its name; else the one column that holds nothing but names of classes.</summary>
    private static string LabelOf(ImageTable table, string file, IReadOnlyList<string> classes) =>
        LabelNames.Select(n => table.Columns.FirstOrDefault(c => string.Equals(c, n, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(c => c is not null && c != file)
            ?? (table.Columns.Where(c => c != file && table.Values(c) is { Length: > 0 } values && values.All(classes.Contains)).ToList() is [var only] ? only : null)
            ?? throw new DataException($"No column of '{table.Path}' is called as labels usually are ({string.Join(", ", LabelNames)}): name the column of the true class with --label. Its columns are {string.Join(", ", table.Columns)}.");

    private static string IdOf(ImageTable table, string file) =>
        IdNames.Select(n => table.Columns.FirstOrDefault(c => string.Equals(c, n, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(c => c is not null && table.Values(c).Length == table.Rows.Count) ?? file;

    private static string FileColumn(ImageTable table) => table.Columns.Contains("file") ? "picture_file" : "file";

    private static ImageTable WithFiles(ImageTable table, string column, string extension) => table with
    {
        Columns = [.. table.Columns, FileColumn(table)],
        Rows = [.. table.Rows.Zip(table.Cells(column), (row, cell) => (string[])[.. row, cell + extension])],
    };
}
