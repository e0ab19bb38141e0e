using BashTool.Core.Interpreter;
using BashTool.Core.Limits;
using BashTool.Core.Streams;

namespace BashTool.Core;

// A shell that is used line by line.
public sealed partial class BashShell
{
    private readonly CancellationTokenSource lifetime = new();

    /// <summary>
    /// Runs a command line as a line of an interactive shell: what it defines, opens and traps lives on, jobs run on, and the EXIT trap
    /// waits until something ends the shell.
    /// </summary>
    /// <returns>The exit status; <see cref="HasExited"/> says whether the shell ended.</returns>
    public int RunLine(
        string text, OpenFile input, OpenFile output, OpenFile error, IReadOnlyList<string>? parameters = null, CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(HasExited, this);
        OpenFile[] given = [input, output, error];
        DescriptorTable descriptors = state.Descriptors;
        var streams = new OpenFile?[given.Length];
        for (int i = 0; i < given.Length; i++)
        {
            if (descriptors[i] is null)
            {
                descriptors.Set(i, given[i]);
                streams[i] = given[i];
            }
            else
            {
                // exec put something else there in an earlier line.
                given[i].Release();
            }
        }

        state.CommandString = text;
        state.Frames.Clear();
        state.FunctionDepth = state.SourceDepth = state.LoopDepth = state.IgnoreErrors = 0;
        if (parameters is not null)
        {
            state.Parameters = [.. parameters];
        }

        ExecutionMeter meter = NewMeter(cancellation);
        for (int i = 1; i < streams.Length; i++)
        {
            if (streams[i] is { } stream)
            {
                Metered(stream, meter);
            }
        }

        OpenFile messages = state.Descriptors[2] is { } current ? current.AddReference() : new NullFile();
        try
        {
            int status = RunMetered(meter, lifetime.Token, streams, shell =>
            {
                int end = shell.RunToEnd(static (inner, script) => new ShellProgram(inner).RunScript(script), text, livesOn: true, out bool hasExited);
                HasExited = hasExited;
                return end;
            });
            return Report(status, meter, messages);
        }
        finally
        {
            messages.Release();
            if (HasExited)
            {
                lifetime.Cancel();
            }
        }
    }

    /// <summary>Whether <c>exit</c>, <c>set -e</c> or a signal has ended the shell that <see cref="RunLine"/> serves.</summary>
    public bool HasExited { get; private set; }

    private void EndLines()
    {
        HasExited = true;
        lifetime.Cancel();
    }
}
