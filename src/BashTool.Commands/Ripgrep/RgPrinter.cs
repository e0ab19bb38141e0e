using System.Buffers;
using System.Globalization;

namespace BashTool.Commands.Ripgrep;

/// <summary>Prints what was found in one file.</summary>
internal sealed class RgPrinter(RgSettings settings, RgMatcher matcher, ByteWriter output, byte[] name, RgStats stats)
{
    private readonly List<(int Start, int Length)> matches = [];
    private readonly ArrayBufferWriter<byte> replaced = new();
    private bool began;
    private long lastMatchEnd;
    private long written;

    public bool Began => began;

    public long Written => written;

    /// <summary>A block of selected lines; usually one.</summary>
    public void PrintSelected(ReadOnlySpan<byte> block, long offset, long number)
    {
        stats.MatchedLines += Lines(block);
        matches.Clear();
        ReadOnlySpan<byte> body = block;
        if (!settings.Multiline)
        {
            body = WithoutTerminator(block);
        }

        if (settings.NeedsMatches && !settings.Inverts)
        {
            matcher.FindAll(body, matches);
            if (settings.Multiline && matches.Count > 0 && matches[^1].Start >= block.Length)
            {
                matches.RemoveAt(matches.Count - 1);
            }
        }

        stats.Matches += settings.Inverts ? 0 : Math.Max(matches.Count, 1);
        switch (settings.Output)
        {
            case RgOutput.Json:
                PrintJson("match", block, offset, number);
                return;
            case RgOutput.Lines:
                break;
            default:
                return;
        }

        Begin();
        if (settings.Replacement is not null && matches.Count > 0)
        {
            replaced.ResetWrittenCount();
            matcher.Replace(body, settings.Replacement, replaced, matches);
            replaced.Write(block[body.Length..]);
            PrintBlock(replaced.WrittenSpan, offset, number);
        }
        else
        {
            PrintBlock(block, offset, number);
        }

        if (settings.FlushesLines)
        {
            output.FlushThrough();
        }
    }

    public void PrintContext(ReadOnlySpan<byte> line, long offset, long number)
    {
        if (settings.Output == RgOutput.Json)
        {
            matches.Clear();
            if (settings.Inverts)
            {
                matcher.FindAll(WithoutTerminator(line), matches);
            }

            PrintJson("context", line, offset, number);
            return;
        }

        if (settings.Output != RgOutput.Lines)
        {
            return;
        }

        Begin();
        matches.Clear();
        Prefix(number, -1, offset, false);
        WriteLine(line, true, 0);
    }

    public void PrintSeparator()
    {
        if (settings.ContextSeparator is not null && settings.Output == RgOutput.Lines)
        {
            output.Write(settings.ContextSeparator);
            output.WriteByte((byte)'\n');
        }
    }

    public void PrintName()
    {
        Name();
        output.WriteByte(settings.NullAfterName ? (byte)0 : (byte)'\n');
    }

    public void PrintCount(long count)
    {
        if (settings.ShowsNames)
        {
            Name();
            if (settings.NullAfterName)
            {
                output.WriteByte(0);
            }
            else
            {
                output.Write(settings.MatchSeparator);
            }
        }

        output.Write(count);
        output.WriteByte((byte)'\n');
    }

    public void PrintMessage(string message)
    {
        if (settings.ShowsNames)
        {
            Name();
            output.Write(": "u8);
        }

        output.Write(message);
        output.WriteByte((byte)'\n');
    }

    public void PrintJsonEnd(long? binaryOffset, RgStats file)
    {
        if (!began)
        {
            return;
        }

        Json("{\"type\":\"end\",\"data\":{\"path\":");
        JsonText(name);
        Json(",\"binary_offset\":");
        Json(binaryOffset?.ToString(CultureInfo.InvariantCulture) ?? "null");
        string elapsed = $"{{\"secs\":{file.Elapsed.Seconds},\"nanos\":{file.Elapsed.Ticks % TimeSpan.TicksPerSecond * 100},\"human\":\"{file.Elapsed.TotalSeconds.ToString("0.000000", CultureInfo.InvariantCulture)}s\"}}";
        Json(string.Create(CultureInfo.InvariantCulture,
            $",\"stats\":{{\"elapsed\":{elapsed},\"searches\":1,\"searches_with_match\":{file.FilesWithMatches},\"bytes_searched\":{file.BytesSearched},\"bytes_printed\":{lastMatchEnd},\"matched_lines\":{file.MatchedLines},\"matches\":{file.Matches}}}}}}}\n"));
        file.BytesPrinted = lastMatchEnd;
    }

    private static long Lines(ReadOnlySpan<byte> block) => block.Count((byte)'\n') + (block.Length > 0 && block[^1] != '\n' ? 1 : 0);

    private ReadOnlySpan<byte> WithoutTerminator(ReadOnlySpan<byte> line)
    {
        if (line.Length > 0 && line[^1] == settings.Terminator)
        {
            line = line[..^1];
        }

        return line;
    }

    private void Begin()
    {
        if (began)
        {
            return;
        }

        began = true;
        if (settings.Heading && settings.ShowsNames)
        {
            PrintName();
        }
    }

    private void PrintBlock(ReadOnlySpan<byte> block, long offset, long number)
    {
        int lineStart = 0;
        int next = 0;
        while (lineStart < block.Length)
        {
            int length = block[lineStart..].IndexOf(settings.Terminator);
            int lineEnd = length < 0 ? block.Length : lineStart + length + 1;
            if (settings.OnlyMatching && !settings.Inverts)
            {
                foreach ((int start, int count) in matches)
                {
                    int from = Math.Max(start, lineStart);
                    int to = Math.Min(start + count, length < 0 ? lineEnd : lineEnd - 1);
                    if (from <= to && start < lineEnd && (start + count > lineStart || count == 0) && (from < to || start >= lineStart))
                    {
                        Prefix(number, start - LineStart(block, start) + 1, offset + start, true);
                        WritePart(block[from..to]);
                    }
                }
            }
            else if (settings.Vimgrep && !settings.Inverts)
            {
                foreach ((int start, _) in matches)
                {
                    if (start >= lineStart && start < lineEnd)
                    {
                        Prefix(number, start - lineStart + 1, offset + lineStart, true);
                        WriteLine(block[lineStart..lineEnd], false, lineStart);
                    }
                }
            }
            else
            {
                while (next < matches.Count && matches[next].Start + matches[next].Length <= lineStart && matches[next].Length > 0)
                {
                    next++;
                }

                int column = next < matches.Count ? Math.Max(1, matches[next].Start - lineStart + 1) : -1;
                Prefix(number, column, offset + lineStart, true);
                WriteLine(block[lineStart..lineEnd], false, lineStart);
            }

            number++;
            lineStart = lineEnd;
        }
    }

    private int LineStart(ReadOnlySpan<byte> block, int at) => block[..at].LastIndexOf(settings.Terminator) + 1;

    private void WritePart(ReadOnlySpan<byte> part)
    {
        if (settings.Trims)
        {
            part = part.TrimStart(" \t\v\f\r"u8);
        }

        if (part.Length > settings.MaxColumns && !settings.Previews)
        {
            output.Write("[Omitted long matching line]"u8);
        }
        else if (part.Length > settings.MaxColumns)
        {
            output.Write(part[..Preview(part)]);
            output.Write(" [... 0 more matches]"u8);
        }
        else if (settings.Colors is { } colors)
        {
            Colored(colors.Match, part);
        }
        else
        {
            output.Write(part);
        }

        output.Write(settings.Crlf ? "\r"u8 : ""u8);
        output.WriteByte(settings.Terminator);
    }

    private void WriteLine(ReadOnlySpan<byte> line, bool isContext, int at)
    {
        if (settings.Trims)
        {
            ReadOnlySpan<byte> rest = line.TrimStart(" \t\v\f\r"u8);
            at += line.Length - rest.Length;
            line = rest;
        }

        if (line.Length > settings.MaxColumns)
        {
            WriteExceeding(line, isContext, at);
            return;
        }

        bool ended = line.Length > 0 && line[^1] == settings.Terminator;
        ReadOnlySpan<byte> body = ended ? line[..^1] : line;
        WriteMatches(body, isContext, at);
        output.WriteByte(settings.Terminator);
    }

    private void WriteMatches(ReadOnlySpan<byte> body, bool isContext, int at)
    {
        if (settings.Colors is not { } colors || isContext || settings.Inverts)
        {
            output.Write(body);
            return;
        }

        int done = 0;
        foreach ((int start, int count) in matches)
        {
            int from = Math.Clamp(start - at, done, body.Length);
            int to = Math.Clamp(start + count - at, from, body.Length);
            if (to > from)
            {
                output.Write(body[done..from]);
                Colored(colors.Match, body[from..to]);
                done = to;
            }
        }

        output.Write(body[done..]);
    }

    private void WriteExceeding(ReadOnlySpan<byte> line, bool isContext, int at)
    {
        if (settings.Previews)
        {
            int end = Preview(line);
            WriteMatches(line[..end], isContext, at);
            if (matches.Count == 0)
            {
                output.Write(" [... omitted end of long line]"u8);
            }
            else
            {
                int length = line.Length;
                int more = matches.Count(m => m.Start - at >= end && m.Start - at < length);
                output.Write(string.Create(CultureInfo.InvariantCulture, $" [... {more} more {(more == 1 ? "match" : "matches")}]"));
            }
        }
        else if (matches.Count == 0)
        {
            output.Write(isContext ? "[Omitted long context line]"u8 : "[Omitted long matching line]"u8);
        }
        else
        {
            output.Write(string.Create(CultureInfo.InvariantCulture, $"[Omitted long line with {matches.Count} matches]"));
        }

        output.WriteByte((byte)'\n');
    }

    private int Preview(ReadOnlySpan<byte> line)
    {
        int at = 0;
        for (long count = 0; count < settings.MaxColumns && at < line.Length; count++)
        {
            EscapedUtf8.DecodeRune(line[at..], out int length);
            at += length;
        }

        return at;
    }

    private void Prefix(long number, int column, long offset, bool isSelected)
    {
        byte[] separator = isSelected ? settings.MatchSeparator : settings.ContextFieldSeparator;
        if (settings.ShowsNames && !settings.Heading)
        {
            Name();
            if (settings.NullAfterName)
            {
                output.WriteByte(0);
            }
            else
            {
                output.Write(separator);
            }
        }

        if (settings.ShowsNumbers)
        {
            Number(number, settings.Colors?.Line, separator);
        }

        if (settings.ShowsColumns && column > 0)
        {
            Number(column, settings.Colors?.Column, separator);
        }

        if (settings.ShowsOffsets)
        {
            Number(offset, settings.Colors?.Column, separator);
        }
    }

    private void Number(long number, string? color, byte[] separator)
    {
        if (color is not null)
        {
            output.Write(color);
        }

        output.Write(number);
        if (color is not null)
        {
            output.Write("\e[0m"u8);
        }

        output.Write(separator);
    }

    private void Name()
    {
        if (settings.Colors is { } colors)
        {
            Colored(colors.Path, name);
        }
        else
        {
            output.Write(name);
        }
    }

    private void Colored(string color, ReadOnlySpan<byte> text)
    {
        if (color.Length == 0)
        {
            output.Write(text);
            return;
        }

        output.Write(color);
        output.Write(text);
        output.Write("\e[0m"u8);
    }

    private void PrintJson(string type, ReadOnlySpan<byte> block, long offset, long number)
    {
        if (!began)
        {
            began = true;
            Json("{\"type\":\"begin\",\"data\":{\"path\":");
            JsonText(name);
            Json("}}\n");
        }

        Json($"{{\"type\":\"{type}\",\"data\":{{\"path\":");
        JsonText(name);
        Json(",\"lines\":");
        JsonText(block);
        Json(string.Create(CultureInfo.InvariantCulture, $",\"line_number\":{(settings.HidesNumbers ? "null" : number.ToString(CultureInfo.InvariantCulture))},\"absolute_offset\":{offset},\"submatches\":["));
        bool follows = false;
        foreach ((int start, int length) in matches)
        {
            Json(follows ? ",{\"match\":" : "{\"match\":");
            JsonText(block.Slice(start, length));
            Json(string.Create(CultureInfo.InvariantCulture, $",\"start\":{start},\"end\":{start + length}}}"));
            follows = true;
        }

        Json("]}}\n");
        lastMatchEnd = written;
    }

    private void Json(string text)
    {
        output.Write(text);
        written += text.Length;
    }

    private void JsonText(ReadOnlySpan<byte> text)
    {
        if (!global::System.Text.Unicode.Utf8.IsValid(text))
        {
            Json("{\"bytes\":\"" + Convert.ToBase64String(text) + "\"}");
            return;
        }

        Json("{\"text\":\"");
        int plain = 0;
        for (int i = 0; i < text.Length; i++)
        {
            string? escape = text[i] switch
            {
                (byte)'"' => "\\\"",
                (byte)'\\' => "\\\\",
                (byte)'\n' => "\\n",
                (byte)'\r' => "\\r",
                (byte)'\t' => "\\t",
                8 => "\\b",
                12 => "\\f",
                < 0x20 => string.Create(CultureInfo.InvariantCulture, $"\\u{text[i]:x4}"),
                _ => null,
            };
            if (escape is not null)
            {
                output.Write(text[plain..i]);
                written += i - plain;
                Json(escape);
                plain = i + 1;
            }
        }

        output.Write(text[plain..]);
        written += text.Length - plain;
        Json("\"}");
    }
}
