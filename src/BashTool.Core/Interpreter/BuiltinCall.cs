using BashTool.Core.Expansion;
using BashTool.Core.Streams;
using BashTool.Core.Text;

namespace BashTool.Core.Interpreter;

/// <summary>One call of a builtin: the shell, the words, the streams.</summary>
public readonly struct BuiltinCall(ShellInterpreter shell, List<string> words, int first)
{
    public ShellInterpreter Shell { get; } = shell;

    public ShellState State => Shell.State;

    /// <summary>The name it was called by.</summary>
    public string Name => words[first];

    /// <summary>Number of arguments, the name not counted.</summary>
    public int Count => words.Count - first - 1;

    /// <summary>All words, the name at <see cref="First"/>.</summary>
    public List<string> Words => words;

    public int First => first;

    /// <summary>An argument; 0 is the first one behind the name.</summary>
    public string this[int index] => words[first + 1 + index];

    /// <summary>The array elements and other structured values of assignment arguments (<c>declare a=(1 2)</c>), by argument index; null for a plain string.</summary>
    public AssignmentArgument? Assignment(int index) => Shell.AssignmentArgumentAt(words, first + 1 + index);

    public List<string> Arguments(int from = 0) => words.GetRange(first + 1 + from, Count - from);

    public void Write(ReadOnlySpan<char> text) => Shell.WriteOutput(text);

    public void Write(ReadOnlySpan<byte> bytes) => Shell.WriteOutput(bytes);

    public void WriteLine(ReadOnlySpan<char> text) => Shell.WriteOutput(string.Concat(text, "\n"));

    /// <summary>Prints <c>bash: line N: NAME: MESSAGE</c> and returns the status, for <c>return call.Fail(...)</c>.</summary>
    /// <summary>Too many arguments for a builtin that takes a number: that ends the shell of <c>-c</c> and gives up the line in others.</summary>
    public int FailTooMany()
    {
        Fail("too many arguments");
        if (State.IsInteractive || State.CommandString is null)
        {
            throw new Expansion.ExpansionException("", Expansion.ExpansionSeverity.TopLevel);
        }

        Shell.BeginUnwind(Unwind.Exit, 1);
        return 1;
    }

    public int Fail(string message, int status = 1)
    {
        Shell.ReportError($"{Name}: {message}");
        return status;
    }

    /// <summary>A usage error: prints <c>NAME: MESSAGE</c>, then <c>NAME: usage: NAME SYNOPSIS</c>; status 2.</summary>
    public int FailUsage(string message, Builtin builtin)
    {
        Shell.ReportError($"{Name}: {message}");
        Shell.WriteError($"{Name}: usage: {Name} {builtin.Synopsis}\n");
        return 2;
    }

    /// <summary>Assigns to <c>name</c> or <c>name[subscript]</c>; a failure is reported as the shell does, without the builtin's name.</summary>
    public bool TryAssign(string reference, string value)
    {
        try
        {
            if (reference[^1] == ']')
            {
                Shell.Expander.AssignReference(reference, value);
            }
            else
            {
                State.Variables.Set(reference, value);
            }

            return true;
        }
        catch (ExpansionException e) when (e.Severity != ExpansionSeverity.Exit)
        {
            Shell.ReportError(e.Message);
            return false;
        }
    }
}
