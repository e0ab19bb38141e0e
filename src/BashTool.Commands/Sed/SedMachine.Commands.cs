using System.Buffers;
using BashTool.Core.Text.Regex;

namespace BashTool.Commands.Sed;

/// <content>The commands.</content>
internal sealed partial class SedMachine
{
    private Outcome RunScript()
    {
        int at = 0;
        int jumps = 0;
        while (at < instructions.Length)
        {
            SedInstruction instruction = instructions[at++];
            if (instruction.First is not null || instruction.Negated)
            {
                if (Matches(instruction) == instruction.Negated)
                {
                    if (instruction.Command == '{')
                    {
                        at = instruction.Target;
                    }

                    continue;
                }
            }

            switch (instruction.Command)
            {
                case '{':
                    break;
                case '=':
                    output.AddMissing();
                    output.Writer.Write(input.LineNumber);
                    output.Writer.WriteByte(settings.Delimiter);
                    break;
                case 'a':
                    appended.Add((instruction, null));
                    break;
                case 'b':
                    at = instruction.Target;
                    CheckLoop(ref jumps);
                    break;
                case 'c':
                    if (instruction.Range != SedRange.Active || instruction.Last is null || instruction.Negated)
                    {
                        output.WriteText(instruction.Text);
                    }

                    return Outcome.Deleted;
                case 'd':
                    return Outcome.Deleted;
                case 'D':
                    int newline = Pattern.IndexOf(settings.Delimiter);
                    if (newline < 0)
                    {
                        return Outcome.Deleted;
                    }

                    Remove(newline + 1);
                    return Outcome.Restart;
                case 'e':
                    Evaluate(instruction);
                    break;
                case 'F':
                    output.AddMissing();
                    output.Writer.Write(input.FileName);
                    output.Writer.WriteByte(settings.Delimiter);
                    break;
                case 'g':
                    Copy(hold, pattern, false);
                    patternEnded = holdEnded;
                    break;
                case 'G':
                    Copy(hold, pattern, true);
                    patternEnded = holdEnded;
                    break;
                case 'h':
                    Copy(pattern, hold, false);
                    holdEnded = patternEnded;
                    break;
                case 'H':
                    Copy(pattern, hold, true);
                    holdEnded = patternEnded;
                    break;
                case 'x':
                    (pattern, hold) = (hold, pattern);
                    (patternEnded, holdEnded) = (holdEnded, patternEnded);
                    break;
                case 'i':
                    output.WriteText(instruction.Text);
                    break;
                case 'l':
                    PrintVisibly(instruction.Number >= 0 ? instruction.Number : settings.LineLength);
                    break;
                case 'n':
                    if (input.IsLast())
                    {
                        return Outcome.EndOfScript;
                    }

                    if (!settings.Quiet)
                    {
                        output.WriteLine(Pattern, patternEnded);
                    }

                    if (!ReadLine(false))
                    {
                        return Outcome.Deleted;
                    }

                    break;
                case 'N':
                    if (input.IsLast())
                    {
                        return settings.EndsAtMissingNext ? Outcome.Deleted : Outcome.EndOfScript;
                    }

                    if (!ReadLine(true))
                    {
                        return Outcome.EndOfScript;
                    }

                    break;
                case 'p':
                    output.WriteLine(Pattern, patternEnded);
                    break;
                case 'P':
                    int end = Pattern.IndexOf(settings.Delimiter);
                    output.WriteLine(end < 0 ? Pattern : Pattern[..end], end >= 0 || patternEnded);
                    break;
                case 'q':
                    exitStatus = Math.Max(0, instruction.Number);
                    return Outcome.Quit;
                case 'Q':
                    exitStatus = Math.Max(0, instruction.Number);
                    return Outcome.QuitSilently;
                case 'r':
                    appended.Add((instruction, null));
                    break;
                case 'R':
                    if (ReadLineOf(instruction.FileName) is { } line)
                    {
                        appended.Add((instruction, line));
                    }

                    break;
                case 's':
                    Substitute(instruction.Substitution!);
                    break;
                case 't':
                    if (replaced)
                    {
                        replaced = false;
                        at = instruction.Target;
                        CheckLoop(ref jumps);
                    }

                    break;
                case 'T':
                    if (!replaced)
                    {
                        at = instruction.Target;
                        CheckLoop(ref jumps);
                    }
                    else
                    {
                        replaced = false;
                    }

                    break;
                case 'w':
                    instruction.Output!.WriteLine(Pattern, patternEnded);
                    break;
                case 'W':
                    int lineEnd = Pattern.IndexOf(settings.Delimiter);
                    instruction.Output!.WriteLine(lineEnd < 0 ? Pattern : Pattern[..lineEnd], lineEnd >= 0 || patternEnded);
                    break;
                case 'y':
                    Transliterate(instruction);
                    break;
                case 'z':
                    pattern.ResetWrittenCount();
                    break;
            }
        }

        return Outcome.EndOfScript;
    }

    // A script may loop for ever without reading or writing.
    private void CheckLoop(ref int jumps)
    {
        if ((++jumps & 0xFF) == 0)
        {
            context.Cancellation.ThrowIfCancellationRequested();
        }
    }

    private void Copy(ArrayBufferWriter<byte> from, ArrayBufferWriter<byte> to, bool append)
    {
        if (append)
        {
            to.Write([settings.Delimiter]);
        }
        else
        {
            to.ResetWrittenCount();
        }

        to.Write(from.WrittenSpan);
    }

    private void Remove(int count)
    {
        scratch.ResetWrittenCount();
        scratch.Write(Pattern[count..]);
        (pattern, scratch) = (scratch, pattern);
    }

    private void Substitute(SedSubstitution substitution)
    {
        PosixRegex regex = Regex(substitution.Regex);
        ReadOnlySpan<byte> text = Pattern;
        if (substitution.HighestGroup > regex.GroupCount && !settings.Posix)
        {
            throw new CommandException($"{program.LastSource}: invalid reference \\{substitution.HighestGroup} on s command's RHS");
        }

        Span<RegexGroup> found = groups.AsSpan(0, Math.Max(0, substitution.HighestGroup) + 1);
        bool withGroups = substitution.HighestGroup > 0;
        int start = 0;
        int copied = 0;
        int count = 0;
        int lastEnd = -1;
        bool any = false;
        while (start <= text.Length && (withGroups ? regex.TryFind(text, start, found) : regex.TryFind(text, start, out found[0])))
        {
            RegexGroup match = found[0];
            bool repeatsLast = match.Length == 0 && match.Start == lastEnd;
            if (!repeatsLast && ++count >= substitution.Number)
            {
                if (!any)
                {
                    scratch.ResetWrittenCount();
                    any = true;
                }

                scratch.Write(text[copied..match.Start]);
                substitution.Expand(text, found, scratch);
                copied = match.End;
                if (!substitution.Global)
                {
                    break;
                }
            }

            lastEnd = match.End;
            start = match.End;
            if (match.Length == 0)
            {
                if (start >= text.Length)
                {
                    break;
                }

                int length = 1;
                if (settings.Utf8)
                {
                    EscapedUtf8.DecodeRune(text[start..], out length);
                }

                start += length;
            }
        }

        if (!any)
        {
            return;
        }

        scratch.Write(text[copied..]);
        (pattern, scratch) = (scratch, pattern);
        spareEnded = patternEnded;
        replaced = true;
        if (substitution.Evaluates)
        {
            if (substitution.Prints == 1)
            {
                output.WriteLine(Pattern, patternEnded);
            }

            EvaluatePattern();
        }

        if (substitution.Prints > (substitution.Evaluates ? 1 : 0))
        {
            output.WriteLine(Pattern, patternEnded);
        }

        substitution.Output?.WriteLine(Pattern, patternEnded);
    }

    private void Transliterate(SedInstruction instruction)
    {
        scratch.ResetWrittenCount();
        ReadOnlySpan<byte> text = Pattern;
        if (instruction.ByteTransliteration is { } table)
        {
            Span<byte> room = scratch.GetSpan(text.Length + 1);
            for (int i = 0; i < text.Length; i++)
            {
                room[i] = table[text[i]];
            }

            scratch.Advance(text.Length);
        }
        else
        {
            while (!text.IsEmpty)
            {
                int rune = EscapedUtf8.DecodeRune(settings.Utf8 ? text : text[..1], out int length);
                scratch.Write(instruction.Transliteration!.TryGetValue(rune, out byte[]? to) ? to : text[..length]);
                text = text[length..];
            }
        }

        (pattern, scratch) = (scratch, pattern);
    }

    // The l command: everything visible, long lines folded.
    private void PrintVisibly(int width)
    {
        output.AddMissing();
        ByteWriter writer = output.Writer;
        Span<byte> shown = stackalloc byte[4];
        int column = 0;
        foreach (byte c in Pattern)
        {
            int length = 1;
            if (c == '\\' || "\a\b\f\n\r\t\v".Contains((char)c))
            {
                shown[0] = (byte)'\\';
                shown[1] = c == '\\' ? c : (byte)"abfnrtv"["\a\b\f\n\r\t\v".IndexOf((char)c)];
                length = 2;
            }
            else if (c is >= 32 and < 127)
            {
                shown[0] = c;
            }
            else
            {
                shown[0] = (byte)'\\';
                shown[1] = (byte)('0' + (c >> 6));
                shown[2] = (byte)('0' + ((c >> 3) & 7));
                shown[3] = (byte)('0' + (c & 7));
                length = 4;
            }

            if (width > 0 && column + length > width - 1)
            {
                writer.WriteByte((byte)'\\');
                writer.WriteByte(settings.Delimiter);
                column = 0;
            }

            writer.Write(shown[..length]);
            column += length;
        }

        writer.WriteByte((byte)'$');
        writer.WriteByte(settings.Delimiter);
    }

    private byte[]? ReadLineOf(string name)
    {
        if (!lineFiles.TryGetValue(name, out LineReader? reader))
        {
            try
            {
                reader = new LineReader(context.OpenInput(name), context.Cancellation, settings.Delimiter);
            }
            catch (FileSystemException problem)
            {
                // A file that is not there has no lines.
                if (problem.Error == FileError.EISDIR)
                {
                    throw ReadError(name, problem);
                }
            }

            lineFiles.Add(name, reader);
        }

        try
        {
            return reader is not null && reader.TryRead(out ReadOnlySpan<byte> line)
                ? [.. line, .. reader.HadDelimiter ? [settings.Delimiter] : Array.Empty<byte>()]
                : null;
        }
        catch (FileSystemException problem)
        {
            throw ReadError(name, problem);
        }
    }

    private void Evaluate(SedInstruction instruction)
    {
        if (instruction.Text.Length > 0)
        {
            output.AddMissing();
            output.WriteText(RunShell(EscapedUtf8.Decode(instruction.Text)));
            return;
        }

        EvaluatePattern();
    }

    // The output takes the pattern space's place; whether it ends a line is what the buffer knew that it was collected in.
    private void EvaluatePattern()
    {
        byte[] result = RunShell(EscapedUtf8.Decode(Pattern));
        pattern.ResetWrittenCount();
        pattern.Write(result.Length > 0 && result[^1] == settings.Delimiter ? result.AsSpan(0, result.Length - 1) : result);
        (patternEnded, spareEnded) = (spareEnded, patternEnded);
    }

    private byte[] RunShell(string command)
    {
        outputs.Flush();
        var captured = new MemoryOutput();
        context.Run(new CommandInvocation { Words = [command, "sh"], IsScript = true, Output = captured, Caller = context.Name });
        return captured.Written.ToArray();
    }
}
