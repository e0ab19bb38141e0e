using System.Buffers;
using System.Text;

namespace BashTool.Commands.Text;

/// <summary>From what to what dos2unix and its like convert.</summary>
internal enum LineBreakDirection
{
    DosToUnix,
    MacToUnix,
    UnixToDos,
    UnixToMac,
}

/// <summary>Converts line breaks of a stream of bytes or of UTF-16 units, piece by piece.</summary>
internal sealed class LineBreakConversion(IBufferWriter<byte> output, LineBreakDirection direction)
{
    private static readonly SearchValues<byte> Suspects = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]);

    private bool pending;
    private int highSurrogate;

    /// <summary>A second line break behind each converted one.</summary>
    public bool Doubles { get; init; }

    /// <summary>Bytes that are not text are converted as well.</summary>
    public bool Forces { get; init; }

    /// <summary>What bytes from 0x80 on become; null leaves them.</summary>
    public byte[]? Upper { get; init; }

    /// <summary>Writes UTF-16 in this byte order, or for null single bytes (UTF-8 of UTF-16 input).</summary>
    public bool? WritesBigEndian { get; init; }

    public bool IsWide { get; init; }

    public long Converted { get; private set; }

    public long Lines { get; private set; }

    /// <summary>A byte that no text has; -1 if there was none.</summary>
    public int BinarySymbol { get; private set; } = -1;

    /// <summary>Feeds bytes; false where one is not text.</summary>
    public bool Feed(ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        while (at < bytes.Length)
        {
            if (!pending && Upper is null)
            {
                int plain = bytes[at..].IndexOfAny(Suspects);
                plain = plain < 0 ? bytes.Length - at : plain;
                if (plain > 0)
                {
                    output.Write(bytes.Slice(at, plain));
                    at += plain;
                    continue;
                }
            }

            if (!FeedUnit(bytes[at++]))
            {
                return false;
            }
        }

        return true;
    }

    // The unit before was a return that was not looked at.
    private bool behindReturn;

    public bool FeedUnit(int unit)
    {
        if (unit < 32 && unit is not ('\n' or '\r' or '\t' or '\f') && !Forces)
        {
            BinarySymbol = unit;
            return false;
        }

        if (pending)
        {
            pending = false;
            if (unit == '\n')
            {
                Lines++;
                Pair();
                return true;
            }

            LoneReturn();
            if (unit == '\r' && direction == LineBreakDirection.UnixToDos)
            {
                // What follows a return that ends no line is not looked at.
                Put(unit);
                behindReturn = true;
                return true;
            }
        }

        switch (unit)
        {
            case '\r':
                pending = true;
                break;
            case '\n':
                Lines++;
                LoneNewline();
                break;
            default:
                Put(unit);
                break;
        }

        behindReturn = false;
        return true;
    }

    public void End()
    {
        if (pending)
        {
            pending = false;
            LoneReturn();
        }
    }

    private void Pair()
    {
        switch (direction)
        {
            case LineBreakDirection.DosToUnix:
                Converted++;
                Put('\n');
                if (Doubles)
                {
                    Put('\n');
                }

                break;
            default:
                Put('\r');
                Put('\n');
                break;
        }
    }

    private void LoneReturn()
    {
        Lines += direction is LineBreakDirection.MacToUnix or LineBreakDirection.UnixToMac ? 1 : 0;
        if (direction != LineBreakDirection.MacToUnix)
        {
            Put('\r');
            return;
        }

        Converted++;
        Put('\n');
        if (Doubles)
        {
            Put('\n');
        }
    }

    private void LoneNewline()
    {
        switch (direction)
        {
            case LineBreakDirection.UnixToDos:
                Converted++;
                Put('\r');
                Put('\n');
                if (Doubles && !behindReturn)
                {
                    Put('\r');
                    Put('\n');
                }

                break;
            case LineBreakDirection.UnixToMac:
                Converted++;
                Put('\r');
                if (Doubles)
                {
                    Put('\r');
                }

                break;
            default:
                Put('\n');
                break;
        }
    }

    private void Put(int unit)
    {
        if (WritesBigEndian is { } big)
        {
            Span<byte> two = output.GetSpan(2);
            two[big ? 0 : 1] = (byte)(unit >> 8);
            two[big ? 1 : 0] = (byte)unit;
            output.Advance(2);
            return;
        }

        if (!IsWide || unit < 0x80)
        {
            output.GetSpan(1)[0] = unit >= 0x80 && Upper is not null ? Upper[unit - 0x80] : (byte)unit;
            output.Advance(1);
            return;
        }

        if (char.IsHighSurrogate((char)unit))
        {
            highSurrogate = unit;
            return;
        }

        Rune rune = char.IsLowSurrogate((char)unit) && highSurrogate != 0
            ? new Rune((char)highSurrogate, (char)unit)
            : Rune.IsValid(unit) ? new Rune(unit) : Rune.ReplacementChar;
        highSurrogate = 0;
        output.Advance(rune.EncodeToUtf8(output.GetSpan(4)));
    }
}
