using System.Collections;

namespace MLExplain.Reporting.Tables;

/// <summary>A CSV file by its columns: each has its name, its meaning and its cells in one place, so that what is documented is what is written.</summary>
/// <typeparam name="T">What a row is about.</typeparam>
/// <param name="file">Name of the file.</param>
/// <param name="row">What a row stands for, as documentation says it.</param>
internal sealed class CsvTable<T>(string file, string row) : ICsvTable, IEnumerable<KeyValuePair<string, string>>
{
    private readonly List<KeyValuePair<string, string>> _documented = [];

    private readonly List<Func<IReadOnlyList<T>, IEnumerable<(string Name, Func<T, object?> Cell)>>> _columns = [];

    public string File { get; } = file;

    public string Row { get; } = row;

    public IReadOnlyList<KeyValuePair<string, string>> Columns => _documented;

    /// <summary>A column.</summary>
    public void Add(string name, string meaning, Func<T, object?> cell)
    {
        _documented.Add(new(name, meaning));
        _columns.Add(_ => [(name, cell)]);
    }

    /// <summary>Columns that the data name: one for each of <paramref name="names"/>, which stands for what follows the point in <paramref name="name"/>.</summary>
    public void Add(string name, string meaning, Func<T, IEnumerable<string>> names, Func<T, string, object?> cell)
    {
        var prefix = name[..(name.LastIndexOf('.') + 1)];
        _documented.Add(new(name, meaning));
        _columns.Add(rows => rows.SelectMany(names).Distinct().Select(given => (prefix + given, (Func<T, object?>)(r => cell(r, given)))));
    }

    /// <summary>Columns that several files have, about a part of the row.</summary>
    public void Add<TPart>(CsvTable<TPart> shared, Func<T, TPart> part)
    {
        _documented.AddRange(shared._documented);
        _columns.AddRange(shared._columns.Select(columns =>
            (Func<IReadOnlyList<T>, IEnumerable<(string, Func<T, object?>)>>)(rows => columns([.. rows.Select(part)]).Select(c => (c.Name, (Func<T, object?>)(r => c.Cell(part(r))))))));
    }

    /// <summary>Writes the file.</summary>
    public void Write(string path, IEnumerable<T> rows)
    {
        T[] all = [.. rows];
        var columns = _columns.SelectMany(c => c(all)).ToArray();
        CsvFile.Write(path, [.. columns.Select(c => c.Name)], all.Select(r => columns.Select(c => c.Cell(r))));
    }

    /// <summary>The file's name, and what writes it.</summary>
    public (string Name, Action<string> Write) Of(IEnumerable<T> rows) => (File, path => Write(path, rows));

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _documented.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
