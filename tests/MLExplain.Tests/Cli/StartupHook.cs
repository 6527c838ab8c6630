using System.Text;

/// <summary>What .NET runs before a program that is started with DOTNET_STARTUP_HOOKS; its name, and that it has no namespace, are .NET's demand.</summary>
internal static class StartupHook
{
    public const string Fault = "a fault that nobody foresaw";

    public static void Initialize() => Console.SetOut(new Broken());

    private sealed class Broken : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw new NotImplementedException(Fault);
    }
}
