namespace MLExplain.Reporting.Tables;

/// <summary>What documentation says of a CSV file.</summary>
internal interface ICsvTable
{
    /// <summary>Name of the file.</summary>
    string File { get; }

    /// <summary>What a row stands for.</summary>
    string Row { get; }

    /// <summary>Each column in its order: name and meaning. A name that ends in capitals after a point stands for those that the data give.</summary>
    IReadOnlyList<KeyValuePair<string, string>> Columns { get; }
}
