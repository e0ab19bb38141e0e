namespace BashTool.Commands.Text;

/// <summary><c>basename</c>: a name without its directories, and without a suffix.</summary>
public sealed class BasenameCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("basename")
    {
        Summary = "Print NAME with any leading directory components removed.\nIf specified, also remove a trailing SUFFIX.",
        Usage = ["NAME [SUFFIX]", "OPTION... NAME..."],
        Permutes = false,
        Examples = [new("basename include/stdio.h .h", "stdio")],
    };

    private static readonly Option Multiple = Declaration.Flag("a", "multiple", "support multiple arguments and treat each as a NAME");
    private static readonly Option Suffix = Declaration.Required("s", "suffix", "SUFFIX", "remove a trailing SUFFIX; implies -a");
    private static readonly Option Zero = Declaration.Flag("z", "zero", "end each output line with NUL, not newline");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        List<string> names = arguments.Operands;
        if (names.Count == 0)
        {
            throw new UsageException("missing operand");
        }

        string? suffix = arguments.Value(Suffix);
        if (suffix is null && !arguments.Has(Multiple))
        {
            if (names.Count > 2)
            {
                throw new UsageException($"extra operand {GnuQuoting.Quote(names[2])}");
            }

            suffix = names.Count > 1 ? names[1] : null;
            names = names[..1];
        }

        foreach (string name in names)
        {
            ReadOnlySpan<char> last = LastPart(Operand.WithSlashes(name));
            if (suffix is { Length: > 0 } && last.Length > suffix.Length && last is not "/" && last.EndsWith(suffix, StringComparison.Ordinal))
            {
                last = last[..^suffix.Length];
            }

            context.Output.Write(last);
            context.Output.WriteByte(arguments.Has(Zero) ? (byte)0 : (byte)'\n');
        }

        return 0;
    }

    private static ReadOnlySpan<char> LastPart(string name)
    {
        ReadOnlySpan<char> text = name.AsSpan().TrimEnd('/');
        return text.IsEmpty ? (name.Length > 0 ? "/" : "") : text[(text.LastIndexOf('/') + 1)..];
    }
}
