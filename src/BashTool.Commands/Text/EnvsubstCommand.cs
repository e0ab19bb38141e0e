namespace BashTool.Commands.Text;

/// <summary><c>envsubst</c>: puts the values of environment variables in their places.</summary>
public sealed class EnvsubstCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("envsubst")
    {
        Summary = "Substitutes the values of environment variables.",
        Usage = ["[OPTION] [SHELL-FORMAT]"],
        Imitates = "(GNU gettext-runtime) 0.21",
        Notes = "In normal operation mode, standard input is copied to standard output, with references to environment variables of the\nform $VARIABLE or ${VARIABLE} being replaced with the corresponding values.  If a SHELL-FORMAT is given, only those\nenvironment variables that are referenced in SHELL-FORMAT are substituted.",
        Examples = [new("echo 'I am $USER' | USER=me envsubst", "I am me")],
    };

    private static readonly Option Variables = Declaration.Flag("v", "variables", "output the variables occurring in SHELL-FORMAT");
    private static readonly Option Help = Declaration.Flag("h", "help", "display this help and exit");
    private static readonly Option Version = Declaration.Flag("V", "version", "output version information and exit");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        List<string> operands = arguments.Operands;
        if (operands.Count > 1)
        {
            throw new CommandException("too many arguments");
        }

        if (arguments.Has(Variables))
        {
            if (operands.Count == 0)
            {
                throw new CommandException("missing arguments");
            }

            foreach (string name in Names(EscapedUtf8.Encode(operands[0])))
            {
                context.Output.WriteLine(name);
            }

            return 0;
        }

        Substitute(context, operands.Count > 0 ? [.. Names(EscapedUtf8.Encode(operands[0]))] : null);
        return 0;
    }

    private static bool IsStart(byte c) => char.IsAsciiLetter((char)c) || c == '_';

    private static bool IsPart(byte c) => char.IsAsciiLetterOrDigit((char)c) || c == '_';

    // The length of a reference at a dollar sign, and its name; 0 where there is none. -1: more bytes are needed to tell.
    private static int Reference(ReadOnlySpan<byte> text, bool whole, out ReadOnlySpan<byte> name)
    {
        name = default;
        int at = 1;
        bool braces = at < text.Length && text[at] == '{';
        at += braces ? 1 : 0;
        int start = at;
        if (at < text.Length && !IsStart(text[at]))
        {
            return 0;
        }

        while (at < text.Length && IsPart(text[at]))
        {
            at++;
        }

        if (at == text.Length && !whole)
        {
            return -1;
        }

        if (at == start || (braces && (at == text.Length || text[at] != '}')))
        {
            return 0;
        }

        name = text[start..at];
        return braces ? at + 1 : at;
    }

    private static List<string> Names(ReadOnlySpan<byte> format)
    {
        var names = new List<string>();
        int at = 0;
        while (format[at..].IndexOf((byte)'$') is var dollar and >= 0)
        {
            at += dollar;
            int length = Reference(format[at..], whole: true, out ReadOnlySpan<byte> name);
            if (length > 0)
            {
                names.Add(EscapedUtf8.Decode(name));
            }

            at += Math.Max(1, length);
        }

        return names;
    }

    private static void Substitute(CommandContext context, HashSet<string>? allowed)
    {
        OpenFile input = context.StandardInput;
        ByteWriter output = context.Output;
        ReadOnlySpan<byte> block = input.Peek(context.Cancellation);
        bool whole = false;
        while (!block.IsEmpty)
        {
            int dollar = block.IndexOf((byte)'$');
            if (dollar != 0)
            {
                int plain = dollar < 0 ? block.Length : dollar;
                output.Write(block[..plain]);
                input.Advance(plain);
                block = dollar < 0 ? input.Peek(context.Cancellation) : block[plain..];
                continue;
            }

            int length = Reference(block, whole, out ReadOnlySpan<byte> name);
            if (length < 0)
            {
                int before = block.Length;
                block = input.PeekMore(context.Cancellation);
                whole = block.Length == before;
                continue;
            }

            int taken = Math.Max(1, length);
            string? variable = length > 0 ? EscapedUtf8.Decode(name) : null;
            if (variable is not null && (allowed is null || allowed.Contains(variable)))
            {
                output.Write(context.Environment.Get(variable) ?? "");
            }
            else
            {
                output.Write(block[..taken]);
            }

            input.Advance(taken);
            block = block[taken..];
            if (block.IsEmpty)
            {
                block = input.Peek(context.Cancellation);
                whole = false;
            }
        }
    }
}
