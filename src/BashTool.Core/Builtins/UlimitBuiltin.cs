using System.Globalization;
using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>Modify shell resource limits.</summary>
public sealed class UlimitBuiltin : Builtin
{
    public override string Synopsis => "[-SHabcdefiklmnpqrstuvxPRT] [limit]";

    public override string Summary => "Modify shell resource limits.";

    public override string Details => """
        The limits are the shell's own book-keeping: they are shown and set, but nothing is held to them.

        Options:
          -S, -H	the soft limit, the hard limit; both are set without these
          -a	all limits
          -c -d -e -f -i -l -m -n -p -q -r -s -t -u -v -x -R	one limit; -f without any
        """;

    // Letter, what -a calls it, its unit, and what a shell starts with.
    private static readonly (char Letter, string Name, string? Unit, string Soft, string Hard)[] Resources =
    [
        ('R', "real-time non-blocking time", "microseconds", "unlimited", "unlimited"),
        ('c', "core file size", "blocks", "0", "unlimited"),
        ('d', "data seg size", "kbytes", "unlimited", "unlimited"),
        ('e', "scheduling priority", null, "0", "0"),
        ('f', "file size", "blocks", "unlimited", "unlimited"),
        ('i', "pending signals", null, "63000", "63000"),
        ('l', "max locked memory", "kbytes", "8192", "8192"),
        ('m', "max memory size", "kbytes", "unlimited", "unlimited"),
        ('n', "open files", null, "1024", "1048576"),
        ('p', "pipe size", "512 bytes", "8", "8"),
        ('q', "POSIX message queues", "bytes", "819200", "819200"),
        ('r', "real-time priority", null, "0", "0"),
        ('s', "stack size", "kbytes", "8192", "unlimited"),
        ('t', "cpu time", "seconds", "unlimited", "unlimited"),
        ('u', "max user processes", null, "63000", "63000"),
        ('v', "virtual memory", "kbytes", "unlimited", "unlimited"),
        ('x', "file locks", null, "unlimited", "unlimited"),
    ];

    public override int Run(BuiltinCall call)
    {
        bool soft = false;
        bool hard = false;
        bool all = false;
        var wanted = new List<char>();
        var options = new BuiltinOptions(call, "SHaRc;d;e;f;i;l;m;n;p;q;r;s;t;u;v;x;");
        var values = new List<string?>();
        while (options.Next(out char option))
        {
            switch (option)
            {
                case 'S':
                    soft = true;
                    break;
                case 'H':
                    hard = true;
                    break;
                case 'a':
                    all = true;
                    break;
                default:
                    wanted.Add(option);
                    values.Add(options.Value);
                    break;
            }
        }

        if (!options.IsValid)
        {
            return Refuse(call, options);
        }

        if (all)
        {
            foreach ((char letter, _, _, _, _) in Resources)
            {
                Print(call, letter, hard && !soft, withName: true);
            }

            return 0;
        }

        if (wanted.Count == 0)
        {
            wanted.Add('f');
            values.Add(null);
        }

        // The limit is the next word, or stands behind the letter.
        string? operand = options.Index < call.Count ? call[options.Index] : null;
        int status = 0;
        for (int i = 0; i < wanted.Count; i++)
        {
            string? limit = values[i] ?? (i == wanted.Count - 1 ? operand : null);
            if (limit is null)
            {
                Print(call, wanted[i], hard && !soft, withName: wanted.Count > 1);
            }
            else
            {
                status |= Set(call, wanted[i], limit, soft || !hard, hard || !soft);
            }
        }

        return status;
    }

    private static (string Soft, string Hard) Limits(BuiltinCall call, char letter)
    {
        if (call.State.ResourceLimits is { } set && set.TryGetValue(letter, out (string Soft, string Hard) own))
        {
            return own;
        }

        (_, _, _, string soft, string hard) = Array.Find(Resources, r => r.Letter == letter);
        return (soft, hard);
    }

    private static void Print(BuiltinCall call, char letter, bool hard, bool withName)
    {
        (string softLimit, string hardLimit) = Limits(call, letter);
        string limit = hard ? hardLimit : softLimit;
        if (!withName)
        {
            call.WriteLine(limit);
            return;
        }

        (_, string name, string? unit, _, _) = Array.Find(Resources, r => r.Letter == letter);
        string option = unit is null ? $"(-{letter}) " : $"({unit}, -{letter}) ";
        call.WriteLine($"{name,-20} {option,20}{limit}");
    }

    private static int Set(BuiltinCall call, char letter, string limit, bool soft, bool hard)
    {
        (_, string name, _, _, _) = Array.Find(Resources, r => r.Letter == letter);
        (string softLimit, string hardLimit) = Limits(call, letter);
        string value = limit switch
        {
            "hard" => hardLimit,
            "soft" => softLimit,
            _ => limit,
        };
        if (value != "unlimited" && !ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            return call.Fail($"{limit}: invalid number");
        }

        if (ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out ulong wanted) && letter is 'c' or 'f' && wanted > ulong.MaxValue / 1024)
        {
            return call.Fail($"{limit}: limit out of range");
        }

        if (letter == 'p')
        {
            return call.Fail($"{name}: cannot modify limit: Invalid argument");
        }

        if (Exceeds(value, hardLimit) && (hard || soft))
        {
            return call.Fail($"{name}: cannot modify limit: {(hard ? "Operation not permitted" : "Invalid argument")}");
        }

        if (hard && !soft && Exceeds(softLimit, value))
        {
            return call.Fail($"{name}: cannot modify limit: Invalid argument");
        }

        var limits = new Dictionary<char, (string Soft, string Hard)>(call.State.ResourceLimits ?? [])
        {
            [letter] = (soft ? value : softLimit, hard ? value : hardLimit),
        };
        call.State.ResourceLimits = limits;
        return 0;
    }

    private static bool Exceeds(string limit, string other) =>
        other != "unlimited" && (limit == "unlimited" || ulong.Parse(limit, CultureInfo.InvariantCulture) > ulong.Parse(other, CultureInfo.InvariantCulture));
}
