namespace MLExplain.Tests;

/// <summary>The test assembly run as a program of its own: what a test needs a second process for.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["read-model", var model, var images, var output]:
                Transforms.ModelReader.Run(model, images, output);
                return 0;
            default:
                Console.Error.WriteLine("These are tests: run 'dotnet test'.");
                return 64;
        }
    }
}
