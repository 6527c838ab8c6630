using System.CommandLine;

namespace MLExplain.Cli.Commands;

/// <summary>One verb of the tool, with what its own help shows beneath the options.</summary>
internal sealed class Verb : Command
{
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object on standard output instead of text: what was found, the exit code, and on a failure the error." };
    private readonly Option<bool> _quiet = new("--quiet") { Description = "No progress, tables or remarks: warnings and errors stay, and the path of the page where there is one." };

    public Verb(string name, string description, string examples, VerbOutput output = VerbOutput.Both)
        : base(name, description)
    {
        Examples = examples;
        if (output.HasFlag(VerbOutput.Json))
        {
            Options.Add(_json);
        }

        if (output.HasFlag(VerbOutput.Quiet))
        {
            Options.Add(_quiet);
        }
    }

    public string Examples { get; }

    /// <summary>The words that call it, such as <c>review apply</c>.</summary>
    public string Path => string.Join(' ', Parents.OfType<Verb>().Select(v => v.Path).Append(Name));

    public bool IsJson(ParseResult parsed) => Options.Contains(_json) && parsed.GetValue(_json);

    public bool IsQuiet(ParseResult parsed) => Options.Contains(_quiet) && parsed.GetValue(_quiet);
}
