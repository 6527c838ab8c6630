using System.Globalization;
using System.Text;

namespace MLExplain.Cli.Starters;

/// <summary>Writes the section of the data: what the columns seem to be, and what is to be checked of them.</summary>
/// <param name="paths">Paths as the file has them.</param>
internal sealed class StarterData(StarterPaths paths)
{
    public void Append(StringBuilder yaml, Starter starter)
    {
        var data = starter.Data;
        var isBeside = paths.Relative(data.Root) == paths.Relative(Path.GetDirectoryName(Path.GetFullPath(starter.Manifest))!);
        yaml.Append(CultureInfo.InvariantCulture, $"""

            data:
              manifest: {paths.Of(starter.Manifest)}   # {data.Table.Rows.Count} images{(data.IsNew ? ", a table that init wrote: this one is read from now on" : "")}{(isBeside ? "" : $"\n  root: {paths.Of(data.Root)}   # the pictures' folder")}
              columns:
                id: {YamlText.Scalar(data.Id)}
                file: {YamlText.Scalar(data.File)}
                label: {YamlText.Scalar(data.Label)}

            """);
        yaml.Append(data.Groups.Count > 0
            ? $"    groups: {YamlText.List(data.Groups)}   # attributes whose groups are compared: few values each\n"
            : "    # groups: [sex, site]   # attributes whose groups are compared; no column has 2 to 10 values\n");
        yaml.Append(data.Unused.Count > 0 ? $"    # not used: {Sentence.OneLine(string.Join(", ", data.Unused))}\n" : "");
        Masks(yaml, data);
        Labels(yaml, starter.Classes.Labels);
    }

    private void Masks(StringBuilder yaml, DataGuess data)
    {
        yaml.Append(data.Masks.Count == 0
            ? "    # masks: { lesion: lesion_mask }   # columns of masks: where the evidence should lie, where artefacts are\n"
            : "    masks:   # CHECK: regions by name, and the column of their masks\n");
        yaml.AppendJoin("", data.Masks.Select(mask => $"      {YamlText.Scalar(mask)}: {YamlText.Scalar(mask)}\n"));
        var empty = data.Masks.Select(mask => (Mask: mask, Count: data.Table.Cells(mask).Count(c => c.Length == 0))).Where(m => m.Count > 0).ToList();
        foreach (var (mask, count) in empty)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"  # CHECK: {count} cells of {YamlText.Scalar(mask)} are empty, which says that nobody knows. Do they mean that it is not in the picture? Then:\n");
        }

        yaml.Append(empty.Count > 0 ? "  # emptyMask: absent\n" : "");
        yaml.Append(data.Masks.Count > 0 && data.MaskRoot != data.Root ? $"  maskRoot: {paths.Of(data.MaskRoot)}   # the masks' folder\n" : "");
    }

    private static void Labels(StringBuilder yaml, IReadOnlyList<KeyValuePair<string, string>> labels)
    {
        yaml.Append(labels.Count == 0
            ? "  # labels: { nevus: benign }   # what the table calls a class, and the class that it means\n"
            : "  labels:   # CHECK: what the table calls a class, and the class that it means\n");
        yaml.AppendJoin("", labels.Select(l => $"    {YamlText.Scalar(l.Key)}: {YamlText.Scalar(l.Value)}\n"));
    }
}
