using System.Runtime.InteropServices;
using MLExplain.Cli;

using var cancellation = new CancellationTokenSource();

// The first Ctrl-C asks the run to stop; the second one ends the process as usual.
void Stop(PosixSignalContext signal)
{
    signal.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return await Tool.RunAsync(args, Terminal.Standard, cancellation.Token).ConfigureAwait(false);
