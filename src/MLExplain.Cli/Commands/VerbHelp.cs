using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace MLExplain.Cli.Commands;

/// <summary>The help of a verb: what the parser knows, then its examples.</summary>
internal sealed class VerbHelp(SynchronousCommandLineAction standard) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public static void AddTo(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new VerbHelp((SynchronousCommandLineAction)help.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var code = standard.Invoke(parseResult);
        if (parseResult.CommandResult.Command is Verb verb)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(verb.Examples);
        }

        return code;
    }
}
