namespace BashTool.Commands.Text;

/// <summary><c>dirname</c>: a path without its last part.</summary>
public sealed class DirnameCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("dirname")
    {
        Summary = "Output each NAME with its last non-slash component and trailing slashes removed; if NAME contains no /'s, output '.' (meaning the current directory).",
        Usage = ["[OPTION] NAME..."],
        Examples = [new("dirname /usr/bin/", "/usr"), new("dirname dir1/str dir2/str", "one line each")],
    };

    private static readonly Option Zero = Declaration.Flag("z", "zero", "end each output line with NUL, not newline");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        if (arguments.Operands.Count == 0)
        {
            throw new UsageException("missing operand");
        }

        byte end = arguments.Has(Zero) ? (byte)0 : (byte)'\n';
        foreach (string name in arguments.Operands)
        {
            context.Output.Write(DirectoryOf(name));
            context.Output.WriteByte(end);
        }

        return 0;
    }

    private static ReadOnlySpan<char> DirectoryOf(string path)
    {
        ReadOnlySpan<char> trimmed = path.AsSpan().TrimEnd('/');
        if (trimmed.IsEmpty)
        {
            return path.Length == 0 ? "." : "/";
        }

        int slash = trimmed.LastIndexOf('/');
        if (slash < 0)
        {
            return ".";
        }

        ReadOnlySpan<char> directory = trimmed[..slash].TrimEnd('/');
        return directory.IsEmpty ? "/" : directory;
    }
}
