using BashTool.Core.Text.Regex;

namespace BashTool.Commands.Awk;

/// <summary>An input that is read record by record.</summary>
internal sealed class AwkInput(OpenFile source, CancellationToken cancellation)
{
    private const int RegexOverlap = 4096;

    private int pending;
    private bool begun;
    private int terminatorStart;
    private int terminatorLength;

    /// <summary>The command that writes it.</summary>
    public Task<int>? Command { get; init; }

    /// <summary>What separates the record read last from the next one; valid until the next read.</summary>
    public ReadOnlySpan<byte> Terminator => source.Peek(cancellation).Slice(terminatorStart, terminatorLength);

    public bool TryRead(AwkSeparator separator, out ReadOnlySpan<byte> record)
    {
        Commit();
        return separator.Kind switch
        {
            AwkSeparator.SeparatorKind.Byte => ReadToByte(separator.Byte, out record),
            AwkSeparator.SeparatorKind.Paragraph => ReadParagraph(out record),
            _ => ReadToRegex(separator.Regex!, out record),
        };
    }

    /// <summary>How many names it was opened by.</summary>
    public int Uses { get; set; } = 1;

    public OpenFile Source => source;

    /// <summary>The source stands behind what was read.</summary>
    public void Commit()
    {
        if (pending > 0)
        {
            source.Advance(pending);
            pending = 0;
        }
    }

    public void Close()
    {
        Commit();
        if (--Uses == 0)
        {
            source.Release();
        }
    }

    private bool ReadToByte(byte separator, out ReadOnlySpan<byte> record)
    {
        ReadOnlySpan<byte> there = source.Peek(cancellation);
        if (there.IsEmpty)
        {
            record = default;
            return false;
        }

        int searched = 0;
        while (true)
        {
            int at = there[searched..].IndexOf(separator);
            if (at >= 0)
            {
                at += searched;
                record = there[..at];
                terminatorStart = at;
                terminatorLength = 1;
                pending = at + 1;
                return true;
            }

            searched = there.Length;
            there = source.PeekMore(cancellation);
            if (there.Length == searched)
            {
                record = there;
                terminatorLength = 0;
                terminatorStart = 0;
                pending = there.Length;
                return true;
            }
        }
    }

    private bool ReadParagraph(out ReadOnlySpan<byte> record)
    {
        record = default;
        ReadOnlySpan<byte> there = source.Peek(cancellation);
        while (true)
        {
            if (there.IsEmpty)
            {
                return false;
            }

            int text = there.IndexOfAnyExcept((byte)'\n');
            if (text == 0)
            {
                break;
            }

            source.Advance(text < 0 ? there.Length : text);
            there = source.Peek(cancellation);
        }

        int searched = 0;
        bool atEnd = false;
        while (true)
        {
            int at = there[searched..].IndexOf("\n\n"u8);
            if (at >= 0)
            {
                at += searched;
                int end = there[at..].IndexOfAnyExcept((byte)'\n');
                if (end >= 0 || atEnd)
                {
                    record = there[..at];
                    terminatorStart = at;
                    terminatorLength = end < 0 ? there.Length - at : end;
                    pending = at + terminatorLength;
                    return true;
                }
            }

            if (atEnd)
            {
                bool newline = there[^1] == '\n';
                record = newline ? there[..^1] : there;
                terminatorStart = record.Length;
                terminatorLength = newline ? 1 : 0;
                pending = there.Length;
                return true;
            }

            int before = there.Length;
            searched = at >= 0 ? at : Math.Max(0, before - 1);
            there = source.PeekMore(cancellation);
            atEnd = there.Length == before;
        }
    }

    private bool ReadToRegex(PosixRegex regex, out ReadOnlySpan<byte> record)
    {
        record = default;
        ReadOnlySpan<byte> there = source.Peek(cancellation);
        if (there.IsEmpty)
        {
            return false;
        }

        RegexMatchFlags flags = begun ? RegexMatchFlags.NotBeginning : RegexMatchFlags.None;
        begun = true;
        int from = 0;
        bool atEnd = false;
        while (true)
        {
            int start = from;
            while (start <= there.Length && regex.TryFind(there, start, out RegexGroup match, atEnd ? flags : flags | RegexMatchFlags.NotEnd))
            {
                if (match.Length == 0)
                {
                    start = match.Start + 1;
                    continue;
                }

                // What comes may make the match longer.
                if (match.End == there.Length && !atEnd)
                {
                    break;
                }

                record = there[..match.Start];
                terminatorStart = match.Start;
                terminatorLength = match.Length;
                pending = match.End;
                return true;
            }

            if (atEnd)
            {
                // A last newline is no text, as long as it separates nothing.
                record = there;
                terminatorStart = there.Length;
                terminatorLength = 0;
                pending = there.Length;
                return true;
            }

            int before = there.Length;
            from = Math.Max(0, before - RegexOverlap);
            there = source.PeekMore(cancellation);
            atEnd = there.Length == before;
            if (atEnd)
            {
                from = 0;
            }
        }
    }
}
