using System.Globalization;
using BashTool.Core.Expansion;
using BashTool.Core.Files;
using BashTool.Core.Limits;
using BashTool.Core.Streams;
using BashTool.Core.Syntax.Ast;
using BashTool.Core.Text;

namespace BashTool.Core.Interpreter;

// Command and process substitution (Bash manual, 3.5.4 and 3.5.6).
public sealed partial class ShellInterpreter
{
    private List<OpenSubstitution>? openSubstitutions;

    /// <summary>A process substitution under way: its descriptor in this shell and the end of its commands.</summary>
    private sealed record OpenSubstitution(int Descriptor, BytePipe Pipe, Task<int> Completion, bool IsOutput);

    public string SubstituteCommand(CommandSubstitution substitution)
    {
        if (substitution.Error is { } error)
        {
            ReportSyntaxError(error);
            substitutionStatus = 2;
            State.LastStatus = 2;
            return "";
        }

        if (substitution.InputFile is { } file)
        {
            return ReadSubstitutedFile(file);
        }

        ExecutionMeter meter = Session.Meter;
        var output = new MemoryOutput { Expansion = meter, Limit = Math.Min(Array.MaxLength, meter.Limits.ExpansionBytes.Value) };
        ShellState state = State.ForSubshell();
        state.Jobs = State.Jobs.ForSubstitution();
        state.Descriptors.Set(1, output.AddReference());
        if (!State.Options.InheritErrExit && !State.Options.Posix)
        {
            state.Options[ShellOption.ErrExit] = false;
        }

        state.TraceDepth++;
        state.LoopDepth = State.LoopDepth;
        var shell = new ShellInterpreter(state, Process);
        ShellInterpreter? outer = Process.Shell;
        Process.Shell = shell;
        try
        {
            substitutionStatus = shell.RunToEnd(static (inner, body) => inner.Execute(body), substitution.Body);
        }
        finally
        {
            Process.Shell = outer;
        }

        output.WaitUntilAlone(Cancellation);
        State.LastStatus = substitutionStatus;
        return Captured(output.Written);
    }

    // $(< file) reads the file without running anything.
    private string ReadSubstitutedFile(Redirection redirection)
    {
        List<SavedDescriptor> saved = [];
        try
        {
            if (!Redirect([redirection], saved))
            {
                substitutionStatus = 1;
                return "";
            }

            substitutionStatus = 0;
            OpenFile file = State.Descriptors[redirection.EffectiveDescriptor]!;
            ExecutionMeter meter = Session.Meter;
            var content = new MemoryOutput { Expansion = meter, Limit = Math.Min(Array.MaxLength, meter.Limits.ExpansionBytes.Value) };
            while (true)
            {
                ReadOnlySpan<byte> there = file.Peek(Cancellation);
                if (there.IsEmpty)
                {
                    return Captured(content.Written);
                }

                content.Write(there, Cancellation);
                file.Advance(there.Length);
            }
        }
        catch (FileSystemException e)
        {
            ReportError($"{redirection.Target.Text}: {e.Description}");
            substitutionStatus = 1;
            return "";
        }
        finally
        {
            UndoRedirections(saved);
        }
    }

    private string Captured(ReadOnlySpan<byte> bytes)
    {
        if (Session.Execution.IgnoreCarriageReturns && bytes.Contains((byte)'\r'))
        {
            // What programs of Windows print has lines that end in CR LF.
            string text = CapturedBytes(bytes, trims: false);
            return text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n');
        }

        return CapturedBytes(bytes, trims: true);
    }

    private string CapturedBytes(ReadOnlySpan<byte> bytes, bool trims)
    {
        bytes = trims ? bytes.TrimEnd((byte)'\n') : bytes;
        if (!bytes.Contains((byte)0))
        {
            return EscapedUtf8.Decode(bytes);
        }

        ReportWarning("command substitution: ignored null byte in input");
        byte[] kept = new byte[bytes.Length];
        int count = 0;
        foreach (byte value in bytes)
        {
            if (value != 0)
            {
                kept[count++] = value;
            }
        }

        ReadOnlySpan<byte> text = kept.AsSpan(0, count);
        return EscapedUtf8.Decode(trims ? text.TrimEnd((byte)'\n') : text);
    }

    public string SubstituteProcess(ProcessSubstitution substitution)
    {
        var pipe = new BytePipe();
        ShellState state = State.ForBackground();
        int inner = substitution.IsOutput ? 0 : 1;
        state.Descriptors.Set(inner, substitution.IsOutput ? pipe.Reader : pipe.Writer);
        int descriptor = 63;
        while (State.Descriptors[descriptor] is not null)
        {
            descriptor--;
        }

        State.Descriptors.Set(descriptor, substitution.IsOutput ? pipe.Writer : pipe.Reader);
        state.Descriptors.Set(descriptor, null);
        (Task<int> completion, VirtualProcess process) = StartShell(state, substitution.Body);
        State.LastBackgroundId = process.Id;
        (openSubstitutions ??= []).Add(new OpenSubstitution(descriptor, pipe, completion, substitution.IsOutput));
        return "/dev/fd/" + descriptor.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>After the command that used them: closes the descriptors, and waits for commands that were given output if nothing else holds their pipe.</summary>
    private void CloseSubstitutions(int from)
    {
        if (openSubstitutions is null)
        {
            return;
        }

        for (int i = openSubstitutions.Count - 1; i >= from; i--)
        {
            OpenSubstitution open = openSubstitutions[i];
            openSubstitutions.RemoveAt(i);
            State.Descriptors.Set(open.Descriptor, null);
            if (open.IsOutput && open.Pipe.IsWriterClosed)
            {
                Blocking.Announce();
                open.Completion.Wait(Cancellation);
            }
        }
    }
}
