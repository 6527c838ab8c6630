using System.CommandLine;

namespace MLExplain.Cli.Commands;

/// <summary>One verb of the tool, with what its own help shows beneath the options.</summary>
internal sealed class Verb(string name, string description, string examples) : Command(name, description)
{
    public string Examples => examples;
}
