namespace BashTool.Commands.Text;

/// <summary><c>basename</c>: the last part of a path, without a suffix where asked.</summary>
public sealed class BasenameCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("basename")
    {
        Summary = "Print NAME with any leading directory components removed. If specified, also remove a trailing SUFFIX.",
        Usage = ["NAME [SUFFIX]", "OPTION... NAME..."],
        Permutes = false,
        Examples = [new("basename /usr/bin/sort", "the last part"), new("basename include/stdio.h .h", "without its suffix")],
    };

    private static readonly Option Multiple = Declaration.Flag("a", "multiple", "support multiple arguments and treat each as a NAME");
    private static readonly Option Suffix = Declaration.Required("s", "suffix", "SUFFIX", "remove a trailing SUFFIX; implies -a");
    private static readonly Option Zero = Declaration.Flag("z", "zero", "end each output line with NUL, not newline");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        List<string> names = arguments.Operands;
        string? suffix = arguments.Value(Suffix);
        bool multiple = arguments.Has(Multiple) || suffix is not null;
        if (names.Count == 0)
        {
            throw new UsageException("missing operand");
        }

        if (!multiple && names.Count > 2)
        {
            throw new UsageException($"extra operand {GnuQuoting.Quote(names[2])}");
        }

        if (!multiple && names.Count == 2)
        {
            suffix = names[1];
        }

        byte end = arguments.Has(Zero) ? (byte)0 : (byte)'\n';
        for (int i = 0; i < (multiple ? names.Count : 1); i++)
        {
            context.Output.Write(NameOf(names[i], suffix));
            context.Output.WriteByte(end);
        }

        return 0;
    }

    private static ReadOnlySpan<char> NameOf(string path, string? suffix)
    {
        ReadOnlySpan<char> trimmed = path.AsSpan().TrimEnd('/');
        if (trimmed.IsEmpty)
        {
            return path.Length == 0 ? "" : "/";
        }

        ReadOnlySpan<char> name = trimmed[(trimmed.LastIndexOf('/') + 1)..];
        return suffix is { Length: > 0 } && name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal) ? name[..^suffix.Length] : name;
    }
}
