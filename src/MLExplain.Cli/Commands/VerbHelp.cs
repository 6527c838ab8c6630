using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace MLExplain.Cli.Commands;

/// <summary>The help of a verb: what the parser knows, then its examples.</summary>
internal sealed class VerbHelp(SynchronousCommandLineAction standard) : SynchronousCommandLineAction
{
    /// <summary>What the help of the tool itself shows beneath the verbs: the way from a model to a report that was checked.</summary>
    public const string Examples = """
        Examples:
          mlexplain inspect model.onnx
          mlexplain explain --model model.onnx --image cat.jpg --method integrated-gradients --set steps=auto --out map.png
          mlexplain run audit.yaml --out reports/july
          mlexplain verify reports/july
          mlexplain run --help
        """;

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
        else
        {
            parseResult.InvocationConfiguration.Output.WriteLine(Examples);
        }

        return code;
    }
}
