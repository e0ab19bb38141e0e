using System.Globalization;

namespace BashTool.Commands.Text;

/// <summary><c>join</c>: the lines of two sorted files that have a field in common.</summary>
public sealed class JoinCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("join")
    {
        GitBash = GitBashUse.Always,
        Summary = "For each pair of input lines with identical join fields, write a line to\nstandard output.  The default join field is the first, delimited by blanks.",
        Usage = ["[OPTION]... FILE1 FILE2"],
        Notes = """
            When FILE1 or FILE2 (not both) is -, read standard input.
            Unless -t CHAR is given, leading blanks separate fields and are ignored,
            else fields are separated by CHAR.  Any FIELD is a field number counted
            from 1.  FORMAT is one or more comma or blank separated specifications,
            each being 'FILENUM.FIELD' or '0'.  Default FORMAT outputs the join field,
            the remaining fields from FILE1, the remaining fields from FILE2, all
            separated by CHAR.  If FORMAT is the keyword 'auto', then the first
            line of each file determines the number of fields output for each line.

            Important: FILE1 and FILE2 must be sorted on the join fields.
            """,
        Historic = Rewrite,
        Examples = [new("join -t: -o 1.2,2.2 a b", "the second fields of the lines whose first fields agree")],
    };

    private static readonly Option Also = Declaration.Required("a", "", "FILENUM", "also print unpairable lines from file FILENUM, where\nFILENUM is 1 or 2, corresponding to FILE1 or FILE2");
    private static readonly Option Filler = Declaration.Required("e", "", "STRING", "replace missing (empty) input fields with STRING;\nI.e., missing fields specified with '-12jo' options");
    private static readonly Option IgnoreCase = Declaration.Flag("i", "ignore-case", "ignore differences in case when comparing fields");
    private static readonly Option BothFields = Declaration.Required("j", "", "FIELD", "equivalent to '-1 FIELD -2 FIELD'");
    private static readonly Option Format = Declaration.Required("o", "", "FORMAT", "obey FORMAT while constructing output line");
    private static readonly Option Separator = Declaration.Required("t", "", "CHAR", "use CHAR as input and output field separator");
    private static readonly Option Only = Declaration.Required("v", "", "FILENUM", "like -a FILENUM, but suppress joined output lines");
    private static readonly Option FirstField = Declaration.Required("1", "", "FIELD", "join on this FIELD of file 1");
    private static readonly Option SecondField = Declaration.Required("2", "", "FIELD", "join on this FIELD of file 2");
    private static readonly Option CheckOrder = Declaration.Flag("", "check-order", "check that the input is correctly sorted, even\nif all input lines are pairable");
    private static readonly Option NoCheckOrder = Declaration.Flag("", "nocheck-order", "do not check that the input is correctly sorted");
    private static readonly Option Header = Declaration.Flag("", "header", "treat the first line in each file as field headers,\nprint them without trying to pair them");
    private static readonly Option ZeroTerminated = Declaration.Flag("z", "zero-terminated", "line delimiter is NUL, not newline");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        var settings = new JoinSettings { Delimiter = arguments.Has(ZeroTerminated) ? (byte)0 : (byte)'\n' };
        long[] fields = [-1, -1];
        foreach (OptionUse use in arguments.Uses)
        {
            Apply(use, settings, fields);
        }

        List<string> names = arguments.Operands;
        if (names.Count < 2)
        {
            throw new UsageException(names.Count == 0 ? "missing operand" : $"missing operand after {GnuQuoting.Quote(context.Arguments[^1])}");
        }

        if (names.Count > 2)
        {
            throw new UsageException($"extra operand {GnuQuoting.Always(names[2])}");
        }

        settings.Fields[0] = (int)Math.Max(0, fields[0]);
        settings.Fields[1] = (int)Math.Max(0, fields[1]);
        settings.IgnoresCase = arguments.Has(IgnoreCase);
        settings.HasHeader = arguments.Has(Header);
        settings.ChecksOrder = arguments.LastOf(CheckOrder, NoCheckOrder) is { } last ? last == CheckOrder : null;
        if (names[0] == "-" && names[1] == "-")
        {
            // GNU's names an error left over from its start, unless a number was read since.
            bool cleared = arguments.LastOf(Also, Only, BothFields, FirstField, SecondField, Format) is not null;
            throw new CommandException($"both files cannot be standard input{(cleared ? "" : $": {FileError.ENOENT.Describe()}")}");
        }

        var files = new OpenFile?[2];
        try
        {
            for (int i = 0; i < 2; i++)
            {
                files[i] = Open(context, names[i]);
            }

            return new JoinRun(context, settings, files[0]!, files[1]!, names[0], names[1]).Run();
        }
        finally
        {
            files[0]?.Release();
            files[1]?.Release();
        }
    }

    private static OpenFile Open(CommandContext context, string name)
    {
        try
        {
            return context.OpenInput(name);
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"{GnuQuoting.Name(name)}: {problem.Description}");
        }
    }

    private static void Apply(OptionUse use, JoinSettings settings, long[] fields)
    {
        string value = use.Value ?? "";
        if (use.Option == Also || use.Option == Only)
        {
            if (!TryNumber(value, out ulong file) || file is not (1 or 2))
            {
                throw new CommandException($"invalid field number: {GnuQuoting.Quote(value)}");
            }

            settings.PrintsPairs &= use.Option != Only;
            settings.PrintsUnpaired[file - 1] = true;
        }
        else if (use.Option == Filler)
        {
            byte[] filler = EscapedUtf8.Encode(value);
            if (settings.Filler is not null && !settings.Filler.AsSpan().SequenceEqual(filler))
            {
                throw new CommandException("conflicting empty-field replacement strings");
            }

            settings.Filler = filler;
        }
        else if (use.Option == BothFields)
        {
            long field = ReadField(value);
            SetField(ref fields[0], field);
            SetField(ref fields[1], field);
        }
        else if (use.Option == FirstField || use.Option == SecondField)
        {
            SetField(ref fields[use.Option == FirstField ? 0 : 1], ReadField(value));
        }
        else if (use.Option == Format)
        {
            if (value == "auto")
            {
                settings.FormatsByFirstLine = true;
            }
            else
            {
                settings.FormatsByFirstLine = false;
                AddFields(settings, value);
            }
        }
        else if (use.Option == Separator)
        {
            SetSeparator(settings, value);
        }
    }

    private static void SetSeparator(JoinSettings settings, string value)
    {
        byte[] bytes = EscapedUtf8.Encode(value);
        int separator = bytes.Length == 0 ? '\n' : bytes.Length == 1 ? bytes[0] : value == "\\0" ? 0
            : throw new CommandException($"multi-character tab {GnuQuoting.Quote(value)}");
        if (settings.Separator >= 0 && settings.Separator != separator)
        {
            throw new CommandException("incompatible tabs");
        }

        settings.Separator = separator;
    }

    private static void AddFields(JoinSettings settings, string list)
    {
        foreach (string item in list.Split(',', ' ', '\t'))
        {
            if (item.StartsWith('0'))
            {
                if (item.Length > 1)
                {
                    throw new CommandException($"invalid field specifier: {GnuQuoting.Quote(item)}");
                }

                settings.Output.Add((0, 0));
            }
            else if (item.Length > 0 && item[0] is '1' or '2')
            {
                if (item.Length < 2 || item[1] != '.')
                {
                    throw new CommandException($"invalid field specifier: {GnuQuoting.Quote(item)}");
                }

                settings.Output.Add((item[0] - '0', (int)ReadField(item[2..])));
            }
            else
            {
                throw new CommandException($"invalid file number in field spec: {GnuQuoting.Quote(item)}");
            }
        }
    }

    private static void SetField(ref long field, long value)
    {
        if (field >= 0 && field != value)
        {
            throw new CommandException(string.Create(CultureInfo.InvariantCulture, $"incompatible join fields {field + 1}, {value + 1}"));
        }

        field = value;
    }

    private static long ReadField(string text) =>
        TryNumber(text, out ulong number) && number > 0
            ? (long)Math.Min(number, int.MaxValue) - 1
            : throw new CommandException($"invalid field number: {GnuQuoting.Quote(text)}");

    private static bool TryNumber(string text, out ulong number) =>
        SizeSuffix.TryRead(text, "", out number) != SizeReading.Invalid;

    // join -o 1.1 2.1 A B and join -j1 2 A B: the format, or the field, goes on in the next operands.
    private static IReadOnlyList<string> Rewrite(IReadOnlyList<string> arguments)
    {
        int surplus = -2;
        bool historic = false;
        bool ended = false;
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            if (ended || argument.Length < 2 || argument[0] != '-')
            {
                surplus++;
            }
            else if (argument == "--")
            {
                ended = true;
            }
            else if (argument[1] != '-')
            {
                int at = argument.AsSpan(1).IndexOfAny("aejotv12") + 1;
                historic |= argument is "-o" or "-j1" or "-j2" || (at > 0 && argument[at] == 'o');
                i += at == argument.Length - 1 && argument is not ("-j1" or "-j2") ? 1 : 0;
            }
        }

        if (surplus <= 0 || !historic)
        {
            return arguments;
        }

        var result = new List<string>();
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            if (argument is "-j1" or "-j2" && surplus > 0 && i + 1 < arguments.Count)
            {
                result.Add("-" + argument[2]);
                result.Add(arguments[++i]);
                surplus--;
                continue;
            }

            result.Add(argument);
            if (argument.StartsWith("-o", StringComparison.Ordinal) && i + 1 < arguments.Count)
            {
                if (argument == "-o")
                {
                    result.Add(arguments[++i]);
                }

                for (; surplus > 0 && i + 1 < arguments.Count && !arguments[i + 1].StartsWith('-'); surplus--)
                {
                    result[^1] += "," + arguments[++i];
                }
            }
        }

        return result;
    }
}
