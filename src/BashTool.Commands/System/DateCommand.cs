using BashTool.Commands.Files;

namespace BashTool.Commands.System;

/// <summary>Prints dates and times.</summary>
public sealed class DateCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("date")
    {
        Summary = "Display date and time in the given FORMAT.",
        LongNamesFirst = "date debug reference resolution rfc-email rfc-822 rfc-2822 rfc-3339",
        Usage = ["[OPTION]... [+FORMAT]"],
        Limitations = ["The clock cannot be set."],
        Examples =
        [
            new CommandExample("date -u -d @1700000000 +%F", "a moment as a date"),
            new CommandExample("date -u -d '2024-02-28 2 days' +%F", "two days later"),
        ],
    };

    private static readonly Option Date = Declaration.Required("d", "date", "STRING", "display time described by STRING, not 'now'");
    private static readonly Option Debug = Declaration.Unsupported("", "debug", OptionValue.None, "annotate the parsed date", "the parser keeps no record of its steps");
    private static readonly Option DateFile = Declaration.Required("f", "file", "DATEFILE", "like --date; once for each line of DATEFILE");
    private static readonly Option Iso = Declaration.Optional("I", "iso-8601", "FMT", "output date/time in ISO 8601 format. FMT='date' for\ndate only (the default), 'hours', 'minutes',\n'seconds', or 'ns'");
    private static readonly Option Resolution = Declaration.Flag("", "resolution", "output the available resolution of timestamps");
    private static readonly Option Rfc5322 = Declaration.Flag("R", "rfc-email rfc-822 rfc-2822", "output date and time in RFC 5322 format");
    private static readonly Option Rfc3339 = Declaration.Required("", "rfc-3339", "FMT", "output date/time in RFC 3339 format. FMT='date',\n'seconds', or 'ns'");
    private static readonly Option Reference = Declaration.Required("r", "reference", "FILE", "display the last modification time of FILE");
    private static readonly Option Set = Declaration.Unsupported("s", "set", OptionValue.Required, "set time described by STRING", "the clock belongs to the host");
    private static readonly Option Utc = Declaration.Flag("u", "utc universal", "print Coordinated Universal Time (UTC)");

    private static readonly (string, string)[] Precisions =
    [
        ("hours", "%Y-%m-%dT%H%:z"), ("minutes", "%Y-%m-%dT%H:%M%:z"), ("date", "%Y-%m-%d"), ("seconds", "%Y-%m-%dT%H:%M:%S%:z"), ("ns", "%Y-%m-%dT%H:%M:%S,%N%:z"),
    ];

    private static readonly ArgumentChoice<string> IsoFormats = new("--iso-8601", Precisions);

    private static readonly ArgumentChoice<string> Rfc3339Formats = new(
        "--rfc-3339", ("date", "%Y-%m-%d"), ("seconds", "%Y-%m-%d %H:%M:%S%:z"), ("ns", "%Y-%m-%d %H:%M:%S.%N%:z"));

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        string? format = null;
        foreach ((Option option, string? value) in arguments.Uses)
        {
            string? wanted = option == Iso ? value is null ? "%Y-%m-%d" : IsoFormats.Read(value)
                : option == Rfc5322 ? "%a, %d %b %Y %H:%M:%S %z"
                : option == Rfc3339 ? Rfc3339Formats.Read(value!)
                : option == Resolution ? "%s.%N"
                : null;
            if (wanted is not null)
            {
                format = format is null ? wanted : throw new CommandException("multiple output formats specified");
            }
        }

        string? date = arguments.Value(Date), file = arguments.Value(DateFile), reference = arguments.Value(Reference);
        int sources = (date is null ? 0 : 1) + (file is null ? 0 : 1) + (reference is null ? 0 : 1) + (arguments.Has(Resolution) ? 1 : 0);
        if (sources > 1)
        {
            throw new UsageException("the options to specify dates for printing are mutually exclusive");
        }

        bool showsObjects = !arguments.Has(Resolution);
        List<string> operands = arguments.Operands;
        TimeZoneRules zone = arguments.Has(Utc) ? TimeZoneRules.Utc : context.System.ZoneRules(context.Environment.Get("TZ"));
        if (operands.Count > 1)
        {
            throw new UsageException($"extra operand {LocaleQuoting.Quote(operands[1])}");
        }

        if (operands.Count == 1)
        {
            if (operands[0].StartsWith('+'))
            {
                showsObjects = false;
                format = format is null ? operands[0][1..] : throw new CommandException("multiple output formats specified");
            }
            else if (sources > 0)
            {
                throw new UsageException(
                    $"the argument {LocaleQuoting.Quote(operands[0])} lacks a leading '+';\nwhen using an option to specify date(s), any non-option\nargument must be a format string beginning with '+'");
            }
            else
            {
                return RefuseToSet(context, operands[0], zone);
            }
        }

        format ??= TimeFormat.Default;
        UnixTime now = UnixTime.From(context.Clock.GetUtcNow());
        if (file is not null)
        {
            return PrintFile(context, file, format, now, zone, showsObjects);
        }

        if (date is not null)
        {
            return Print(context, date, format, now, zone, showsObjects) ? 0 : 1;
        }

        UnixTime moment = now;
        if (arguments.Has(Resolution))
        {
            moment = new UnixTime(0, 1);
        }
        else if (reference is not null)
        {
            FileError error = context.Files.TryStat(context.Resolve(reference), true, out FileMetadata metadata);
            if (error != FileError.None)
            {
                throw new CommandException($"{GnuQuoting.Name(reference)}: {error.Describe()}");
            }

            moment = metadata.ModifyTime;
        }

        Write(context, moment, format, zone, showsObjects);
        return 0;
    }

    private static void Write(CommandContext context, UnixTime moment, string format, TimeZoneRules zone, bool showsObjects)
    {
        var time = new BrokenDownTime(moment.Seconds, moment.Nanoseconds, zone);
        if (showsObjects && context.Output.WantsObjects)
        {
            context.Output.NextLineShows(moment.ToDateTimeOffset().ToOffset(TimeSpan.FromMinutes(time.Zone.Seconds / 60)));
        }

        context.Output.WriteLine(TimeFormat.Format(format, time));
    }

    private static bool Print(CommandContext context, string text, string format, UnixTime now, TimeZoneRules zone, bool showsObjects)
    {
        if (!DateParser.TryParse(text, (now.Seconds, now.Nanoseconds), zone, context.System.ZoneRules, out (long Seconds, int Nanoseconds) result))
        {
            context.Complain($"invalid date {LocaleQuoting.Quote(text)}");
            return false;
        }

        Write(context, new UnixTime(result.Seconds, result.Nanoseconds), format, zone, showsObjects);
        return true;
    }

    private static int PrintFile(CommandContext context, string file, string format, UnixTime now, TimeZoneRules zone, bool showsObjects)
    {
        OpenFile input;
        try
        {
            input = context.OpenInput(file);
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"{GnuQuoting.Name(file)}: {problem.Description}");
        }

        int status = 0;
        try
        {
            var lines = new LineReader(input, context.Cancellation);
            while (lines.TryRead(out ReadOnlySpan<byte> line))
            {
                if (!Print(context, EscapedUtf8.Decode(line), format, now, zone, showsObjects))
                {
                    status = 1;
                }
            }
        }
        finally
        {
            input.Release();
        }

        return status;
    }

    // MMDDhhmm[[CC]YY][.ss] would set the clock.
    private static int RefuseToSet(CommandContext context, string text, TimeZoneRules zone)
    {
        int dot = text.IndexOf('.');
        string digits = dot < 0 ? text : text[..dot];
        string seconds = dot < 0 ? "00" : text[(dot + 1)..];
        if (digits.Length is not (8 or 10 or 12) || digits.AsSpan().ContainsAnyExceptInRange('0', '9')
            || seconds.Length != 2 || seconds.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            throw new CommandException($"invalid date {LocaleQuoting.Quote(text)}");
        }

        UnixTime now = UnixTime.From(context.Clock.GetUtcNow());
        string year = digits.Length switch
        {
            8 => new BrokenDownTime(now.Seconds, 0, zone).Year.ToString("0000"),
            10 => (int.Parse(digits[8..]) < 69 ? "20" : "19") + digits[8..],
            _ => digits[8..],
        };
        string date = $"{year}-{digits[..2]}-{digits[2..4]} {digits[4..6]}:{digits[6..8]}:{seconds}";
        if (!DateParser.TryParse(date, (now.Seconds, 0), zone, null, out (long Seconds, int Nanoseconds) result))
        {
            throw new CommandException($"invalid date {LocaleQuoting.Quote(text)}");
        }

        context.Complain($"cannot set date: {FileError.EPERM.Describe()}");
        Write(context, new UnixTime(result.Seconds, 0), TimeFormat.Default, zone, showsObjects: false);
        return 1;
    }
}
