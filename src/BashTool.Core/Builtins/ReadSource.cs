using BashTool.Core.Interpreter;
using BashTool.Core.Streams;
using BashTool.Core.Text;

namespace BashTool.Core.Builtins;

/// <summary>How a read of <c>read</c> ended.</summary>
internal enum ReadEnd
{
    Complete,
    EndOfFile,
    TimedOut,
}

/// <summary>
/// Takes the input of one <c>read</c> from an open file, byte by byte as it is consumed, so that the rest stays for the next command.
/// </summary>
internal sealed class ReadSource(OpenFile file, CancellationToken cancellation)
{
    private const byte NewLine = (byte)'\n';

    /// <summary>What ends the input.</summary>
    public byte Delimiter { get; init; } = NewLine;

    /// <summary>Backslashes are data.</summary>
    public bool Raw { get; init; }

    /// <summary>Characters to read at most; -1 for no limit.</summary>
    public int Limit { get; init; } = -1;

    /// <summary>Characters are UTF-8; bytes if not.</summary>
    public bool IsUtf8 { get; init; } = true;

    /// <summary>The limit is exact: the delimiter is data (<c>-N</c>).</summary>
    public bool Exact { get; init; }

    /// <summary>How long to wait; null for ever.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Gives the time that has passed, for the timeout.</summary>
    public Func<TimeSpan>? Elapsed { get; init; }

    /// <summary>Where characters stand in the text that a backslash protects; null if there are none.</summary>
    public List<int>? Escaped { get; private set; }

    /// <summary>Reads into <paramref name="text"/>.</summary>
    public ReadEnd Read(TextBuffer text)
    {
        if (Limit < 0 && Timeout is null && TryReadLine(text, out ReadEnd end))
        {
            return end;
        }

        return ReadSlowly(text);
    }

    // The usual case: a line without backslashes that mean something.
    private bool TryReadLine(TextBuffer text, out ReadEnd end)
    {
        end = ReadEnd.Complete;
        ReadOnlySpan<byte> there = file.Peek(cancellation);
        int searched = 0;
        while (true)
        {
            int at = there[searched..].IndexOf(Delimiter);
            if (at >= 0)
            {
                at += searched;
                if (!Raw && there[..at].Contains((byte)'\\'))
                {
                    return false;
                }

                Append(text, there[..at]);
                file.Advance(at + 1);
                return true;
            }

            searched = there.Length;
            there = searched == 0 ? there : file.PeekMore(cancellation);
            if (there.Length == searched)
            {
                if (!Raw && there.Contains((byte)'\\'))
                {
                    return false;
                }

                Append(text, there);
                file.Advance(there.Length);
                end = ReadEnd.EndOfFile;
                return true;
            }
        }
    }

    private ReadEnd ReadSlowly(TextBuffer text)
    {
        var pending = new List<byte>();
        bool escape = false;
        int characters = 0;
        int missing = 0;
        if (Limit == 0)
        {
            return ReadEnd.Complete;
        }

        while (true)
        {
            if (Timeout is { } timeout)
            {
                TimeSpan left = timeout - Elapsed!();
                if (!file.WaitReadable(left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellation))
                {
                    Flush(text, pending);
                    return ReadEnd.TimedOut;
                }
            }

            ReadOnlySpan<byte> there = file.Peek(cancellation);
            if (there.IsEmpty)
            {
                Flush(text, pending);
                return ReadEnd.EndOfFile;
            }

            for (int i = 0; i < there.Length; i++)
            {
                byte b = there[i];
                if (escape)
                {
                    escape = false;
                    if (b == NewLine)
                    {
                        continue;
                    }

                    (Escaped ??= []).Add(text.Length);
                }
                else if (b == (byte)'\\' && !Raw)
                {
                    Flush(text, pending);
                    escape = true;
                    continue;
                }
                else if (b == Delimiter && !Exact)
                {
                    file.Advance(i + 1);
                    Flush(text, pending);
                    return ReadEnd.Complete;
                }

                if (b == 0 && Delimiter != 0)
                {
                    continue;
                }

                pending.Add(b);
                if (Limit < 0)
                {
                    continue;
                }

                // A character is counted when its last byte is there.
                if (missing > 0 && (b & 0xC0) == 0x80)
                {
                    missing--;
                }
                else
                {
                    if (missing > 0)
                    {
                        characters++;
                    }

                    missing = !IsUtf8 ? 0 : b switch
                    {
                        >= 0xC2 and < 0xE0 => 1,
                        >= 0xE0 and < 0xF0 => 2,
                        >= 0xF0 and < 0xF5 => 3,
                        _ => 0,
                    };
                }

                if (missing == 0 && ++characters >= Limit)
                {
                    file.Advance(i + 1);
                    Flush(text, pending);
                    return ReadEnd.Complete;
                }
            }

            file.Advance(there.Length);
        }
    }

    private void Append(TextBuffer text, ReadOnlySpan<byte> bytes)
    {
        if (Delimiter != 0 && bytes.Contains((byte)0))
        {
            byte[] kept = bytes.ToArray();
            int count = 0;
            foreach (byte b in bytes)
            {
                if (b != 0)
                {
                    kept[count++] = b;
                }
            }

            text.AppendDecoded(kept.AsSpan(0, count));
        }
        else
        {
            text.AppendDecoded(bytes);
        }
    }

    private static void Flush(TextBuffer text, List<byte> pending)
    {
        text.AppendDecoded(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(pending));
        pending.Clear();
    }
}
