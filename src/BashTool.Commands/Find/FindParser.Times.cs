using System.Globalization;

namespace BashTool.Commands.Find;

internal sealed partial class FindParser
{
    private const long SecondsPerDay = 86_400;

    private FileMetadata Reference(string path, bool follow = true)
    {
        FileError error = context.Files.TryStat(context.Resolve(path), follow, out FileMetadata metadata);
        return error == FileError.None ? metadata : throw new CommandException($"{FindRun.Quote(path)}: {error.Describe()}");
    }

    private static UnixTime TimeOf(FindEntry entry, char which) => which switch
    {
        'a' => entry.Metadata.AccessTime,
        'c' => entry.Metadata.ChangeTime,
        'B' => entry.Metadata.BirthTime ?? default,
        _ => entry.Metadata.ModifyTime,
    };

    // -newer compares modification times, -anewer and -cnewer the file's own access or change time with the other's modification.
    private static FindExpression NewerThan(char letter, UnixTime reference) => letter == 'n'
        ? entry => entry.Metadata.ModifyTime > reference
        : entry => TimeOf(entry, letter) > reference;

    private FindExpression NewerXY(string word, char x, char y, string argument)
    {
        if (!"aBcm".Contains(x) || !"aBcmt".Contains(y))
        {
            throw new CommandException($"invalid predicate `{word}'");
        }

        UnixTime reference;
        if (y == 't')
        {
            UnixTime now = Now();
            if (!DateParser.TryParse(
                argument, (now.Seconds, now.Nanoseconds), context.System.ZoneRules(context.Environment.Get("TZ")), context.System.ZoneRules, out var moment))
            {
                throw new CommandException($"I cannot figure out how to interpret {FindRun.Quote(argument)} as a date or time");
            }

            reference = new UnixTime(moment.Seconds, moment.Nanoseconds);
        }
        else
        {
            FileMetadata other = Reference(argument);
            reference = y switch { 'a' => other.AccessTime, 'c' => other.ChangeTime, 'B' => other.BirthTime ?? default, _ => other.ModifyTime };
        }

        return entry => TimeOf(entry, x) > reference;
    }

    private UnixTime Now() => UnixTime.From(context.Clock.GetUtcNow());

    // With -daystart the clock stands at the end of today.
    private double Origin()
    {
        UnixTime now = Now();
        if (!fromDayStart)
        {
            return now.Seconds + (now.Nanoseconds / 1e9);
        }

        var local = new BrokenDownTime(now.Seconds, 0, context.System.ZoneRules(context.Environment.Get("TZ")));
        return now.Seconds - (local.Hour * 3600) - (local.Minute * 60) - local.Second + SecondsPerDay;
    }

    private static double Seconds(UnixTime time) => time.Seconds + (time.Nanoseconds / 1e9);

    private static bool TryAge(string text, out char sign, out double value)
    {
        sign = text.Length > 0 && text[0] is '+' or '-' ? text[0] : '=';
        return double.TryParse(
            sign == '=' ? text : text.AsSpan(1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
    }

    private FindExpression Days(string word, char which, string text)
    {
        if (!TryAge(text, out char sign, out double days))
        {
            throw new CommandException($"invalid argument `{text}' to `{word}'");
        }

        double origin = Origin();
        return sign switch
        {
            // A day that has begun does not count: +1 means two days and more.
            '+' => entry => Seconds(TimeOf(entry, which)) < origin - ((days + 1) * SecondsPerDay),
            '-' => entry => Seconds(TimeOf(entry, which)) > origin - 1 - (days * SecondsPerDay),
            _ => entry =>
            {
                double delta = Seconds(TimeOf(entry, which)) - (origin - ((days + 1) * SecondsPerDay));
                return delta > 0 && delta <= SecondsPerDay;
            },
        };
    }

    private FindExpression Minutes(string word, char which, string text)
    {
        if (!TryAge(text, out char sign, out double minutes))
        {
            throw new CommandException($"invalid argument `{text}' to `{word}'");
        }

        double moment = Origin() - (minutes * 60);
        return sign switch
        {
            '+' => entry => Seconds(TimeOf(entry, which)) < moment,
            '-' => entry => Seconds(TimeOf(entry, which)) > moment,
            _ => entry =>
            {
                double delta = Seconds(TimeOf(entry, which)) - moment;
                return delta > 0 && delta <= 60;
            },
        };
    }

    private static FindExpression Used(string text)
    {
        if (!TryAge(text, out char sign, out double days))
        {
            throw new CommandException($"invalid argument `{text}' to `-used'");
        }

        return entry =>
        {
            double delta = Seconds(entry.Metadata.AccessTime) - Seconds(entry.Metadata.ChangeTime);
            long whole = (long)Math.Floor(delta / SecondsPerDay);
            return delta >= 0 && sign switch
            {
                '+' => whole > days,
                '-' => whole < days,

                // Counted back from the change as the real one does: 1 is "not since".
                _ => delta + (days * SecondsPerDay) is > 0 and <= SecondsPerDay,
            };
        };
    }
}
