using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Unicode;

namespace BashTool.Commands.Text;

/// <summary>Counts what <c>wc</c> counts, block by block; a character may be cut between blocks.</summary>
/// <param name="wanted">What is to be counted.</param>
/// <param name="isUtf8">False where each byte is a character.</param>
internal sealed class WordCounter(WordCounter.Selection wanted, bool isUtf8)
{
    private readonly byte[] cut = new byte[4];
    private int cutLength;
    private Counts counts;
    private bool inWord;
    private long column;

    public void AddBytes(long count) => counts.Bytes += count;

    public void Add(ReadOnlySpan<byte> block)
    {
        counts.Bytes += block.Length;
        if (wanted.MaxLineLength)
        {
            CountSlowly(block, block.Length);
            return;
        }

        if (wanted.Characters)
        {
            if (wanted.Words)
            {
                CountSlowly(block, block.Length);
                return;
            }

            CountCharacters(block);
        }

        if (wanted.Words)
        {
            CountWords(block);
        }
        else if (wanted.Lines)
        {
            counts.Lines += block.Count((byte)'\n');
        }
    }

    public Counts Finish()
    {
        counts.MaxLineLength = Math.Max(counts.MaxLineLength, column);
        if (inWord)
        {
            counts.Words++;
            inWord = false;
        }

        return counts;
    }

    private void CountCharacters(ReadOnlySpan<byte> block)
    {
        if (!isUtf8)
        {
            counts.Characters += block.Length;
            return;
        }

        // Bytes of a character that began in the block before.
        while (cutLength > 0 && !block.IsEmpty)
        {
            if (!Complete(block[0], out _))
            {
                continue;
            }

            block = block[1..];
        }

        int whole = block.Length - IncompleteTail(block);
        ReadOnlySpan<byte> characters = block[..whole];
        if (Utf8.IsValid(characters))
        {
            counts.Characters += characters.Length - CountContinuations(characters);
        }
        else
        {
            while (!characters.IsEmpty)
            {
                if (Rune.DecodeFromUtf8(characters, out _, out int length) == OperationStatus.Done)
                {
                    counts.Characters++;
                    characters = characters[length..];
                }
                else
                {
                    characters = characters[1..];
                }
            }
        }

        Keep(block[whole..]);
    }

    // Takes one more byte of a cut character. False: it did not fit, the first byte was given up, try the same byte again.
    private bool Complete(byte next, out Rune rune)
    {
        cut[cutLength] = next;
        OperationStatus status = Rune.DecodeFromUtf8(cut.AsSpan(0, cutLength + 1), out rune, out _);
        if (status == OperationStatus.Done)
        {
            cutLength = 0;
            counts.Characters++;
            return true;
        }

        if (status == OperationStatus.NeedMoreData)
        {
            cutLength++;
            return true;
        }

        cutLength = 0;
        return false;
    }

    private void Keep(ReadOnlySpan<byte> tail)
    {
        if (!tail.IsEmpty)
        {
            tail.CopyTo(cut);
            cutLength = tail.Length;
        }
    }

    // The length of a character at the end that is not whole.
    private static int IncompleteTail(ReadOnlySpan<byte> block)
    {
        for (int back = 1; back <= 3 && back <= block.Length; back++)
        {
            byte value = block[^back];
            if (value < 0x80)
            {
                return 0;
            }

            if (value >= 0xC0)
            {
                return Rune.DecodeFromUtf8(block[^back..], out _, out _) == OperationStatus.NeedMoreData ? back : 0;
            }
        }

        return 0;
    }

    private static int CountContinuations(ReadOnlySpan<byte> bytes)
    {
        int count = 0;
        int at = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref byte start = ref MemoryMarshal.GetReference(bytes);
            Vector256<sbyte> limit = Vector256.Create((sbyte)-64);
            for (; at + 32 <= bytes.Length; at += 32)
            {
                Vector256<sbyte> part = Vector256.LoadUnsafe(ref start, (nuint)at).AsSByte();
                count += BitOperations.PopCount(Vector256.LessThan(part, limit).ExtractMostSignificantBits());
            }
        }

        for (; at < bytes.Length; at++)
        {
            count += (bytes[at] & 0xC0) == 0x80 ? 1 : 0;
        }

        return count;
    }

    private void CountWords(ReadOnlySpan<byte> block)
    {
        int at = 0;
        if (!Vector256.IsHardwareAccelerated || cutLength > 0)
        {
            at = CountSlowly(block, Vector256.IsHardwareAccelerated ? Math.Min(4, block.Length) : block.Length);
        }

        ref byte start = ref MemoryMarshal.GetReference(block);
        Vector256<byte> blank = Vector256.Create((byte)' ');
        Vector256<byte> tab = Vector256.Create((byte)'\t');
        Vector256<byte> four = Vector256.Create((byte)4);
        Vector256<byte> newline = Vector256.Create((byte)'\n');
        Vector256<byte> delete = Vector256.Create((byte)127);
        long words = 0;
        long lines = 0;
        uint before = inWord ? 1u : 0;
        while (at + 32 <= block.Length)
        {
            Vector256<byte> part = Vector256.LoadUnsafe(ref start, (nuint)at);
            Vector256<byte> space = Vector256.Equals(part, blank) | Vector256.LessThanOrEqual(part - tab, four);
            Vector256<byte> odd = Vector256.LessThan(part.AsSByte(), blank.AsSByte()).AsByte() | Vector256.Equals(part, delete);
            if ((odd & ~space) != Vector256<byte>.Zero)
            {
                // A control character or one beyond ASCII: these 32 bytes one by one.
                inWord = before != 0;
                at += CountSlowly(block[at..], 32);
                before = inWord ? 1u : 0;
                continue;
            }

            uint letters = ~space.ExtractMostSignificantBits();
            words += BitOperations.PopCount(~letters & ((letters << 1) | before));
            lines += BitOperations.PopCount(Vector256.Equals(part, newline).ExtractMostSignificantBits());
            before = letters >> 31;
            at += 32;
        }

        inWord = before != 0;
        counts.Words += words;
        counts.Lines += lines;
        CountSlowly(block[at..], block.Length - at);
    }

    // Counts characters until at least `least` bytes are done; returns how many were.
    private int CountSlowly(ReadOnlySpan<byte> block, int least)
    {
        int at = 0;
        while (at < least)
        {
            byte value = block[at];
            if (cutLength > 0)
            {
                if (Complete(value, out Rune completed))
                {
                    at++;
                    if (cutLength == 0)
                    {
                        CountWide(completed.Value);
                    }
                }

                continue;
            }

            if (value < 0x80)
            {
                counts.Characters++;
                at++;
                CountNarrow(value);
                continue;
            }

            if (!isUtf8)
            {
                // Such a byte is no part of a word and has no width.
                counts.Characters++;
                at++;
                continue;
            }

            OperationStatus status = Rune.DecodeFromUtf8(block[at..], out Rune rune, out int length);
            if (status == OperationStatus.Done)
            {
                counts.Characters++;
                at += length;
                CountWide(rune.Value);
            }
            else if (status == OperationStatus.NeedMoreData)
            {
                Keep(block[at..]);
                return block.Length;
            }
            else
            {
                at++;
            }
        }

        return at;
    }

    private void CountNarrow(byte value)
    {
        switch (value)
        {
            case (byte)'\n' or (byte)'\r' or (byte)'\f':
                counts.Lines += value == '\n' ? 1 : 0;
                counts.MaxLineLength = Math.Max(counts.MaxLineLength, column);
                column = 0;
                EndWord();
                break;
            case (byte)'\t':
                column += 8 - (column % 8);
                EndWord();
                break;
            case (byte)' ':
                column++;
                EndWord();
                break;
            case (byte)'\v':
                EndWord();
                break;
            case > 32 and < 127:
                column++;
                inWord = true;
                break;
        }
    }

    private void CountWide(int codePoint)
    {
        int width = CharacterWidth.Of(codePoint);
        if (width < 0)
        {
            return;
        }

        column += width;
        if (CharacterWidth.IsSpace(codePoint) || codePoint is 0xA0 or 0x2007 or 0x202F or 0x2060)
        {
            EndWord();
        }
        else
        {
            inWord = true;
        }
    }

    private void EndWord()
    {
        counts.Words += inWord ? 1 : 0;
        inWord = false;
    }

    /// <summary>What is asked for.</summary>
    internal sealed record Selection(bool Lines, bool Words, bool Characters, bool Bytes, bool MaxLineLength)
    {
        public int Count => (Lines ? 1 : 0) + (Words ? 1 : 0) + (Characters ? 1 : 0) + (Bytes ? 1 : 0) + (MaxLineLength ? 1 : 0);
    }

    /// <summary>What was found.</summary>
    internal struct Counts
    {
        public long Lines;
        public long Words;
        public long Characters;
        public long Bytes;
        public long MaxLineLength;

        public void Add(in Counts other)
        {
            Lines += other.Lines;
            Words += other.Words;
            Characters += other.Characters;
            Bytes += other.Bytes;
            MaxLineLength = Math.Max(MaxLineLength, other.MaxLineLength);
        }
    }
}
