using System.Text;
using BashTool.Core.Expansion;
using BashTool.Core.Streams;
using BashTool.Core.Syntax.Ast;
using BashTool.Core.Text;

namespace BashTool.Core.Interpreter;

// The trace of set -x (Bash manual, 4.3.1 and PS4).
public sealed partial class ShellInterpreter
{
    private bool tracing;

    private void TraceWords(SimpleCommand command, List<string> words)
    {
        var text = new StringBuilder();
        foreach (string word in words)
        {
            if (text.Length > 0)
            {
                text.Append(' ');
            }

            text.Append(ShellQuoting.TraceWord(word));
        }

        Trace(text.ToString());
    }

    // The value is traced after it was made, before it is assigned.
    private void TraceAssignment(Assignment assignment)
    {
        if (assignment.Array is not null)
        {
            Expander.Assign(assignment);
            Trace(assignment.Text);
            return;
        }

        string value = assignment.Value is null ? "" : Expander.ExpandAssignmentValue(assignment.Value);
        string name = assignment.Subscript is { } subscript ? $"{assignment.Name}[{subscript.Text}]" : assignment.Name;
        Trace($"{name}{(assignment.IsAppend ? "+=" : "=")}{(value.Length == 0 ? "" : ShellQuoting.TraceWord(value))}");
        Expander.AssignReference(name, value, assignment.IsAppend);
    }

    /// <summary>Prints a line of the trace.</summary>
    internal void Trace(string text)
    {
        if (tracing)
        {
            return;
        }

        tracing = true;
        int status = State.LastStatus;
        bool wasOn = State.Options.XTrace;
        State.Options[ShellOption.XTrace] = false;
        string prompt;
        try
        {
            prompt = TracePrompt(State.Variables.Get("PS4") ?? "");
        }
        finally
        {
            State.Options[ShellOption.XTrace] = wasOn;
            State.LastStatus = status;
            tracing = false;
        }

        if (prompt.Length > 0)
        {
            prompt = new string(prompt[0], State.TraceDepth) + prompt[1..];
        }

        WriteTrace($"{prompt}{text}\n");
    }

    // A PS4 that cannot be expanded is shown as it is.
    private string TracePrompt(string text)
    {
        try
        {
            return Expander.ExpandPrompt(text);
        }
        catch (ExpansionException e) when (e.Severity != ExpansionSeverity.Exit)
        {
            ReportError(e.Message.EndsWith("matching `}'", StringComparison.Ordinal) ? $"{text}: bad substitution" : e.Message);
            return Expander.DecodePrompt(text);
        }
    }

    private void WriteTrace(string line)
    {
        if (int.TryParse(State.Variables.Get("BASH_XTRACEFD"), out int number) && State.Descriptors[number] is { } file)
        {
            file.Write(EscapedUtf8.Encode(line), Cancellation);
            return;
        }

        WriteError(line);
    }
}
