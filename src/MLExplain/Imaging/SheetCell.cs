namespace MLExplain.Imaging;

/// <summary>One cell of a <see cref="ContactSheet"/>.</summary>
/// <param name="Caption">One line; shortened when it is too long for the cell.</param>
/// <param name="Pictures">Shown below each other.</param>
public sealed record SheetCell(string Caption, IReadOnlyList<RgbImage> Pictures);
