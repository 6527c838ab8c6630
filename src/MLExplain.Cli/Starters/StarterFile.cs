using System.Globalization;
using System.Text;
using MLExplain.Imaging;

namespace MLExplain.Cli.Starters;

/// <summary>Writes a starter as a pipeline file with comments: what was guessed, why, and what to look at.</summary>
/// <param name="paths">Paths as the file has them.</param>
internal sealed class StarterFile(StarterPaths paths)
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
              path: {paths.Of(starter.Model)}
              {Comment(starter.Classes.Note)}{ClassesOf(starter.Classes)}

            """);
        Preprocessing(yaml, starter);
        new StarterData(paths).Append(yaml, starter);
        yaml.Append("""

            explain:
              # The first method's maps lead the report. mlexplain inspect says which methods the model supports.
              - method: integrated-gradients
                options:
                  steps: auto
                  baseline: black   # CHECK: what an image without evidence looks like: black, white, blur, noise ...
              - method: gradient

            """);
        StarterAudit.Append(yaml, starter);
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

    private static void Rest(StringBuilder yaml, DataGuess data)
    {
        var gallery = YamlText.List([data.Table.Cells(data.Id).First()]);
        yaml.Append(CultureInfo.InvariantCulture, $"""

            # Can the maps be believed? Slower; take the # away.
            # evaluate:
            #   images: 24   # maps are held against the mask of audit.evidence, where one is named

            report:
              # These images, by their {YamlText.Scalar(data.Id)}, are shown under every method that the model supports; with large inputs that is the longest part of a run.
              gallery: {gallery}

            """);
    }

    private static string Comment(string note) => note.Length == 0 ? "" : $"# {Sentence.OneLine(note)}\n  ";

    private string ClassesOf(ClassGuess guess) => guess switch
    {
        { File: { } file } => $"classesFile: {paths.Of(file)}",
        { Classes: { } classes } => $"classes: {YamlText.List(classes)}",
        { Names: var names } when names.Any(n => !int.TryParse(n, out _)) => $"# classes: {YamlText.List(names)}",
        _ => "# classes: [first, second]",
    };
}
