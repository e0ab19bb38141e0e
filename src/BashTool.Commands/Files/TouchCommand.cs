namespace BashTool.Commands.Files;

/// <summary>Sets the times of files, and makes those that are missing.</summary>
public sealed class TouchCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("touch")
    {
        Summary = "Update the access and modification times of each FILE to the current time.",
        Usage = ["[OPTION]... FILE..."],
        Writes = true,
        Notes = "A FILE argument that does not exist is created empty, unless -c or -h is supplied.",
        Examples = [new CommandExample("touch -d '2024-02-29 12:00' a && date -u -r a +%F", "set a file's time")],
    };

    private static readonly Option Access = Declaration.Flag("a", "", "change only the access time");
    private static readonly Option NoCreate = Declaration.Flag("c", "no-create", "do not create any files");
    private static readonly Option Date = Declaration.Required("d", "date", "STRING", "parse STRING and use it instead of current time");
    private static readonly Option Ignored = Declaration.Flag("f", "", "(ignored)");
    private static readonly Option NoDereference = Declaration.Flag("h", "no-dereference", "affect each symbolic link instead of any referenced\nfile");
    private static readonly Option Modify = Declaration.Flag("m", "", "change only the modification time");
    private static readonly Option Reference = Declaration.Required("r", "reference", "FILE", "use this file's times instead of current time");
    private static readonly Option Stamp = Declaration.Required("t", "", "STAMP", "use [[CC]YY]MMDDhhmm[.ss] instead of current time");
    private static readonly Option Time = Declaration.Required("", "time", "WORD", "change the specified time: access, atime, use: like -a;\nmodify, mtime: like -m");

    private static readonly ArgumentChoice<bool> Times = new(
        "--time", ("atime", true), ("access", true), ("use", true), ("mtime", false), ("modify", false));

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        bool access = arguments.Has(Access), modify = arguments.Has(Modify);
        foreach (string word in arguments.Values(Time))
        {
            bool isAccess = Times.Read(word);
            access |= isAccess;
            modify |= !isAccess;
        }

        string? reference = arguments.Value(Reference), date = arguments.Value(Date), stamp = arguments.Value(Stamp);
        if (stamp is not null && (date is not null || reference is not null))
        {
            throw new UsageException("cannot specify times from more than one source");
        }

        bool both = access == modify;
        bool follow = !arguments.Has(NoDereference);
        UnixTime accessTime = UnixTime.FileSystemNow, modifyTime = UnixTime.FileSystemNow;
        if (reference is not null)
        {
            FileError error = context.Files.TryStat(context.Resolve(reference), follow, out FileMetadata file);
            if (error != FileError.None)
            {
                throw new CommandException($"failed to get attributes of {GnuQuoting.Always(reference)}: {error.Describe()}");
            }

            accessTime = file.AccessTime;
            modifyTime = file.ModifyTime;
            if (date is not null)
            {
                accessTime = Parse(context, date, accessTime);
                modifyTime = Parse(context, date, modifyTime);
            }
        }
        else if (date is not null)
        {
            UnixTime now = UnixTime.From(context.Clock.GetUtcNow());
            accessTime = modifyTime = Parse(context, date, now);
        }
        else if (stamp is not null)
        {
            accessTime = modifyTime = ParseStamp(context, stamp) ?? throw new CommandException($"invalid date format {LocaleQuoting.Quote(stamp)}");
        }

        if (arguments.Operands.Count == 0)
        {
            throw new UsageException("missing file operand");
        }

        UnixTime? newAccess = both || access ? accessTime : null, newModify = both || modify ? modifyTime : null;
        int status = 0;
        foreach (string file in arguments.Operands)
        {
            if (!Touch(context, file, newAccess, newModify, follow, arguments.Has(NoCreate)))
            {
                status = 1;
            }
        }

        return status;
    }

    private static UnixTime Parse(CommandContext context, string text, UnixTime now)
    {
        TimeZoneRules zone = context.System.ZoneRules(context.Environment.Get("TZ"));
        return DateParser.TryParse(text, (now.Seconds, now.Nanoseconds), zone, context.System.ZoneRules, out var result)
            ? new UnixTime(result.Seconds, result.Nanoseconds)
            : throw new CommandException($"invalid date format {LocaleQuoting.Quote(text)}");
    }

    // [[CC]YY]MMDDhhmm[.ss]
    private static UnixTime? ParseStamp(CommandContext context, string text)
    {
        int second = 0;
        ReadOnlySpan<char> digits = text;
        int dot = digits.IndexOf('.');
        if (dot >= 0)
        {
            if (digits.Length - dot != 3 || !char.IsAsciiDigit(digits[dot + 1]) || !char.IsAsciiDigit(digits[dot + 2]))
            {
                return null;
            }

            second = int.Parse(digits[(dot + 1)..]);
            digits = digits[..dot];
        }

        if (digits.Length is not (8 or 10 or 12) || digits.ContainsAnyExceptInRange('0', '9'))
        {
            return null;
        }

        UnixTime now = UnixTime.From(context.Clock.GetUtcNow());
        TimeZoneRules zone = context.System.ZoneRules(context.Environment.Get("TZ"));
        long year = new BrokenDownTime(now.Seconds, 0, zone).Year;
        if (digits.Length == 12)
        {
            year = int.Parse(digits[..4]);
            digits = digits[4..];
        }
        else if (digits.Length == 10)
        {
            int two = int.Parse(digits[..2]);
            year = two + (two < 69 ? 2000 : 1900);
            digits = digits[2..];
        }

        int month = int.Parse(digits[..2]), day = int.Parse(digits[2..4]), hour = int.Parse(digits[4..6]), minute = int.Parse(digits[6..8]);
        if (month is < 1 or > 12 || day < 1 || day > BrokenDownTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 60)
        {
            return null;
        }

        long local = (BrokenDownTime.DaysFromCivil(year, month, day) * 86400) + (hour * 3600) + (minute * 60) + second;
        return zone.TryToUnix(local, -1, out long seconds) ? new UnixTime(seconds, 0) : null;
    }

    private static bool Touch(CommandContext context, string file, UnixTime? access, UnixTime? modify, bool follow, bool noCreate)
    {
        VirtualPath path = context.Resolve(file);
        FileSystemException? openProblem = null;
        if (file == "-")
        {
            if (context.StandardOutput.Handle is not { } output)
            {
                return true;
            }

            path = output.Path;
        }
        else if (!noCreate && follow && context.Files.TryStat(path, true, out _) != FileError.None)
        {
            try
            {
                context.Files.Open(path, OpenMode.Write | OpenMode.Create | OpenMode.NonBlocking, 0x1B6 & ~context.Umask).Dispose();
                if (access is { IsFileSystemNow: true } && modify is { IsFileSystemNow: true })
                {
                    return true;
                }
            }
            catch (FileSystemException problem)
            {
                openProblem = problem.Error is FileError.EISDIR or FileError.EINVAL or FileError.EPERM ? null : problem;
            }
        }

        try
        {
            context.Files.SetTimes(path, access, modify, follow);
            return true;
        }
        catch (FileSystemException problem)
        {
            if (openProblem is not null)
            {
                context.Complain($"cannot touch {GnuQuoting.Always(file)}: {openProblem.Description}");
                return false;
            }

            if (noCreate && problem.Error == FileError.ENOENT)
            {
                return true;
            }

            context.Complain($"setting times of {GnuQuoting.Always(file)}: {problem.Description}");
            return false;
        }
    }
}
