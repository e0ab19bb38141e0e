using BashTool.Core.CommandModel;
using BashTool.Core.Text;

namespace BashTool.Commands.System;

/// <summary>GNU's <c>/bin/echo</c>; the builtin of that name differs in escapes.</summary>
public sealed class EchoCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("echo")
    {
        Summary = "Echo the STRING(s) to standard output.",
        Usage = ["[SHORT-OPTION]... [STRING]...", "LONG-OPTION"],
        Notes = """
              -n             do not output the trailing newline
              -e             enable interpretation of backslash escapes
              -E             disable interpretation of backslash escapes (default)

            If -e is in effect, the following sequences are recognized:
              \\ \a \b \c \e \f \n \r \t \v \0NNN \xHH
            """,
        ParsesOwnArguments = true,
        Examples = [new("env echo -e 'a\\tb'", "a, a tab and b")],
    };

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        IReadOnlyList<string> arguments = context.Arguments;
        if (arguments.Count == 1 && arguments[0] is "--help" or "--version")
        {
            Declaration.Parse(context);
        }

        bool posix = context.Environment.Get("POSIXLY_CORRECT") is not null;
        bool escapes = posix;
        bool newline = true;
        int first = 0;
        if (!posix || (arguments.Count > 0 && arguments[0] == "-n"))
        {
            first = EchoText.ReadOptions(arguments, 0, ref escapes, out newline);
        }

        TextBuffer text = TextBuffer.Rent();
        EchoText.Append(arguments, first, escapes, newline, PrintfDialect.Gnu, text);
        context.Output.Write(text.Written);
        TextBuffer.Return(text);
        return 0;
    }
}
