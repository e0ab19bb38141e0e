using BashTool.Core.Expansion;
using BashTool.Core.Interpreter;
using BashTool.Core.Text;

namespace BashTool.Core.Builtins;

/// <summary>Formats and prints ARGUMENTS under control of the FORMAT.</summary>
public sealed class PrintfBuiltin : Builtin
{
    public override string Synopsis => "[-v var] format [arguments]";

    public override string Summary => "Formats and prints ARGUMENTS under control of the FORMAT.";

    public override string Details => """
        Options:
          -v var	assign the result to VAR instead of printing it

        Beside the conversions of printf(3):
          %b	expand backslash escapes in the argument
          %q	quote the argument so that the shell can read it back
          %Q	as %q, but a precision applies before quoting
          %(fmt)T	print the seconds given by strftime(3); -1 is now, -2 the start of the shell

        The format is used again while arguments are left.
        """;

    public override int Run(BuiltinCall call)
    {
        var options = new BuiltinOptions(call, "v:");
        string? variable = null;
        while (options.Next(out _))
        {
            variable = options.Value;
            if (!IsReference(variable!))
            {
                call.Shell.ReportError($"printf: `{variable}': not a valid identifier");
                return 2;
            }
        }

        if (!options.IsValid)
        {
            return Refuse(call, options);
        }

        if (options.Index == call.Count)
        {
            return Usage(call);
        }

        TextBuffer text = TextBuffer.Rent();
        PrintfFormat format = PrintfFormat.Parse(call[options.Index], PrintfDialect.Bash);
        int status = format.Run(call.Words, call.First + 1 + options.Index + 1, text, new Host(call, variable is null ? text : null));
        if (variable is null)
        {
            call.Write(text.Written);
        }
        else
        {
            string value = text.ToShellString();
            int end = value.IndexOf('\0', StringComparison.Ordinal);
            if (!call.TryAssign(variable, end < 0 ? value : value[..end]))
            {
                status = 1;
            }
        }

        TextBuffer.Return(text);
        return status;
    }

    internal static bool IsReference(string text)
    {
        int bracket = text.IndexOf('[', StringComparison.Ordinal);
        return bracket > 0 ? text.Length > bracket + 2 && text[^1] == ']' && ShellVariables.IsName(text.AsSpan(0, bracket)) : ShellVariables.IsName(text);
    }

    private sealed class Host(BuiltinCall call, TextBuffer? printed) : IPrintfHost
    {
        private readonly ShellInterpreter shell = call.Shell;

        public long Now => shell.Session.Clock.GetUtcNow().ToUnixTimeSeconds();

        public long Started => shell.Session.StartedAt;

        public void Error(string message)
        {
            // Standard output is line buffered in bash: whole lines go out before the message.
            int lines = printed is null ? 0 : printed.Written.LastIndexOf('\n') + 1;
            if (lines > 0)
            {
                shell.WriteOutput(printed!.Written[..lines]);
                printed.RemoveStart(lines);
            }

            shell.ReportError("printf: " + message);
        }

        public void Warn(string message) => Error(message);

        public string FormatTime(string format, long seconds)
        {
            string text = TimeFormat.Format(format, new BrokenDownTime(seconds, 0, shell.Session.System.ZoneRules(shell.State.Variables.GetExported("TZ"))));

            // Bash has this much room for it.
            return EscapedUtf8.Encode(text).Length < 128 ? text : "";
        }

        public bool AssignCount(string name, long count) => ShellVariables.IsName(name) && call.TryAssign(name, ShellVariable.Format(count));
    }
}
