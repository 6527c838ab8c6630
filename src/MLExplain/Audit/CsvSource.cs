using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace MLExplain.Audit;

/// <summary>
/// Reads a user's CSV: UTF-8, or UTF-16 with its mark; commas, semicolons or tabs, whichever the header line shows. What is malformed is refused with its line:
/// a stray quote or a missing cell would shift data into other columns, and letters of another encoding would merge groups, without a word.
/// </summary>
public sealed class CsvSource : IDisposable
{
    private const string Separators = ",;\t";

    private readonly CsvReader _csv;

    private CsvSource(string path, CsvReader csv)
    {
        (Path, _csv) = (path, csv);
        Columns = Checked(() => (string[])[.. csv.Headers]);
        if (Columns.GroupBy(c => c).FirstOrDefault(c => c.Count() > 1) is { } twice)
        {
            throw new DataException($"{path}(1): the header names the column '{twice.Key}' more than once: expected each once.");
        }
    }

    /// <summary>Path of the file.</summary>
    public string Path { get; }

    /// <summary>Names of the columns; none when the file is empty.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Line on which the current row begins, from 1.</summary>
    public long Line => _csv.LineNumber;

    /// <summary>A cell of the current row.</summary>
    /// <param name="column">Name of the column.</param>
    public string this[string column] => _csv.GetString(column);

    /// <summary>Opens a file.</summary>
    /// <param name="path">Path of the CSV, which is there.</param>
    /// <exception cref="DataException">It is no UTF-8, or its header is malformed.</exception>
    public static CsvSource Open(string path)
    {
        var bytes = File.ReadAllBytes(path);
        Require(path, bytes);
        return new(path, CsvReader.Create(bytes, new CsvReaderOptions { Separator = SeparatorOf(bytes), TrackLineNumbers = true, MalformedData = CsvMalformedDataHandling.Throw }));
    }

    /// <summary>Moves to the next row; empty lines are none.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="DataException">The row is malformed.</exception>
    public bool Read()
    {
        if (!Checked(_csv.Read))
        {
            return false;
        }

        return _csv.FieldCount == Columns.Count ? true
            : throw new DataException(FormattableString.Invariant($"{Path}({Line}): the row has {_csv.FieldCount} cells, but the header names {Columns.Count} columns: expected as many. A cell that holds the separator needs double quotes around it."));
    }

    /// <inheritdoc/>
    public void Dispose() => _csv.Dispose();

    private T Checked<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException e)
        {
            throw new DataException($"'{Path}' is no CSV that can be read without guessing: {e.Message.TrimEnd('.')}. Expected double quotes around a whole cell only, and doubled inside it.");
        }
    }

    private static void Require(string path, byte[] bytes)
    {
        if (HasMark(bytes) || Utf8.IsValid(bytes))
        {
            return;
        }

        var (line, start) = (1, 0);
        for (var end = Array.IndexOf(bytes, (byte)'\n'); end >= 0 && Utf8.IsValid(bytes.AsSpan(start, end - start)); end = Array.IndexOf(bytes, (byte)'\n', start))
        {
            (line, start) = (line + 1, end + 1);
        }

        throw new DataException(FormattableString.Invariant($"{path}({line}): the line holds letters that are not UTF-8: save the file as UTF-8 (in a spreadsheet, 'CSV UTF-8')."));
    }

    private static bool HasMark(ReadOnlySpan<byte> bytes) => bytes.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]);

    /// <summary>The comma, semicolon or tab that stands in the header line most often, outside quotes; of equals the one named first.</summary>
    internal static char SeparatorOf(byte[] bytes)
    {
        using var reader = new StreamReader(new MemoryStream(bytes), Encoding.UTF8);
        var counts = new int[Separators.Length];
        var isQuoted = false;
        for (var letter = reader.Read(); letter >= 0 && (isQuoted || letter is not '\n' and not '\r'); letter = reader.Read())
        {
            isQuoted ^= letter == '"';
            if (!isQuoted && Separators.IndexOf((char)letter, StringComparison.Ordinal) is >= 0 and var found)
            {
                counts[found]++;
            }
        }

        return Separators[Array.IndexOf(counts, counts.Max())];
    }
}
