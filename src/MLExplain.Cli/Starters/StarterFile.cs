using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MLExplain.Audit.Analysis;
using MLExplain.Audit.Fairness;
using MLExplain.Imaging;

namespace MLExplain.Cli.Starters;

/// <summary>Writes a starter as a pipeline file with comments: what was guessed, why, and what to look at.</summary>
/// <param name="folder">Folder of the file: paths are relative to it.</param>
internal sealed partial class StarterFile(string folder)
{
    /// <summary>Ways of preprocessing that the comment lists.</summary>
    private const int Listed = 4;

    public string Text(Starter starter)
    {
        var yaml = new StringBuilder();
        yaml.Append(CultureInfo.InvariantCulture, $"""
            # yaml-language-server: $schema=pipeline.schema.json
            # A starter that mlexplain init wrote. Look at the lines marked CHECK, then: mlexplain run THIS_FILE
            # Paths are relative to this file. For editors to complete and check it: mlexplain schema > pipeline.schema.json
            name: {YamlText.Scalar(starter.Name)}
            seed: 0

            model:
              path: {PathOf(starter.Model)}
              {Comment(starter.Classes.Note)}{ClassesOf(starter.Classes)}

            """);
        Preprocessing(yaml, starter);
        Data(yaml, starter);
        yaml.Append("""

            explain:
              # The first method's maps lead the report. mlexplain inspect says which methods the model supports.
              - method: integrated-gradients
                options:
                  steps: auto
                  baseline: black   # CHECK: what an image without evidence looks like: black, white, blur, noise ...
              - method: gradient

            """);
        Audit(yaml, starter);
        Rest(yaml, starter.Data);
        return yaml.ToString();
    }

    private static void Preprocessing(StringBuilder yaml, Starter starter)
    {
        var way = starter.Way;
        yaml.Append("  preprocessing:\n");
        if (starter.Trials.Count == 0)
        {
            yaml.Append("    # CHECK: as the model was trained. Nothing could be tried: there are no pictures whose labels are two of the classes.\n");
        }
        else
        {
            yaml.Append(CultureInfo.InvariantCulture, $"    # CHECK: as the model was trained. Tried on {starter.Trials[0].Images} labelled images, right predictions of each way:\n");
            foreach (var trial in starter.Trials.Take(Listed))
            {
                yaml.Append(CultureInfo.InvariantCulture, $"    #   {trial.Right} of {trial.Images}: {trial.Name}{(trial == starter.Trials[0] ? " (written here)" : "")}\n");
            }
        }

        if (starter.IsUncertain)
        {
            yaml.Append("    # These pictures do not tell the first two apart: which of them is right, only the training can say.\n");
        }

        yaml.Append(CultureInfo.InvariantCulture, $"""
                resize: {(way.Resize == ResizeMode.ShortSideThenCrop ? $"shortSideThenCrop\n    shortSide: {way.ShortSide}" : "stretch")}
                channels: {way.Channels.ToString().ToLowerInvariant()}
                scale: {YamlText.Number(way.Scale)}   # factor on the pixel's 0 to 255
                mean: [{string.Join(", ", way.Mean.Select(YamlText.Number))}]
                std: [{string.Join(", ", way.Std.Select(YamlText.Number))}]

            """);
    }

    private void Data(StringBuilder yaml, Starter starter)
    {
        var data = starter.Data;
        var root = Relative(data.Root) is var relative && relative == Relative(Path.GetDirectoryName(Path.GetFullPath(starter.Manifest))!) ? "" : $"\n  root: {YamlText.Scalar(relative)}   # the pictures' folder";
        yaml.Append(CultureInfo.InvariantCulture, $"""

            data:
              manifest: {PathOf(starter.Manifest)}   # {data.Table.Rows.Count} images{(data.IsNew ? ", a table that init wrote: this one is read from now on" : "")}{root}
              columns:
                id: {YamlText.Scalar(data.Id)}
                file: {YamlText.Scalar(data.File)}
                label: {YamlText.Scalar(data.Label)}

            """);
        yaml.Append(data.Groups.Count > 0 ? $"    groups: {YamlText.List(data.Groups)}   # attributes whose groups are compared: few values each\n" : "    # groups: [sex, site]   # attributes whose groups are compared; no column has 2 to 10 values\n");
        if (data.Unused.Count > 0)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"    # not used: {Sentence.OneLine(string.Join(", ", data.Unused))}\n");
        }

        var isApart = data.Masks.Count > 0 && data.MaskRoot != data.Root;
        yaml.Append(data.Masks.Count == 0 ? "    # masks: { lesion: lesion_mask }   # columns of masks: where the evidence should lie, where artefacts are\n" : "    masks:   # CHECK: regions by name, and the column of their masks\n");
        foreach (var mask in data.Masks)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"      {YamlText.Scalar(mask)}: {YamlText.Scalar(mask)}\n");
        }

        foreach (var (mask, empty) in data.Masks.Select(m => (Mask: m, Empty: data.Table.Cells(m).Count(c => c.Length == 0))).Where(m => m.Empty > 0))
        {
            yaml.Append(CultureInfo.InvariantCulture, $"  # CHECK: {empty} cells of {YamlText.Scalar(mask)} are empty, which says that nobody knows. Do they mean that it is not in the picture? Then:\n");
        }

        yaml.Append(data.Masks.Any(m => data.Table.Cells(m).Any(c => c.Length == 0)) ? "  # emptyMask: absent\n" : "");
        yaml.Append(isApart ? $"  maskRoot: {PathOf(data.MaskRoot)}   # the masks' folder\n" : "");

        yaml.Append(starter.Classes.Labels.Count == 0 ? "  # labels: { nevus: benign }   # what the table calls a class, and the class that it means\n" : "  labels:   # CHECK: what the table calls a class, and the class that it means\n");
        foreach (var (label, name) in starter.Classes.Labels)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"    {YamlText.Scalar(label)}: {YamlText.Scalar(name)}\n");
        }
    }

    private static void Audit(StringBuilder yaml, Starter starter)
    {
        var (names, masks) = (starter.Classes.Names, starter.Data.Masks);
        yaml.Append(CultureInfo.InvariantCulture, $"""

            audit:
              minimum: 10   # fewer images than this are no group
              # The class that counts as positive; without it {(names.Count > FairnessOptions.FewClasses ? "gates speak of all classes at once" : "each class is compared with the rest")}.
              # positive: {YamlText.Scalar(names[^1])}

            """);
        yaml.Append(masks.Count > 0 ? Regions(masks) : """
              # Without masks of artefacts nothing can be taken away, so that the gate on confirmed spurious findings is not evaluated: no pass.
              # artefacts: [ruler]

            """);
        yaml.Append("""
              # What the numbers must meet: metric[attribute; class] operator threshold. 'warning' behind a gate does not fail the run. These are the defaults:
              # gates:

            """);
        foreach (var gate in AuditGates.Default(new AnalysisOptions { Classes = names, Method = "", Attributes = starter.Data.Groups }))
        {
            yaml.Append(CultureInfo.InvariantCulture, $"  #   - {YamlText.Scalar($"{gate}".Replace("[*]", "", StringComparison.Ordinal))}\n");
        }
    }

    /// <summary>Which mask is which, only a reader can say; names give it away at times.</summary>
    private static string Regions(IReadOnlyList<string> masks)
    {
        string[] artefacts = [.. masks.Where(m => Artefact().IsMatch(m))];
        string[] evidence = [.. masks.Except(artefacts)];
        artefacts = artefacts.Length > 0 ? artefacts : [.. evidence.Skip(1).TakeLast(1)];
        return "  # Where the evidence should lie, and what should not matter: CHECK, then take the # away.\n"
            + (evidence.Length > 0 ? $"  # evidence: {YamlText.Scalar(evidence[0])}\n" : "") + $"  # artefacts: {(artefacts.Length > 0 ? YamlText.List(artefacts) : "[ruler]   # a column of masks of what should not matter")}\n";
    }

    /// <summary>Words for what is in pictures beside what they should show.</summary>
    [GeneratedRegex("(?<![a-z])(artefact|artifact|ruler|marker|ink|tag|patch|hair|text|device|tube|artefakt|lineal|stift|haare?)s?(?![a-z])", RegexOptions.IgnoreCase)]
    private static partial Regex Artefact();

    private static void Rest(StringBuilder yaml, DataGuess data)
    {
        var gallery = YamlText.List([data.Table.Cells(data.Id).First()]);
        yaml.Append(CultureInfo.InvariantCulture, $"""

            # Can the maps be believed? Slower; take the # away.
            # evaluate:
            #   images: 24
            #   mask: {(data.Masks.Count > 0 ? YamlText.Scalar(data.Masks[0]) : "lesion")}   # where the evidence should lie; as audit.evidence where it is left out

            report:
              # These images, by their {YamlText.Scalar(data.Id)}, are shown under every method that the model supports; with large inputs that is the longest part of a run.
              gallery: {gallery}

            """);
    }

    private static string Comment(string note) => note.Length == 0 ? "" : $"# {Sentence.OneLine(note)}\n  ";

    private string ClassesOf(ClassGuess guess) => guess switch
    {
        { File: { } file } => $"classesFile: {PathOf(file)}",
        { Classes: { } classes } => $"classes: {YamlText.List(classes)}",
        { Names: var names } when names.Any(n => !int.TryParse(n, out _)) => $"# classes: {YamlText.List(names)}",
        _ => "# classes: [first, second]",
    };

    private string PathOf(string path) => YamlText.Scalar(Relative(path));

    private string Relative(string path) => Path.GetRelativePath(Path.GetFullPath(folder), Path.GetFullPath(path)).Replace('\\', '/');
}
