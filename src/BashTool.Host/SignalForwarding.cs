using System.Runtime.InteropServices;
using BashTool.Core;
using BashTool.Core.Interpreter;

namespace BashTool.Host;

/// <summary>Hands the signals that the host process gets to the shell, whose traps decide.</summary>
internal sealed class SignalForwarding : IDisposable
{
    private readonly List<PosixSignalRegistration> registrations = [];

    public SignalForwarding(BashShell shell)
    {
        Forward(shell, PosixSignal.SIGINT, Signals.Interrupt);
        Forward(shell, PosixSignal.SIGTERM, Signals.Terminate);
        Forward(shell, PosixSignal.SIGHUP, Signals.Hangup);
        if (!OperatingSystem.IsWindows())
        {
            const int user1 = 10;
            const int user2 = 12;
            Forward(shell, (PosixSignal)user1, user1);
            Forward(shell, (PosixSignal)user2, user2);
        }
    }

    public void Dispose() => registrations.ForEach(static r => r.Dispose());

    private void Forward(BashShell shell, PosixSignal signal, int number) =>
        registrations.Add(PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            shell.Session.MainProcess?.Deliver(number);
        }));
}
