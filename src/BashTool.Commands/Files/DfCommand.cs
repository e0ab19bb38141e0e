using System.Globalization;
using System.Text;

namespace BashTool.Commands.Files;

/// <summary>Shows how full file systems are.</summary>
public sealed class DfCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("df")
    {
        Summary = "Show information about the file system on which each FILE resides, or all file systems by default.",
        Usage = ["[OPTION]... [FILE]..."],
    };

    private static readonly Option All = Declaration.Flag("a", "all", "include pseudo, duplicate, inaccessible file systems");
    private static readonly Option BlockSize = Declaration.Required("B", "block-size", "SIZE", "scale sizes by SIZE before printing them");
    private static readonly Option Human = Declaration.Flag("h", "human-readable", "print sizes in powers of 1024 (e.g., 1023M)");
    private static readonly Option Si = Declaration.Flag("H", "si", "print sizes in powers of 1000 (e.g., 1.1G)");
    private static readonly Option Inodes = Declaration.Flag("i", "inodes", "list inode information instead of block usage");
    private static readonly Option Kibibytes = Declaration.Flag("k", "", "like --block-size=1K");
    private static readonly Option Mebibytes = Declaration.HiddenFlag("m", "");
    private static readonly Option Local = Declaration.Flag("l", "local", "limit listing to local file systems");
    private static readonly Option NoSync = Declaration.Flag("", "no-sync", "do not invoke sync before getting usage info (default)");
    private static readonly Option Output = Declaration.Optional("", "output", "FIELD_LIST", "use the output format defined by FIELD_LIST,\nor print all fields if FIELD_LIST is omitted");
    private static readonly Option Portability = Declaration.Flag("P", "portability", "use the POSIX output format");
    private static readonly Option Sync = Declaration.Flag("", "sync", "invoke sync before getting usage info");
    private static readonly Option Total = Declaration.Flag("", "total", "elide all entries insignificant to available space,\nand produce a grand total");
    private static readonly Option Type = Declaration.Required("t", "type", "TYPE", "limit listing to file systems of type TYPE");
    private static readonly Option PrintType = Declaration.Flag("T", "print-type", "print file system type");
    private static readonly Option ExcludeType = Declaration.Required("x", "exclude-type", "TYPE", "limit listing to file systems not of type TYPE");
    private static readonly Option Ignored = Declaration.Flag("v", "", "(ignored)");

    private static readonly string[] AllFields =
        ["source", "fstype", "itotal", "iused", "iavail", "ipcent", "size", "used", "avail", "pcent", "file", "target"];

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        HumanSize size = HumanSize.FromEnvironment(context.Environment, "DF_BLOCK_SIZE") ?? HumanSize.Default(context.Environment);
        foreach ((Option option, string? value) in arguments.Uses)
        {
            size = option == BlockSize ? HumanSize.Parse(value!, HumanSize.OptionName(context))
                : option == Human ? HumanSize.Human
                : option == Si ? HumanSize.Si
                : option == Kibibytes ? new HumanSize(1024)
                : option == Mebibytes ? new HumanSize(1024 * 1024)
                : size;
        }

        List<string> fields = ReadFields(arguments);
        foreach (string type in arguments.Values(Type))
        {
            if (arguments.Values(ExcludeType).Contains(type))
            {
                throw new CommandException($"file system type {LocaleQuoting.Quote(type)} both selected and excluded");
            }
        }

        if (arguments.Has(Sync))
        {
            context.Files.Sync();
        }

        int status = 0;
        List<(FileSystemStatistics System, string File)> rows = [];
        if (arguments.Operands.Count == 0)
        {
            AddMounts(context, arguments, rows);
        }

        foreach (string operand in arguments.Operands)
        {
            VirtualPath path = context.Resolve(operand);
            try
            {
                if (context.Files.TryStat(path, true, out _) is var error and not FileError.None)
                {
                    throw new FileSystemException(error, operand);
                }

                Add(arguments, rows, context.Files.GetStatistics(path), operand);
            }
            catch (FileSystemException problem)
            {
                context.Complain($"{GnuQuoting.Name(operand)}: {problem.Description}");
                status = 1;
            }
        }

        if (rows.Count == 0)
        {
            return status != 0 ? status : throw new CommandException("no file systems processed");
        }

        if (arguments.Has(Total))
        {
            rows.Add((Sum(rows, fields.Contains("source")), "-"));
        }

        Print(context, fields, rows, size, arguments.Has(Portability) && !size.AutoScale, arguments.Has(Output));
        return status;
    }

    private static List<string> ReadFields(ParsedArguments arguments)
    {
        bool inodes = arguments.Has(Inodes), posix = arguments.Has(Portability), type = arguments.Has(PrintType);
        if (!arguments.Has(Output))
        {
            List<string> usual = ["source"];
            if (type)
            {
                usual.Add("fstype");
            }

            usual.AddRange(inodes ? ["itotal", "iused", "iavail", "ipcent"] : ["size", "used", "avail", "pcent"]);
            usual.Add("target");
            return usual;
        }

        foreach ((Option option, string letter) in (ReadOnlySpan<(Option, string)>)[(Inodes, "-i"), (Portability, "-P"), (PrintType, "-T")])
        {
            if (arguments.Has(option))
            {
                throw new UsageException($"options {letter} and --output are mutually exclusive");
            }
        }

        var fields = new List<string>();
        foreach (string list in arguments.Values(Output))
        {
            foreach (string field in list.Split(','))
            {
                if (Array.IndexOf(AllFields, field) < 0)
                {
                    throw new UsageException($"option --output: field {LocaleQuoting.Quote(field)} unknown");
                }

                if (fields.Contains(field))
                {
                    throw new UsageException($"option --output: field {LocaleQuoting.Quote(field)} used more than once");
                }

                fields.Add(field);
            }
        }

        return fields.Count > 0 ? fields : [.. AllFields];
    }

    private static void AddMounts(CommandContext context, ParsedArguments arguments, List<(FileSystemStatistics, string)> rows)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (VirtualPath point in context.Files.MountPoints)
        {
            FileSystemStatistics system;
            try
            {
                system = context.Files.GetStatistics(point);
            }
            catch (FileSystemException)
            {
                continue;
            }

            bool shown = arguments.Has(All) || (system.TotalBlocks > 0 && (!system.Source.StartsWith('/') || seen.Add(system.Source)));
            if (shown)
            {
                Add(arguments, rows, system, "-");
            }
        }
    }

    private static void Add(ParsedArguments arguments, List<(FileSystemStatistics, string)> rows, FileSystemStatistics system, string file)
    {
        List<string> types = arguments.Values(Type);
        if ((types.Count == 0 || types.Contains(system.Type)) && !arguments.Values(ExcludeType).Contains(system.Type))
        {
            rows.Add((system, file));
        }
    }

    private static FileSystemStatistics Sum(List<(FileSystemStatistics System, string File)> rows, bool hasSource)
    {
        // Everything in bytes: the block sizes differ.
        long total = 0, free = 0, available = 0, inodes = 0, freeInodes = 0;
        foreach ((FileSystemStatistics system, _) in rows)
        {
            total += system.TotalBlocks * system.BlockSize;
            free += system.FreeBlocks * system.BlockSize;
            available += system.AvailableBlocks * system.BlockSize;
            inodes += system.TotalInodes;
            freeInodes += system.FreeInodes;
        }

        return new FileSystemStatistics(hasSource ? "total" : "-", "-", default, 1, total, free, available, inodes, freeInodes);
    }

    private static void Print(CommandContext context, List<string> fields, List<(FileSystemStatistics System, string File)> rows, HumanSize size, bool posix, bool isShort)
    {
        var table = new string[rows.Count + 1][];
        table[0] = [.. fields.Select(field => Header(field, size, posix, isShort))];
        for (int i = 0; i < rows.Count; i++)
        {
            table[i + 1] = [.. fields.Select(field => Cell(field, rows[i].System, rows[i].File, size))];
        }

        int[] widths = new int[fields.Count];
        for (int column = 0; column < fields.Count; column++)
        {
            widths[column] = fields[column] switch
            {
                "source" => 14,
                "file" or "target" => 0,
                "fstype" or "pcent" or "ipcent" => 4,
                _ => 5,
            };
            foreach (string[] row in table)
            {
                widths[column] = Math.Max(widths[column], NameQuoting.Width(row[column]));
            }
        }

        var line = new StringBuilder();
        for (int index = 0; index < table.Length; index++)
        {
            string[] row = table[index];
            if (context.Output.WantsObjects)
            {
                context.Output.NextLineShows(index == 0 ? LineObjects.Decoration : FileSystemUsage.Of(rows[index - 1].System));
            }

            line.Clear();
            for (int column = 0; column < row.Length; column++)
            {
                bool left = fields[column] is "source" or "fstype" or "file" or "target";
                int pad = widths[column] - NameQuoting.Width(row[column]);
                line.Append(column == 0 ? "" : " ").Append(' ', left ? 0 : pad).Append(row[column]);
                line.Append(' ', left && column < row.Length - 1 ? pad : 0);
            }

            context.Output.WriteLine(line.ToString());
        }
    }

    private static string Header(string field, HumanSize size, bool posix, bool isShort) => field switch
    {
        "source" => "Filesystem",
        "fstype" => "Type",
        "itotal" => "Inodes",
        "iused" => "IUsed",
        "iavail" => "IFree",
        "ipcent" => "IUse%",
        "size" => size.AutoScale ? "Size" : posix ? $"{size.BlockSize}-blocks" : BlockName(size) + "-blocks",
        "used" => "Used",
        "avail" => size.AutoScale || isShort ? "Avail" : "Available",
        "pcent" => posix ? "Capacity" : "Use%",
        "file" => "File",
        _ => "Mounted on",
    };

    private static string BlockName(HumanSize size)
    {
        long bytes = size.BlockSize, by1000 = bytes, by1024 = bytes;
        while (by1000 % 1000 == 0 && by1024 % 1024 == 0)
        {
            by1000 /= 1000;
            by1024 /= 1024;
        }

        bool base1024 = by1024 % 1024 == 0 || (by1000 % 1000 != 0 && size.Base1024);
        string text = new HumanSize(1, AutoScale: true, Suffix: true, Base1024: base1024).Format((ulong)bytes);
        if (text.EndsWith(".0K", StringComparison.Ordinal) || text.Contains(".0"))
        {
            text = text.Replace(".0", "", StringComparison.Ordinal);
        }

        return char.IsAsciiDigit(text[^1]) || !base1024 ? text + "B" : text;
    }

    private static string Cell(string field, in FileSystemStatistics system, string file, HumanSize size)
    {
        long used = system.TotalBlocks - system.FreeBlocks, usedInodes = system.TotalInodes - system.FreeInodes;
        return field switch
        {
            "source" => system.Source,
            "fstype" => system.Type,
            "itotal" => Count(system.TotalInodes, size),
            "iused" => Count(usedInodes, size),
            "iavail" => Count(system.FreeInodes, size),
            "ipcent" => system.TotalInodes == 0 ? "-" : Percent(usedInodes, system.FreeInodes),
            "size" => size.Format((ulong)Math.Max(0, system.TotalBlocks), system.BlockSize),
            "used" => size.Format((ulong)Math.Max(0, used), system.BlockSize),
            "avail" => size.Format((ulong)Math.Max(0, system.AvailableBlocks), system.BlockSize),
            "pcent" => system.TotalBlocks == 0 ? "-" : Percent(used, system.AvailableBlocks),
            "file" => file,
            _ => !system.MountPoint.IsEmpty ? system.MountPoint.Text : system.Source == "-" ? "total" : "-",
        };
    }

    private static string Count(long number, HumanSize size) =>
        size.AutoScale ? size.Format((ulong)Math.Max(0, number)) : number.ToString(CultureInfo.InvariantCulture);

    private static string Percent(long used, long available)
    {
        Int128 all = (Int128)used + available;
        return all <= 0 ? "-" : $"{(int)(((used * (Int128)100) + all - 1) / all)}%";
    }
}
