namespace BashTool.Commands.Files;

/// <summary>Shows what a file system knows of files and of itself.</summary>
public sealed class StatCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("stat")
    {
        Summary = "Display file or file system status.",
        Usage = ["[OPTION]... FILE..."],
        Notes = """
            Format sequences for files: %a %A permissions, %b %B blocks, %C context, %d %D device,
            %f raw mode, %F file type, %g %G group, %h links, %i inode, %m mount point, %n %N name,
            %o transfer size, %s size, %r %R %t %T device type, %u %U user, %w %W birth, %x %X access,
            %y %Y modification, %z %Z status change; %Hd %Ld %Hr %Lr the parts of a device number.
            For file systems: %a %b %c %d %f %i %l %n %s %S %t %T.
            """,
        Examples = [new CommandExample("printf abc > a && stat -c '%n %s' a", "name and size")],
    };

    private static readonly Option Follow = Declaration.Flag("L", "dereference", "follow links");
    private static readonly Option FileSystem = Declaration.Flag("f", "file-system", "display file system status instead of file status");
    private static readonly Option Cached = Declaration.Required("", "cached", "MODE", "how to use cached attributes: always, never, default\n(nothing is cached)");
    private static readonly Option Format = Declaration.Required("c", "format", "FORMAT", "use the specified FORMAT instead of the default;\noutput a newline after each use of FORMAT");
    private static readonly Option Printf = Declaration.Required("", "printf", "FORMAT", "like --format, but interpret backslash escapes,\nand do not output a mandatory trailing newline");
    private static readonly Option Terse = Declaration.Flag("t", "terse", "print the information in terse form");

    private static readonly ArgumentChoice<int> CacheModes = new("--cached", ("default", 0), ("never", 1), ("always", 2));

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        foreach (string mode in arguments.Values(Cached))
        {
            CacheModes.Read(mode);
        }

        if (arguments.Operands.Count == 0)
        {
            throw new UsageException("missing operand");
        }

        bool system = arguments.Has(FileSystem);
        string? format = null;
        bool escapes = false;
        if (arguments.LastOf(Format, Printf) is { } given)
        {
            format = arguments.Value(given)!;
            escapes = given == Printf;
        }

        var formatter = new StatFormat(context, escapes) { ShowsObjects = format is null };
        int status = 0;
        foreach (string operand in arguments.Operands)
        {
            bool ok = system
                ? PrintFileSystem(context, formatter, operand, format, arguments.Has(Terse))
                : PrintFile(context, formatter, operand, format, arguments.Has(Terse), arguments.Has(Follow));
            status = ok ? status : 1;
        }

        return status;
    }

    private static bool PrintFile(CommandContext context, StatFormat formatter, string name, string? format, bool terse, bool follow)
    {
        FileMetadata file;
        VirtualPath path = context.Resolve(name);
        if (name == "-")
        {
            if (context.StandardInput.Handle is { } handle)
            {
                file = handle.GetMetadata();
                path = handle.Path;
            }
            else
            {
                file = new FileMetadata { Kind = context.StandardInput.IsTerminal ? FileKind.CharacterDevice : FileKind.Fifo, Permissions = 0x180, BlockSize = 4096, LinkCount = 1 };
            }
        }
        else if (context.Files.TryStat(path, follow, out file) is var error and not FileError.None)
        {
            context.Complain($"cannot statx {GnuQuoting.Always(name)}: {error.Describe()}");
            return false;
        }

        bool newline = true;
        if (format is null)
        {
            format = terse ? StatFormat.Terse : StatFormat.Verbose(file.Kind);
            newline = terse;
            formatter.PlainNames = true;
        }

        return formatter.Print(format, newline, name, path, file);
    }

    private static bool PrintFileSystem(CommandContext context, StatFormat formatter, string name, string? format, bool terse)
    {
        if (name == "-")
        {
            context.Complain($"using {GnuQuoting.Always("-")} to denote standard input does not work in file system mode");
            return false;
        }

        VirtualPath path = context.Resolve(name);
        FileSystemStatistics statistics;
        try
        {
            statistics = context.Files.GetStatistics(path);
        }
        catch (FileSystemException problem)
        {
            context.Complain($"cannot read file system information for {GnuQuoting.Always(name)}: {problem.Description}");
            return false;
        }

        bool newline = true;
        if (format is null)
        {
            format = terse ? StatFormat.TerseFileSystem : StatFormat.VerboseFileSystem;
            newline = terse;
        }

        return formatter.Print(format, newline, name, statistics);
    }
}
