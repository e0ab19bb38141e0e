using System.Runtime.CompilerServices;
using BashTool.Core.Expansion;
using BashTool.Core.Files;
using BashTool.Core.Streams;
using BashTool.Core.Syntax.Ast;
using BashTool.Core.Text;

namespace BashTool.Core.Interpreter;

/// <summary>
/// Runs the tree of one shell or subshell. A subshell is another interpreter over a copy of the state; an interpreter is used
/// by one thread at a time.
/// </summary>
public sealed partial class ShellInterpreter
{
    [ThreadStatic]
    private static byte[]? encodingBuffer;

    private readonly Stack<List<string>> wordLists = new();
    private readonly bool isGuarded;
    private Unwind unwind;
    private int unwindLevels;
    private int unwindStatus;

    /// <summary><c>$?</c> before the command that unwinds: what the RETURN trap sees.</summary>
    private int statusBefore;

    /// <summary>The status of the last command substitution of the command being expanded; -1 if there was none.</summary>
    private int substitutionStatus = -1;

    public ShellInterpreter(ShellState state, VirtualProcess process)
    {
        RequireDepth(state);
        State = state;
        Process = process;
        isGuarded = !state.Session.Policy.Commands.IsOpen || state.Session.Hooks.SeesCommands;
        Cancellation = process.Cancellation;
        SessionCancellation = state.Session.Meter.Cancellation;
        Expander = new Expander(this);
        Resolver = new CommandResolver(this);
        state.Variables.Host = this;
        state.Variables.Changed = VariableChanged;
    }

    public ShellState State { get; }

    public ShellSession Session => State.Session;

    /// <summary>What signals reach this shell through.</summary>
    public VirtualProcess Process { get; }

    public CancellationToken Cancellation { get; }

    public Expander Expander { get; }

    public CommandResolver Resolver { get; }

    /// <summary>Why commands are being skipped at the moment.</summary>
    public Unwind Unwinding => unwind;

    /// <summary>Runs a command and returns its status, which is <c>$?</c> as well.</summary>
    public int Execute(Command command)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new ExpansionException("maximum nesting level of commands exceeded", ExpansionSeverity.Exit);
        }

        int status = command.Kind switch
        {
            CommandKind.Simple => ExecuteSimple((SimpleCommand)command),
            CommandKind.Pipeline => ExecutePipeline((Pipeline)command),
            CommandKind.AndOr => ExecuteAndOr((AndOrList)command),
            _ => ExecuteCompound(command),
        };
        State.LastStatus = status;
        return status;
    }

    /// <summary>Writes shell text to descriptor 1.</summary>
    public void WriteOutput(ReadOnlySpan<char> text) => WriteText(1, text);

    public void WriteOutput(ReadOnlySpan<byte> bytes) => (State.Descriptors[1] ?? ClosedFile.Instance).Write(bytes, Cancellation);

    /// <summary>Writes shell text to descriptor 2, behind what descriptor 1 was given.</summary>
    public void WriteError(ReadOnlySpan<char> text)
    {
        OpenFile? target = State.Descriptors[2];
        if (target is null)
        {
            return;
        }

        try
        {
            WriteText(2, text);
            target.Flush();
        }
        catch (Exception e) when (e is FileSystemException or BrokenPipeException)
        {
            // A shell that cannot report has nobody to tell.
        }
    }

    /// <summary>Prints <c>bash: line N: MESSAGE</c>.</summary>
    public void ReportError(string message) => WriteError($"{ErrorPrefix}{message}\n");

    public void ReportWarning(string message) => ReportError("warning: " + message);

    /// <summary>What messages begin with: the script or shell name, and the line unless interactive.</summary>
    public string ErrorPrefix => State.IsInteractive ? State.ShellName + ": " : $"{ErrorName}: line {State.Line}: ";

    private string ErrorName
    {
        get
        {
            List<CallFrame> frames = State.Frames;
            string? source = frames.Count > 0 ? frames[^1].Source : State.SourceName;
            return string.IsNullOrEmpty(source) ? State.ShellName : source;
        }
    }

    /// <summary>BASHPID: of this subshell, made up when somebody asks.</summary>
    internal int BashProcessId => State.ProcessId != 0 ? State.ProcessId : State.ProcessId = Session.NextProcessId();

    /// <summary>Takes up running commands again, after a break or return that found nothing to end.</summary>
    internal void EndUnwind() => unwind = Unwind.None;

    /// <summary>Starts skipping commands.</summary>
    internal void BeginUnwind(Unwind reason, int status, int levels = 0)
    {
        unwind = reason;
        statusBefore = State.LastStatus;
        unwindStatus = status;
        unwindLevels = levels;
    }

    /// <summary>Before a command runs: has somebody asked the shell to stop, or sent it a signal?</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Checkpoint()
    {
        if (Cancellation.IsCancellationRequested)
        {
            Cancellation.ThrowIfCancellationRequested();
        }

        if (HasPendingSignal)
        {
            RunPendingTraps();
        }
    }

    /// <summary>What a failing command means: the ERR trap, and the end under <c>set -e</c>.</summary>
    private int CheckFailure(int status)
    {
        if (status != 0 && State.IgnoreErrors == 0 && unwind == Unwind.None)
        {
            return FailureNoticed(status);
        }

        return status;
    }

    private int CheckFailure(int status, Command command) =>
        status != 0 && State.IgnoreErrors == 0 && unwind == Unwind.None && !command.IsInverted && command != forked ? FailureNoticed(status) : status;

    /// <summary>
    /// The simple command this subshell was made for, as a stage of a pipeline or in the background: the shell before has run the DEBUG trap
    /// for it, and its failure is that of the subshell.
    /// </summary>
    private Command? forked;

    private int FailureNoticed(int status)
    {
        State.LastStatus = status;
        if (State.Traps.HasError)
        {
            RunTrap(Signals.Error, status);
            if (unwind != Unwind.None)
            {
                return unwindStatus;
            }
        }

        if (State.Options.ErrExit)
        {
            BeginUnwind(Unwind.Exit, status);
        }

        return status;
    }

    private void WriteText(int descriptor, ReadOnlySpan<char> text)
    {
        OpenFile target = State.Descriptors[descriptor] ?? ClosedFile.Instance;
        if (text.Length * 3 <= 4096)
        {
            byte[] buffer = encodingBuffer ??= new byte[4096];
            if (System.Text.Ascii.FromUtf16(text, buffer, out int count) == System.Buffers.OperationStatus.Done)
            {
                target.Write(buffer.AsSpan(0, count), Cancellation);
                return;
            }
        }

        target.Write(EscapedUtf8.Encode(text), Cancellation);
    }

    private List<string> RentWords() => wordLists.Count > 0 ? wordLists.Pop() : new List<string>(8);

    private void ReturnWords(List<string> words)
    {
        words.Clear();
        wordLists.Push(words);
    }
}
