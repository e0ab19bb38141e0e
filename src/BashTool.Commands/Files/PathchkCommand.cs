namespace BashTool.Commands.Files;

/// <summary>Checks whether names are valid and portable.</summary>
public sealed class PathchkCommand : BashCommand
{
    private const string Portable = "/ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";

    private static readonly CommandSpec Declaration = new("pathchk")
    {
        Summary = "Diagnose invalid or unportable file names.",
        Usage = ["[OPTION]... NAME..."],
    };

    private static readonly Option Posix = Declaration.Flag("p", "", "check for most POSIX systems");
    private static readonly Option Extra = Declaration.Flag("P", "", "check for empty names and leading \"-\"");
    private static readonly Option Both = Declaration.Flag("", "portability", "check for all POSIX systems (equivalent to -p -P)");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        if (arguments.Operands.Count == 0)
        {
            throw new UsageException("missing operand");
        }

        bool posix = arguments.Has(Posix) || arguments.Has(Both), extra = arguments.Has(Extra) || arguments.Has(Both);
        int status = 0;
        foreach (string name in arguments.Operands)
        {
            if (Check(context, name, posix, extra) is { } problem)
            {
                context.Complain(problem);
                status = 1;
            }
        }

        return status;
    }

    private static string? Check(CommandContext context, string name, bool posix, bool extra)
    {
        string[] parts = name.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (extra && Array.Exists(parts, static part => part.StartsWith('-')))
        {
            return $"leading '-' in a component of file name {GnuQuoting.Always(name)}";
        }

        if ((posix || extra) && name.Length == 0)
        {
            return "empty file name";
        }

        if (posix)
        {
            int at = name.AsSpan().IndexOfAnyExcept(Portable);
            if (at >= 0)
            {
                EscapedUtf8.RuneAt(name, at, out int length);
                return $"nonportable character {LocaleQuoting.Quote(name.Substring(at, length))} in file name {GnuQuoting.Always(name)}";
            }
        }
        else
        {
            FileError error = context.Files.TryStat(context.Resolve(name), false, out _);
            if (error == FileError.None)
            {
                return null;
            }

            if (error != FileError.ENOENT || name.Length == 0)
            {
                return $"{GnuQuoting.Name(name)}: {error.Describe()}";
            }
        }

        int mostTotal = posix ? 255 : 4095, mostPart = posix ? 14 : 255;
        int total = EscapedUtf8.EncodedLength(name);
        if (total > mostTotal)
        {
            return $"limit {mostTotal} exceeded by length {total} of file name {GnuQuoting.Always(name)}";
        }

        foreach (string part in parts)
        {
            int length = EscapedUtf8.EncodedLength(part);
            if (length > mostPart)
            {
                return $"limit {mostPart} exceeded by length {length} of file name component {LocaleQuoting.Quote(part)}";
            }
        }

        return null;
    }
}
