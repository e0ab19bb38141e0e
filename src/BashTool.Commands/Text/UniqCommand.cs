using BashTool.Commands.Files;

namespace BashTool.Commands.Text;

/// <summary><c>uniq</c>: of lines that follow each other and are equal, one; or only those that have or lack repeats.</summary>
public sealed class UniqCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("uniq")
    {
        GitBash = GitBashUse.Always,
        Summary = "Filter adjacent matching lines from INPUT (or standard input),\nwriting to OUTPUT (or standard output).\n\nWith no options, matching lines are merged to the first occurrence",
        Usage = ["[OPTION]... [INPUT [OUTPUT]]"],
        Notes = "A field is a run of blanks (usually spaces and/or TABs), then non-blank characters. Fields are\nskipped before chars. 'uniq' does not detect repeated lines unless they are adjacent.",
        KeepsLines = true,
        Examples = [new("printf 'a\\na\\nb\\n' | uniq -c", "count the repeats")],
    };

    private static readonly Option Count = Declaration.Flag("c", "count", "prefix lines by the number of occurrences");
    private static readonly Option Repeated = Declaration.Flag("d", "repeated", "only print duplicate lines, one for each group");
    private static readonly Option AllRepeatedLetter = Declaration.Flag("D", "", "print all duplicate lines");
    private static readonly Option AllRepeated = Declaration.Optional("", "all-repeated", "METHOD", "like -D, but allow separating groups\nwith an empty line;\nMETHOD={none(default),prepend,separate}");
    private static readonly Option SkipFields = Declaration.Required("f", "skip-fields", "N", "avoid comparing the first N fields");
    private static readonly Option Group = Declaration.Optional("", "group", "METHOD", "show all items, separating groups with an empty line;\nMETHOD={separate(default),prepend,append,both}");
    private static readonly Option IgnoreCase = Declaration.Flag("i", "ignore-case", "ignore differences in case when comparing");
    private static readonly Option SkipCharacters = Declaration.Required("s", "skip-chars", "N", "avoid comparing the first N characters");
    private static readonly Option Unique = Declaration.Flag("u", "unique", "only print unique lines");
    private static readonly Option ZeroTerminated = Declaration.Flag("z", "zero-terminated", "line delimiter is NUL, not newline");
    private static readonly Option CheckCharacters = Declaration.Required("w", "check-chars", "N", "compare no more than N characters in lines");

    private static readonly Option Digits = Declaration.Digits();

    private static readonly ArgumentChoice<Separation> Groupings = new(
        "--group", ("prepend", Separation.Prepend), ("append", Separation.Append), ("separate", Separation.Separate), ("both", Separation.Both));

    private static readonly ArgumentChoice<Separation> Repetitions = new(
        "--all-repeated", ("none", Separation.None), ("prepend", Separation.Prepend), ("separate", Separation.Separate));

    private enum Separation
    {
        None,
        Prepend,
        Append,
        Separate,
        Both,
    }

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        Settings settings = ReadSettings(arguments);
        var operands = new List<string>(2);
        for (int i = 0; i < arguments.Operands.Count; i++)
        {
            // uniq +3: so many characters are skipped.
            string operand = arguments.Operands[i];
            if (i < arguments.OperandsBeforeDashes && operand.StartsWith('+') && SizeSuffix.TryRead(operand, "", out ulong skipped) == SizeReading.Ok)
            {
                settings = settings with { Skipped = (int)Math.Min(skipped, int.MaxValue) };
                continue;
            }

            operands.Add(operands.Count < 2 ? operand : throw new UsageException($"extra operand {GnuQuoting.Quote(operand)}"));
        }

        string input = operands.Count > 0 ? operands[0] : "-";
        OpenFile file;
        try
        {
            file = context.OpenInput(input);
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"{GnuQuoting.Name(input)}: {problem.Description}");
        }

        try
        {
            if (operands.Count < 2 || operands[1] == "-")
            {
                Filter(context, file, input, context.Output, settings);
                return 0;
            }

            OpenFile output;
            try
            {
                output = context.OpenOutput(operands[1]);
            }
            catch (FileSystemException problem)
            {
                throw new CommandException($"{GnuQuoting.Name(operands[1])}: {problem.Description}");
            }

            var writer = new ByteWriter(output, context.Cancellation);
            try
            {
                Filter(context, file, input, writer, settings);
                writer.FlushThrough();
            }
            finally
            {
                writer.Discard();
                output.Release();
            }

            return 0;
        }
        finally
        {
            file.Release();
        }
    }

    private static Settings ReadSettings(ParsedArguments arguments)
    {
        Separation? group = arguments.Has(Group)
            ? arguments.Value(Group) is { } grouping ? Groupings.Read(grouping) : Separation.Separate
            : null;
        bool all = arguments.Has(AllRepeatedLetter) || arguments.Has(AllRepeated);
        Separation separation = arguments.LastOf(AllRepeated, AllRepeatedLetter) == AllRepeated && arguments.Value(AllRepeated) is { } method
            ? Repetitions.Read(method)
            : Separation.None;
        bool counts = arguments.Has(Count);
        var settings = new Settings(
            ReadFields(arguments),
            ReadNumber(arguments, SkipCharacters, "invalid number of bytes to skip", 0),
            ReadNumber(arguments, CheckCharacters, "invalid number of bytes to compare", int.MaxValue),
            arguments.Has(IgnoreCase),
            counts,
            !arguments.Has(Repeated) && !all,
            !arguments.Has(Unique),
            all,
            group ?? separation,
            group is not null,
            arguments.Has(ZeroTerminated) ? (byte)0 : (byte)'\n');
        if (group is not null && (counts || arguments.Has(Repeated) || all || arguments.Has(Unique)))
        {
            throw new UsageException("--group is mutually exclusive with -c/-d/-D/-u");
        }

        if (counts && all)
        {
            throw new UsageException("printing all duplicated lines and repeat counts is meaningless");
        }

        return settings;
    }

    private static int ReadNumber(ParsedArguments arguments, Option option, string complaint, int standard)
    {
        foreach (string text in arguments.Values(option))
        {
            standard = ReadNumber(text, complaint);
        }

        return standard;
    }

    private static int ReadNumber(string text, string complaint) => SizeSuffix.TryRead(text, "", out ulong value) == SizeReading.Invalid
        ? throw new CommandException($"{text}: {complaint}")
        : (int)Math.Min(value, int.MaxValue);

    // The digits of all arguments, up to the next -f, are one number: -1 -2 skips twelve fields.
    private static int ReadFields(ParsedArguments arguments)
    {
        long fields = 0;
        bool modern = false;
        foreach (OptionUse use in arguments.Uses)
        {
            if (use.Option == SkipFields)
            {
                fields = ReadNumber(use.Value!, "invalid number of fields to skip");
                modern = true;
            }
            else if (use.Option == Digits)
            {
                fields = Math.Min(((modern ? 0 : fields) * 10) + use.Letter - '0', int.MaxValue);
                modern = false;
            }
        }

        return (int)fields;
    }

    private static void Filter(CommandContext context, OpenFile file, string name, ByteWriter output, Settings settings)
    {
        var reader = new LineReader(file, context.Cancellation, settings.Delimiter);
        byte[] previous = new byte[256];
        int length = -1;
        object? shown = null;
        long repeats = 0;
        bool anyGroup = false;
        while (TryRead(reader, name, out ReadOnlySpan<byte> line))
        {
            if (length >= 0 && AreEqual(previous.AsSpan(0, length), line, settings))
            {
                repeats++;
                if (settings.AllRepeated)
                {
                    // The first of a group is known to be one only now.
                    if (repeats == 1)
                    {
                        BeginGroup(output, settings, ref anyGroup);
                    }

                    Print(output, previous.AsSpan(0, length), shown, settings, 0);
                    Keep(ref previous, ref length, line);
                    shown = reader.CurrentObject;
                }
                else if (settings.Grouping)
                {
                    Print(output, line, reader.CurrentObject, settings, 0);
                }

                continue;
            }

            if (length >= 0)
            {
                EndGroup(output, previous.AsSpan(0, length), shown, repeats, settings);
            }

            if (settings.Grouping)
            {
                BeginGroup(output, settings, ref anyGroup);
                Print(output, line, reader.CurrentObject, settings, 0);
            }

            Keep(ref previous, ref length, line);
            shown = reader.CurrentObject;
            repeats = 0;
        }

        if (length >= 0)
        {
            EndGroup(output, previous.AsSpan(0, length), shown, repeats, settings);
            if (settings.Grouping && settings.Separation is Separation.Append or Separation.Both)
            {
                output.WriteByte(settings.Delimiter);
            }
        }
    }

    private static bool TryRead(LineReader reader, string name, out ReadOnlySpan<byte> line)
    {
        try
        {
            return reader.TryRead(out line);
        }
        catch (FileSystemException)
        {
            throw new CommandException($"error reading {GnuQuoting.Always(name)}");
        }
    }

    private static void BeginGroup(ByteWriter output, Settings settings, ref bool any)
    {
        if (settings.Separation is Separation.Prepend or Separation.Both || (any && settings.Separation is Separation.Separate or Separation.Append))
        {
            output.WriteByte(settings.Delimiter);
        }

        any = true;
    }

    private static void EndGroup(ByteWriter output, ReadOnlySpan<byte> line, object? shown, long repeats, Settings settings)
    {
        if (settings.Grouping)
        {
            return;
        }

        if (settings.AllRepeated ? repeats > 0 && settings.Repeated : repeats > 0 ? settings.Repeated : settings.Single)
        {
            Print(output, line, shown, settings, repeats + 1);
        }
    }

    private static void Print(ByteWriter output, ReadOnlySpan<byte> line, object? shown, Settings settings, long count)
    {
        if (settings.Counts)
        {
            for (long power = 1_000_000; power > count && power > 1; power /= 10)
            {
                output.WriteByte((byte)' ');
            }

            output.Write(count);
            output.WriteByte((byte)' ');
        }
        else
        {
            output.NextLineShows(shown);
        }

        output.Write(line);
        output.WriteByte(settings.Delimiter);
    }

    private static void Keep(ref byte[] previous, ref int length, ReadOnlySpan<byte> line)
    {
        if (line.Length > previous.Length)
        {
            previous = new byte[line.Length * 2];
        }

        line.CopyTo(previous);
        length = line.Length;
    }

    private static bool AreEqual(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, Settings settings)
    {
        if (!settings.Plain)
        {
            a = Compared(a, settings);
            b = Compared(b, settings);
            if (settings.IgnoresCase)
            {
                return a.Length == b.Length && EqualIgnoringCase(a, b);
            }
        }

        return a.SequenceEqual(b);
    }

    private static bool EqualIgnoringCase(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        for (int i = 0; i < a.Length; i++)
        {
            if (a[i] != b[i] && ((a[i] ^ b[i]) != 0x20 || !char.IsAsciiLetter((char)a[i])))
            {
                return false;
            }
        }

        return true;
    }

    private static ReadOnlySpan<byte> Compared(ReadOnlySpan<byte> line, Settings settings)
    {
        int at = 0;
        for (int i = 0; i < settings.Fields && at < line.Length; i++)
        {
            while (at < line.Length && IsBlank(line[at]))
            {
                at++;
            }

            while (at < line.Length && !IsBlank(line[at]))
            {
                at++;
            }
        }

        at += Math.Min(settings.Skipped, line.Length - at);
        return line.Slice(at, Math.Min(settings.Most, line.Length - at));
    }

    private static bool IsBlank(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\n';

    private sealed record Settings(
        int Fields,
        int Skipped,
        int Most,
        bool IgnoresCase,
        bool Counts,
        bool Single,
        bool Repeated,
        bool AllRepeated,
        Separation Separation,
        bool Grouping,
        byte Delimiter)
    {
        public bool Plain => Fields == 0 && Skipped == 0 && Most == int.MaxValue && !IgnoresCase;
    }
}
