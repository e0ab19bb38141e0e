using BashTool.Core.Text.Regex;

namespace BashTool.Commands.Awk;

/// <content>The variables that mean something.</content>
internal sealed partial class AwkMachine
{
    private double records;
    private double fileRecords;
    private SplitterSource splitterSource;

    private enum SplitterSource
    {
        Separator,
        Widths,
        Pattern,
    }

    public AwkValue GetSpecial(AwkSpecial special)
    {
        switch (special)
        {
            case AwkSpecial.NF:
                return new AwkValue(Record.FieldCount);
            case AwkSpecial.NR:
                return new AwkValue(records);
            case AwkSpecial.FNR:
                return new AwkValue(fileRecords);
            case AwkSpecial.RT:
                return new AwkValue(recordTerminator);
            default:
                return Globals[(int)special];
        }
    }

    public void SetSpecial(AwkSpecial special, in AwkValue value)
    {
        switch (special)
        {
            case AwkSpecial.NF:
                double count = Math.Truncate(ToNumber(value));
                if (count < 0)
                {
                    throw Fatal("NF set to negative value");
                }

                Record.SetFieldCount((int)Math.Min(count, 100_000_000));
                return;
            case AwkSpecial.NR:
                records = Math.Truncate(ToNumber(value));
                return;
            case AwkSpecial.FNR:
                fileRecords = Math.Truncate(ToNumber(value));
                return;
            case AwkSpecial.RT:
                recordTerminator = ToText(value);
                return;
        }

        Globals[(int)special] = value.Kind is AwkValueKind.Untyped or AwkValueKind.Reference ? AwkValue.Unassigned : value;
        switch (special)
        {
            case AwkSpecial.FS:
                splitterSource = SplitterSource.Separator;
                SetInformation("FS", new AwkValue(AwkString.Of("FS")));
                ChooseSplitter();
                break;
            case AwkSpecial.FIELDWIDTHS when Settings.IsGnu:
                splitterSource = SplitterSource.Widths;
                SetInformation("FS", new AwkValue(AwkString.Of("FIELDWIDTHS")));
                ChooseSplitter();
                break;
            case AwkSpecial.FPAT when Settings.IsGnu:
                splitterSource = SplitterSource.Pattern;
                SetInformation("FS", new AwkValue(AwkString.Of("FPAT")));
                ChooseSplitter();
                break;
            case AwkSpecial.RS:
                separatorVersion++;
                ChooseSplitter();
                break;
            case AwkSpecial.OFS:
                Record.Settle();
                OutputFieldSeparator = ToText(value);
                break;
            case AwkSpecial.ORS:
                OutputRecordSeparator = ToText(value);
                break;
            case AwkSpecial.SUBSEP:
                SubscriptSeparator = ToText(value);
                break;
            case AwkSpecial.CONVFMT:
                convertFormat = ToText(value);
                break;
            case AwkSpecial.OFMT:
                outputFormat = ToText(value);
                break;
            case AwkSpecial.IGNORECASE when Settings.IsGnu:
                separatorVersion++;
                SetIgnoreCase(IsTrue(value));
                break;
        }
    }

    /// <summary>An assignment of the command line; false if it is none.</summary>
    public bool AssignFromCommandLine(string name, string value)
    {
        AwkString text = AwkString.Own(AwkEscapes.Process(EscapedUtf8.Encode(value), WarnOnce));
        var assigned = new AwkValue(text, AwkValueKind.Input);
        if (Enum.TryParse(name, out AwkSpecial special) && special != AwkSpecial.None && char.IsAsciiLetter(name[0]))
        {
            SetSpecial(special, assigned);
        }
        else if (Program.Globals.TryGetValue(name, out int slot))
        {
            if (Globals[slot].Kind == AwkValueKind.Array)
            {
                throw Fatal($"cannot use array `{name}' as a variable");
            }

            Globals[slot] = assigned;
        }

        return true;
    }

    /// <summary>A splitter for a separator given as <c>split</c> gets it.</summary>
    public AwkSplitter SplitterFor(AwkValue separator, bool paragraphs)
    {
        AwkString text = ToText(separator);
        ReadOnlySpan<byte> bytes = text.Span;
        bool isRegex = separator.Kind == AwkValueKind.Regex;
        if (!isRegex && bytes.Length == 1 && bytes[0] == ' ')
        {
            return AwkSplitter.Blanks;
        }

        if (bytes.IsEmpty)
        {
            return new AwkSplitter { Kind = AwkSplitter.SplitKind.Characters };
        }

        if (!isRegex && bytes.Length == 1 && bytes[0] < 0x80)
        {
            return new AwkSplitter { Kind = AwkSplitter.SplitKind.Byte, Separator = bytes[0], Newlines = paragraphs };
        }

        return new AwkSplitter { Kind = AwkSplitter.SplitKind.Regex, Regex = CompileRegex(bytes) };
    }

    public PosixRegex CompileRegex(ReadOnlySpan<byte> pattern)
    {
        try
        {
            return PosixRegex.Cached(AwkEscapes.ToRegex(pattern, Settings.Traditional || Settings.Posix, WarnOnce), RegexOptionsNow);
        }
        catch (RegexSyntaxException problem)
        {
            throw Fatal($"invalid regexp: {problem.Message}: /{EscapedUtf8.Decode(pattern)}/");
        }
    }

    private RegexOptions RegexOptionsNow => new()
    {
        Syntax = Settings.Traditional ? RegexSyntax.Awk : Settings.Posix ? RegexSyntax.PosixAwk : RegexSyntax.GnuAwk,
        IgnoreCase = IgnoreCase,
        Utf8 = !Bytes,
    };

    private void ChooseSplitter()
    {
        bool paragraphs = ToText(Globals[(int)AwkSpecial.RS]).Length == 0;
        Splitter = splitterSource switch
        {
            SplitterSource.Widths => WidthSplitter(ToText(Globals[(int)AwkSpecial.FIELDWIDTHS]).ToString()),
            SplitterSource.Pattern => new AwkSplitter
            {
                Kind = AwkSplitter.SplitKind.Pattern,
                Regex = CompileRegex(ToText(Globals[(int)AwkSpecial.FPAT]).Span),
            },
            _ when (Settings.Posix || Settings.Traditional) && ToText(Globals[(int)AwkSpecial.FS]).Length == 0 =>
                new AwkSplitter { Kind = AwkSplitter.SplitKind.Widths, Widths = [(0, -1)] },
            _ => SplitterFor(Globals[(int)AwkSpecial.FS], paragraphs),
        };
    }

    private AwkSplitter WidthSplitter(string text)
    {
        var widths = new List<(int, int)>();
        foreach (string word in text.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (widths.Count > 0 && widths[^1].Item2 < 0)
            {
                throw Fatal("`*' must be the last designator in FIELDWIDTHS");
            }

            int colon = word.IndexOf(':');
            int skip = 0;
            int take = 0;
            if (word == "*")
            {
                widths.Add((0, -1));
                continue;
            }

            if ((colon >= 0 && !int.TryParse(word.AsSpan(0, colon), out skip)) || (word[(colon + 1)..] != "*" && !int.TryParse(word.AsSpan(colon + 1), out take)) || take < 0 || skip < 0)
            {
                throw Fatal($"invalid FIELDWIDTHS value, for field {widths.Count + 1}, near `{word}'");
            }

            widths.Add((skip, word.EndsWith('*') ? -1 : take));
        }

        return new AwkSplitter { Kind = AwkSplitter.SplitKind.Widths, Widths = [.. widths] };
    }

    private void SetUpVariables()
    {
        void Text(AwkSpecial special, string value) => Globals[(int)special] = new AwkValue(AwkString.Of(value));
        void Number(AwkSpecial special, double value) => Globals[(int)special] = new AwkValue(value);
        Text(AwkSpecial.FS, " ");
        Text(AwkSpecial.OFS, " ");
        Text(AwkSpecial.ORS, "\n");
        Text(AwkSpecial.RS, "\n");
        Text(AwkSpecial.SUBSEP, "\u001c");
        Text(AwkSpecial.CONVFMT, "%.6g");
        Text(AwkSpecial.OFMT, "%.6g");
        Text(AwkSpecial.FILENAME, "");
        Text(AwkSpecial.ERRNO, "");
        Text(AwkSpecial.FIELDWIDTHS, "");
        Text(AwkSpecial.FPAT, "[^[:space:]]+");
        Text(AwkSpecial.TEXTDOMAIN, "messages");
        Number(AwkSpecial.RSTART, 0);
        Number(AwkSpecial.RLENGTH, 0);
        Number(AwkSpecial.IGNORECASE, 0);
        Number(AwkSpecial.BINMODE, 0);
        Number(AwkSpecial.LINT, 0);
        Number(AwkSpecial.ARGC, 0);
        Number(AwkSpecial.ARGIND, 0);
        var environment = new AwkArray();
        foreach ((string name, string value) in Context.Environment.All)
        {
            environment.At(AwkString.Of(name)) = new AwkValue(AwkString.Of(value), AwkValueKind.Input);
        }

        if (!Settings.Posix)
        {
            foreach ((string name, string value) in (ReadOnlySpan<(string, string)>)[("AWKPATH", ".:/usr/share/awk"), ("AWKLIBPATH", "/usr/lib/x86_64-linux-gnu/gawk")])
            {
                if (Context.Environment.Get(name) is null)
                {
                    environment.At(AwkString.Of(name)) = new AwkValue(AwkString.Of(value), AwkValueKind.Input);
                }
            }
        }

        Globals[(int)AwkSpecial.ENVIRON] = new AwkValue(environment);
        Globals[(int)AwkSpecial.ARGV] = new AwkValue(new AwkArray());
        if (!Settings.IsGnu)
        {
            return;
        }

        Globals[(int)AwkSpecial.PROCINFO] = new AwkValue(MakeProcessInformation());
        Globals[(int)AwkSpecial.SYMTAB] = new AwkValue(new AwkArray());
        var functions = new AwkArray();
        foreach (string name in Program.Functions.Keys)
        {
            functions.Set(name, name);
        }

        Globals[(int)AwkSpecial.FUNCTAB] = new AwkValue(functions);
    }

    private AwkArray MakeProcessInformation()
    {
        var information = new AwkArray();
        ISystemInformation system = Context.System;
        information.Set("version", "5.2.1");
        information.Set("strftime", "%a %b %e %H:%M:%S %Z %Y");
        information.Set("platform", "posix");
        information.Set("FS", "FS");
        information.Set("errno", new AwkValue(0));
        information.Set("pid", new AwkValue(system.ProcessId));
        information.Set("ppid", new AwkValue(system.ParentProcessId));
        information.Set("pgrpid", new AwkValue(system.ProcessId));
        information.Set("uid", new AwkValue(system.UserId));
        information.Set("euid", new AwkValue(system.UserId));
        information.Set("gid", new AwkValue(system.GroupId));
        information.Set("egid", new AwkValue(system.GroupId));
        int number = 1;
        foreach (uint group in system.Groups)
        {
            information.Set("group" + number++, new AwkValue(group));
        }

        information.Set("api_major", new AwkValue(3));
        information.Set("api_minor", new AwkValue(2));
        var identifiers = new AwkArray();
        foreach (string name in Program.Functions.Keys)
        {
            identifiers.Set(name, "user");
        }

        foreach ((string name, int slot) in Program.Globals)
        {
            identifiers.Set(name, slot <= (int)AwkSpecial.None && Enum.TryParse(name, out AwkSpecial special)
                ? special is AwkSpecial.ENVIRON or AwkSpecial.ARGV or AwkSpecial.PROCINFO or AwkSpecial.SYMTAB or AwkSpecial.FUNCTAB ? "array" : "scalar"
                : Program.Arrays.Contains(slot) ? "array" : "untyped");
        }

        foreach (string name in AwkFunctions.Names)
        {
            identifiers.Set(name, "builtin");
        }

        information.At(AwkString.Of("identifiers")) = new AwkValue(identifiers);
        return information;
    }
}
