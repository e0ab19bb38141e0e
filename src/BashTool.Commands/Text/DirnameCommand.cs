namespace BashTool.Commands.Text;

/// <summary><c>dirname</c>: names without their last part.</summary>
public sealed class DirnameCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("dirname")
    {
        Summary = "Output each NAME with its last non-slash component and trailing slashes\nremoved; if NAME contains no /'s, output '.' (meaning the current directory).",
        Usage = ["[OPTION] NAME..."],
        Permutes = false,
        Examples = [new("dirname /usr/bin/", "/usr")],
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

        foreach (string operand in arguments.Operands)
        {
            string name = Operand.WithSlashes(operand);
            ReadOnlySpan<char> text = name.AsSpan().TrimEnd('/');
            int slash = text.LastIndexOf('/');
            ReadOnlySpan<char> directory = slash >= 0 ? text[..slash].TrimEnd('/') : default;
            bool rooted = name.StartsWith('/') && directory.IsEmpty;

            // On Windows a drive alone would be the current directory there.
            bool drive = directory is [_, ':'] && OperatingSystem.IsWindows();
            context.Output.Write(rooted ? "/" : directory.IsEmpty ? "." : drive ? $"{directory}/" : directory);
            context.Output.WriteByte(arguments.Has(Zero) ? (byte)0 : (byte)'\n');
        }

        return 0;
    }
}
