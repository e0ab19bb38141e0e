using System.Buffers.Binary;

namespace BashTool.Commands.Text;

/// <summary>Gives lines of two files numbers, equal ones for lines that count as equal.</summary>
internal sealed class DiffClasses(DiffSettings settings)
{
    // Numbers by the hash of their line, in a table of twice as many places as there are lines at most.
    private int[] places = new int[1024];
    private Entry[] entries = new Entry[512];
    private int count;
    private byte[] scratch = new byte[256];

    public void Number(DiffLines lines)
    {
        bool whitespace = settings.IgnoresAllSpace || settings.IgnoresSpaceChange || settings.IgnoresTrailingSpace;
        bool robust = settings.Style is not (DiffStyle.Ed or DiffStyle.ForwardEd);
        bool plain = !whitespace && !settings.IgnoresCase && !settings.IgnoresTabExpansion;
        Reserve(count + lines.Count);
        for (int i = 0; i < lines.Count; i++)
        {
            // A last line without newline equals only another such line.
            bool incomplete = lines.LacksNewline(i) && robust && !whitespace;
            ReadOnlySpan<byte> line = lines[i];
            lines.Classes[i] = plain ? Find(line, incomplete, lines.Bytes, lines.Start(i)) : Find(Normalize(line), incomplete, null, 0);
        }
    }

    private int Find(ReadOnlySpan<byte> line, bool incomplete, byte[]? text, int start)
    {
        uint hash = Hash(line);
        int mask = places.Length - 1;
        int place = (int)hash & mask;
        for (; places[place] != 0; place = (place + 1) & mask)
        {
            ref Entry entry = ref entries[places[place] - 1];
            if (entry.Hash == hash && entry.Length == line.Length && entry.Incomplete == incomplete
                && line.SequenceEqual(entry.Text.AsSpan(entry.Start, entry.Length)))
            {
                return places[place] - 1;
            }
        }

        entries[count] = new Entry { Hash = hash, Length = line.Length, Incomplete = incomplete, Text = text ?? line.ToArray(), Start = start };
        places[place] = count + 1;
        return count++;
    }

    private void Reserve(int lines)
    {
        if (lines <= entries.Length)
        {
            return;
        }

        Array.Resize(ref entries, Math.Max(lines, entries.Length * 2));
        places = new int[global::System.Numerics.BitOperations.RoundUpToPowerOf2((uint)entries.Length * 2)];
        for (int i = 0; i < count; i++)
        {
            int place = (int)entries[i].Hash & (places.Length - 1);
            while (places[place] != 0)
            {
                place = (place + 1) & (places.Length - 1);
            }

            places[place] = i + 1;
        }
    }

    private static uint Hash(ReadOnlySpan<byte> line)
    {
        const ulong Factor = 0x9E3779B97F4A7C15;
        ulong hash = (ulong)line.Length * Factor;
        for (; line.Length >= 8; line = line[8..])
        {
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(line)) * Factor;
            hash ^= hash >> 32;
        }

        ulong rest = 0;
        foreach (byte b in line)
        {
            rest = (rest << 8) | b;
        }

        hash = (hash ^ rest) * Factor;
        return (uint)(hash >> 32) ^ (uint)hash;
    }

    private static bool IsSpace(byte c) => c == ' ' || c is >= 9 and <= 13;

    private ReadOnlySpan<byte> Normalize(ReadOnlySpan<byte> line)
    {
        if (!settings.IgnoresCase && !settings.IgnoresAllSpace && !settings.IgnoresSpaceChange && !settings.IgnoresTrailingSpace && !settings.IgnoresTabExpansion)
        {
            return line;
        }

        if (scratch.Length < line.Length * 8)
        {
            scratch = new byte[line.Length * 8];
        }

        int length = 0;
        long column = 0;
        for (int i = 0; i < line.Length; i++)
        {
            byte c = line[i];
            if (IsSpace(c))
            {
                if (settings.IgnoresAllSpace)
                {
                    continue;
                }

                if (settings.IgnoresSpaceChange)
                {
                    while (i + 1 < line.Length && IsSpace(line[i + 1]))
                    {
                        i++;
                    }

                    scratch[length++] = (byte)' ';
                    continue;
                }

                if (settings.IgnoresTabExpansion && c == '\t')
                {
                    do
                    {
                        scratch[length++] = (byte)' ';
                        column++;
                    }
                    while (column % settings.TabSize != 0 && length < scratch.Length);
                    continue;
                }
            }

            column++;
            scratch[length++] = settings.IgnoresCase && c is >= (byte)'A' and <= (byte)'Z' ? (byte)(c + 32) : c;
        }

        if (settings.IgnoresTrailingSpace || settings.IgnoresSpaceChange)
        {
            while (length > 0 && IsSpace(scratch[length - 1]))
            {
                length--;
            }
        }

        return scratch.AsSpan(0, length);
    }

    private struct Entry
    {
        public byte[] Text;
        public int Start;
        public int Length;
        public uint Hash;
        public bool Incomplete;
    }
}
