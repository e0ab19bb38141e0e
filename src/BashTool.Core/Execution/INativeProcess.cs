namespace BashTool.Core.Execution;

/// <summary>A running program of the host.</summary>
public interface INativeProcess
{
    int Id { get; }

    /// <summary>Waits for the program and for what flows between it and the shell.</summary>
    /// <returns>Its status, 128+n if signal n ended it.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; the program was ended.</exception>
    int Wait(CancellationToken cancellation);

    /// <summary>Sends a signal; where there are none, every fatal one ends the program.</summary>
    bool Signal(int number);
}
