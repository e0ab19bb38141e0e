using System.Globalization;
using System.Text;

namespace BashTool.Commands.Text;

/// <summary>One run of csplit over the lines of a text.</summary>
internal sealed class CsplitRun(CommandContext context, ReadOnlyMemory<byte> text)
{
    private readonly List<string> made = [];
    private int position;
    private long firstLine = 1;
    private long currentLine;
    private int searchPosition;
    private long searchLine = 1;
    private OpenFile? file;
    private ByteWriter? writer;
    private long written;
    private bool disappeared;

    /// <summary>Why the text could not be read; the first piece is begun nevertheless.</summary>
    public string? ReadProblem { get; init; }

    public required string Prefix { get; init; }

    public required string Format { get; init; }

    public bool KeepsFiles { get; init; }

    public bool SuppressesMatched { get; init; }

    public bool Quiet { get; init; }

    public bool ElidesEmpty { get; init; }

    private bool IsAtEnd => position >= text.Length;

    private bool NoMoreLines => !TryFind(currentLine + 1, out _);

    public int Run(List<CsplitPattern> patterns)
    {
        try
        {
            if (ReadProblem is not null)
            {
                if (!patterns[0].Ignores)
                {
                    Create();
                }

                throw new CommandException(ReadProblem);
            }

            foreach (CsplitPattern pattern in patterns)
            {
                for (long i = 0; pattern.Repeats < 0 || i <= pattern.Repeats; i++)
                {
                    context.Cancellation.ThrowIfCancellationRequested();
                    if (pattern.Regex is null)
                    {
                        CutAtLine(pattern, i);
                    }
                    else if (!CutAtMatch(pattern, i))
                    {
                        return 0;
                    }
                }
            }

            Create();
            DumpRest();
            Close();
            return 0;
        }
        catch
        {
            Close();
            if (!KeepsFiles && !disappeared)
            {
                foreach (string name in made)
                {
                    try
                    {
                        context.Files.RemoveFile(context.Resolve(name));
                    }
                    catch (FileSystemException problem)
                    {
                        context.Complain(name, problem);
                    }
                }
            }

            throw;
        }
    }

    private void CutAtLine(CsplitPattern pattern, long repetition)
    {
        long last = pattern.Line * (repetition + 1);
        Create();
        if (NoMoreLines && SuppressesMatched)
        {
            throw OutOfRange(pattern, repetition);
        }

        if (IsAtEnd)
        {
            // The pieces stay then.
            disappeared = true;
            throw new CommandException("input disappeared");
        }

        for (long line = firstLine; line < last; line++)
        {
            if (IsAtEnd)
            {
                throw OutOfRange(pattern, repetition);
            }

            Save(Remove());
        }

        Close();
        if (SuppressesMatched)
        {
            Remove();
        }
        else if (NoMoreLines)
        {
            throw OutOfRange(pattern, repetition);
        }
    }

    // False if the text came to its end and that is all right.
    private bool CutAtMatch(CsplitPattern pattern, long repetition)
    {
        if (!pattern.Ignores)
        {
            Create();
        }

        while (true)
        {
            currentLine++;
            if (!TryFind(currentLine, out ReadOnlySpan<byte> line))
            {
                if (pattern.Repeats < 0)
                {
                    if (!pattern.Ignores)
                    {
                        DumpRest();
                        Close();
                    }

                    return false;
                }

                if (!pattern.Ignores)
                {
                    DumpRest();
                    Close();
                }

                throw new CommandException($"{GnuQuoting.Quote(pattern.Text)}: match not found{Repetition(repetition)}");
            }

            if (pattern.Regex!.IsMatch(line))
            {
                break;
            }

            if (pattern.Offset >= 0)
            {
                ReadOnlySpan<byte> passed = Remove();
                if (!pattern.Ignores)
                {
                    Save(passed);
                }
            }
        }

        long breakLine = currentLine + pattern.Offset;
        WriteUpTo(pattern, breakLine);
        if (!pattern.Ignores)
        {
            Close();
        }

        if (pattern.Offset > 0)
        {
            currentLine = breakLine;
        }

        if (SuppressesMatched)
        {
            Remove();
        }

        return true;
    }

    private void WriteUpTo(CsplitPattern pattern, long line)
    {
        if (firstLine > line)
        {
            throw new CommandException($"{GnuQuoting.Quote(pattern.Text)}: line number out of range");
        }

        for (long count = line - firstLine; count > 0; count--)
        {
            if (IsAtEnd)
            {
                throw new CommandException($"{GnuQuoting.Quote(pattern.Text)}: line number out of range");
            }

            ReadOnlySpan<byte> passed = Remove();
            if (!pattern.Ignores)
            {
                Save(passed);
            }
        }
    }

    private static string Repetition(long repetition) =>
        repetition > 0 ? string.Create(CultureInfo.InvariantCulture, $" on repetition {repetition}") : "";

    private static CommandException OutOfRange(CsplitPattern pattern, long repetition) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{GnuQuoting.Quote(pattern.Line.ToString(CultureInfo.InvariantCulture))}: line number out of range{Repetition(repetition)}"));

    // The line of that number without its newline; looked for from where the last one was found.
    private bool TryFind(long number, out ReadOnlySpan<byte> line)
    {
        line = default;
        if (number < firstLine)
        {
            return false;
        }

        if (searchLine < firstLine || searchLine > number)
        {
            searchLine = firstLine;
            searchPosition = position;
        }

        while (true)
        {
            if (searchPosition >= text.Length)
            {
                return false;
            }

            ReadOnlySpan<byte> rest = text.Span[searchPosition..];
            int length = rest.IndexOf((byte)'\n');
            if (searchLine == number)
            {
                line = length < 0 ? rest : rest[..length];
                return true;
            }

            searchPosition = length < 0 ? text.Length : searchPosition + length + 1;
            searchLine++;
        }
    }

    private ReadOnlySpan<byte> Remove()
    {
        if (IsAtEnd)
        {
            return default;
        }

        ReadOnlySpan<byte> rest = text.Span[position..];
        int length = rest.IndexOf((byte)'\n');
        length = length < 0 ? rest.Length : length + 1;
        position += length;
        currentLine = Math.Max(currentLine, firstLine);
        firstLine++;
        return rest[..length];
    }

    private void Create()
    {
        string name = Prefix + NumberText(made.Count);
        try
        {
            file = context.OpenOutput(name);
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"{GnuQuoting.Name(name)}: {problem.Description}");
        }

        made.Add(name);
        writer = new ByteWriter(file, context.Cancellation);
        written = 0;
    }

    private void Save(ReadOnlySpan<byte> line)
    {
        writer!.Write(line);
        written += line.Length;
    }

    private void DumpRest()
    {
        Save(text.Span[position..]);
        position = text.Length;
    }

    private void Close()
    {
        if (file is null)
        {
            return;
        }

        OpenFile closing = file;
        file = null;
        string name = made[^1];
        try
        {
            writer!.FlushThrough();
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"write error for {GnuQuoting.Quote(name)}: {problem.Description}");
        }
        finally
        {
            writer!.Discard();
            closing.Release();
        }

        if (disappeared)
        {
            return;
        }

        if (written == 0 && ElidesEmpty)
        {
            context.Files.RemoveFile(context.Resolve(name));
            made.RemoveAt(made.Count - 1);
        }
        else if (!Quiet)
        {
            context.Output.Write(written);
            context.Output.WriteByte((byte)'\n');
        }
    }

    private string NumberText(int number)
    {
        var result = new StringBuilder();
        for (int i = 0; i < Format.Length; i++)
        {
            if (Format[i] != '%')
            {
                result.Append(Format[i]);
                continue;
            }

            if (Format[i + 1] == '%')
            {
                result.Append('%');
                i++;
                continue;
            }

            int start = ++i;
            while ("'-0#".Contains(Format[i], StringComparison.Ordinal))
            {
                i++;
            }

            ReadOnlySpan<char> flags = Format.AsSpan(start, i - start);
            int width = ReadNumber(ref i);
            int precision = -1;
            if (Format[i] == '.')
            {
                i++;
                precision = ReadNumber(ref i);
            }

            string digits = Format[i] switch
            {
                'o' => Convert.ToString(number, 8),
                'x' => number.ToString("x", CultureInfo.InvariantCulture),
                'X' => number.ToString("X", CultureInfo.InvariantCulture),
                _ => number.ToString(CultureInfo.InvariantCulture),
            };
            digits = precision == 0 && number == 0 ? "" : digits.PadLeft(Math.Max(0, precision), '0');
            string sign = "";
            if (flags.Contains('#'))
            {
                digits = Format[i] == 'o' && !digits.StartsWith('0') ? "0" + digits : digits;
                sign = number != 0 && Format[i] is 'x' or 'X' ? "0" + Format[i] : "";
            }

            if (flags.Contains('0') && !flags.Contains('-') && precision < 0)
            {
                digits = digits.PadLeft(Math.Max(0, width - sign.Length), '0');
            }

            digits = sign + digits;
            result.Append(flags.Contains('-') ? digits.PadRight(width) : digits.PadLeft(width));
        }

        return result.ToString();
    }

    private int ReadNumber(ref int at)
    {
        int number = 0;
        for (; char.IsAsciiDigit(Format[at]); at++)
        {
            number = Math.Min((number * 10) + Format[at] - '0', 4096);
        }

        return number;
    }
}
