using BashTool.Commands.Text;

namespace BashTool.Commands.Files;

/// <summary>Shrinks and extends files.</summary>
public sealed class TruncateCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("truncate")
    {
        Summary = "Shrink or extend the size of each FILE to the specified size.",
        Usage = ["OPTION... FILE..."],
        Writes = true,
        Notes = "SIZE may be prefixed by '+' extend by, '-' reduce by, '<' at most, '>' at least,\n'/' round down to multiple of, '%' round up to multiple of.",
        Examples = [new CommandExample("truncate -s 1K a && stat -c %s a", "a file of zeros")],
    };

    private static readonly Option NoCreate = Declaration.Flag("c", "no-create", "do not create any files");
    private static readonly Option IoBlocks = Declaration.Flag("o", "io-blocks", "treat SIZE as number of IO blocks instead of bytes");
    private static readonly Option Reference = Declaration.Required("r", "reference", "RFILE", "base size on RFILE");
    private static readonly Option Size = Declaration.Required("s", "size", "SIZE", "set or adjust the file size by SIZE bytes");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        char relation = '\0';
        long size = 0;
        ParsedArguments arguments = Declaration.Parse(context, use =>
        {
            if (use.Option == Size)
            {
                // A size without a sign leaves the sign of an earlier one.
                (relation, size) = ReadSize(use.Value!, relation);
            }
        });
        string? sizeText = arguments.Value(Size), reference = arguments.Value(Reference);

        if (sizeText is null && reference is null)
        {
            throw new UsageException($"you must specify either {LocaleQuoting.Quote("--size")} or {LocaleQuoting.Quote("--reference")}");
        }

        if (reference is not null && sizeText is not null && relation == '\0')
        {
            throw new UsageException($"you must specify a relative {LocaleQuoting.Quote("--size")} with {LocaleQuoting.Quote("--reference")}");
        }

        if (arguments.Has(IoBlocks) && sizeText is null)
        {
            throw new UsageException($"{LocaleQuoting.Quote("--io-blocks")} was specified but {LocaleQuoting.Quote("--size")} was not");
        }

        if (arguments.Operands.Count == 0)
        {
            throw new UsageException("missing file operand");
        }

        long? referenceSize = null;
        if (reference is not null)
        {
            FileError error = context.Files.TryStat(context.Resolve(reference), true, out FileMetadata model);
            if (error != FileError.None)
            {
                throw new CommandException($"cannot stat {GnuQuoting.Always(reference)}: {error.Describe()}");
            }

            referenceSize = model.Size;
        }

        int status = 0;
        foreach (string file in arguments.Operands)
        {
            if (!Truncate(context, arguments, file, relation, size, sizeText is null, referenceSize))
            {
                status = 1;
            }
        }

        return status;
    }

    private static (char Relation, long Size) ReadSize(string text, char before)
    {
        ReadOnlySpan<char> rest = text.AsSpan().TrimStart(" \t\n\v\f\r");
        char relation = before;
        if (!rest.IsEmpty && rest[0] is '<' or '>' or '/' or '%')
        {
            relation = rest[0];
            rest = rest[1..].TrimStart(" \t\n\v\f\r");
        }

        string shown = rest.ToString();
        long sign = 1;
        if (!rest.IsEmpty && rest[0] is '+' or '-')
        {
            if (relation != '\0')
            {
                throw new UsageException("multiple relative modifiers specified");
            }

            relation = rest[0];
            sign = rest[0] == '-' ? -1 : 1;
            rest = rest[1..];
        }

        if (SizeSuffix.TryRead(rest, "EgGkKmMPtTYZ0", out ulong size) is var reading && reading == SizeReading.Invalid)
        {
            throw new CommandException($"Invalid number: {LocaleQuoting.Quote(shown)}");
        }

        if (reading == SizeReading.TooLarge || size > long.MaxValue)
        {
            throw new CommandException($"Invalid number: {LocaleQuoting.Quote(shown)}: Value too large for defined data type");
        }

        if (relation is '/' or '%' && size == 0)
        {
            throw new CommandException("division by zero");
        }

        return (relation is '+' or '-' ? '+' : relation, sign * (long)size);
    }

    private static bool Truncate(CommandContext context, ParsedArguments arguments, string file, char relation, long size, bool sizeIsReference, long? reference)
    {
        IFileHandle handle;
        try
        {
            OpenMode mode = OpenMode.Write | OpenMode.NonBlocking | (arguments.Has(NoCreate) ? 0 : OpenMode.Create);
            handle = context.Files.Open(context.Resolve(file), mode, 0x1B6 & ~context.Umask);
        }
        catch (FileSystemException problem)
        {
            if (arguments.Has(NoCreate) && problem.Error == FileError.ENOENT)
            {
                return true;
            }

            context.Complain($"cannot open {GnuQuoting.Always(file)} for writing: {problem.Description}");
            return false;
        }

        using (handle)
        {
            FileMetadata now = handle.GetMetadata();
            Int128 amount = size;
            if (arguments.Has(IoBlocks))
            {
                amount *= now.BlockSize;
            }

            Int128 current = reference ?? now.Size;
            Int128 result = sizeIsReference ? reference!.Value : relation switch
            {
                '<' => Int128.Min(amount, current),
                '>' => Int128.Max(amount, current),
                '/' => current / amount * amount,
                '%' => (current + amount - 1) / amount * amount,
                '+' => current + amount,
                _ => amount,
            };
            if (result > long.MaxValue)
            {
                context.Complain($"overflow extending size of file {GnuQuoting.Always(file)}");
                return false;
            }

            try
            {
                handle.SetLength((long)Int128.Max(0, result));
                return true;
            }
            catch (FileSystemException problem)
            {
                context.Complain($"failed to truncate {GnuQuoting.Always(file)} at {(long)result} bytes: {problem.Description}");
                return false;
            }
        }
    }
}
