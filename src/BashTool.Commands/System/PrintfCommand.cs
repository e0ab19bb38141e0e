using BashTool.Core.CommandModel;
using BashTool.Core.Text;

namespace BashTool.Commands.System;

/// <summary>GNU's <c>/usr/bin/printf</c>; the builtin of that name differs in messages and conversions.</summary>
public sealed class PrintfCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("printf")
    {
        Summary = "Print ARGUMENT(s) according to FORMAT, or execute according to OPTION:",
        Usage = ["FORMAT [ARGUMENT]...", "OPTION"],
        Notes = """
            FORMAT controls the output as in C printf.  Interpreted sequences are:
              \" \\ \a \b \c \e \f \n \r \t \v \NNN \xHH \uHHHH \UHHHHHHHH
              %%  a single %
              %b  ARGUMENT as a string with '\' escapes interpreted
              %q  ARGUMENT quoted so that it can be used as shell input
            and all C format specifications ending with one of diouxXfeEgGcs.
            """,
        ParsesOwnArguments = true,
        Examples = [new("env printf '%s-%d\\n' a 1", "a-1")],
    };

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        IReadOnlyList<string> arguments = context.Arguments;
        if (arguments.Count == 1 && arguments[0] is "--help" or "--version")
        {
            Declaration.Parse(context);
        }

        int first = arguments.Count > 0 && arguments[0] == "--" ? 1 : 0;
        if (arguments.Count == first)
        {
            throw new UsageException("missing operand");
        }

        TextBuffer text = TextBuffer.Rent();
        int status = PrintfFormat.Parse(arguments[first], PrintfDialect.Gnu).Run(arguments, first + 1, text, new Host(context, text));
        context.Output.Write(text.Written);
        TextBuffer.Return(text);
        return status;
    }

    private sealed class Host(CommandContext context, TextBuffer text) : IPrintfHost
    {
        public long Now => 0;

        public long Started => 0;

        public void Error(string message)
        {
            // What was printed so far goes out before the message.
            context.Output.Write(text.Written);
            text.Length = 0;
            context.Complain(message);
        }

        public void Warn(string message) => Error(message);

        public string FormatTime(string format, long seconds) => "";

        public bool AssignCount(string name, long count) => true;
    }
}
