namespace BashTool.Commands.Text;

/// <summary>Gives lines of two files numbers, equal ones for lines that count as equal.</summary>
internal sealed class DiffClasses(DiffSettings settings)
{
    private readonly Dictionary<Key, int> numbers = [];
    private byte[] scratch = new byte[256];

    public void Number(DiffLines lines)
    {
        bool whitespace = settings.IgnoresAllSpace || settings.IgnoresSpaceChange || settings.IgnoresTrailingSpace;
        bool robust = settings.Style is not (DiffStyle.Ed or DiffStyle.ForwardEd);
        for (int i = 0; i < lines.Count; i++)
        {
            ReadOnlySpan<byte> line = Normalize(lines[i]);

            // A last line without newline equals only another such line.
            bool incomplete = lines.LacksNewline(i) && robust && !whitespace;
            var key = new Key(line.ToArray(), incomplete);
            if (!numbers.TryGetValue(key, out int number))
            {
                number = numbers.Count;
                numbers.Add(key, number);
            }

            lines.Classes[i] = number;
        }
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

        int count = 0;
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

                    scratch[count++] = (byte)' ';
                    continue;
                }

                if (settings.IgnoresTabExpansion && c == '\t')
                {
                    do
                    {
                        scratch[count++] = (byte)' ';
                        column++;
                    }
                    while (column % settings.TabSize != 0 && count < scratch.Length);
                    continue;
                }
            }

            column++;
            scratch[count++] = settings.IgnoresCase && c is >= (byte)'A' and <= (byte)'Z' ? (byte)(c + 32) : c;
        }

        if (settings.IgnoresTrailingSpace || settings.IgnoresSpaceChange)
        {
            while (count > 0 && IsSpace(scratch[count - 1]))
            {
                count--;
            }
        }

        return scratch.AsSpan(0, count);
    }

    private readonly struct Key(byte[] line, bool incomplete) : IEquatable<Key>
    {
        private readonly byte[] line = line;
        private readonly bool incomplete = incomplete;

        public bool Equals(Key other) => incomplete == other.incomplete && line.AsSpan().SequenceEqual(other.line);

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            hash.AddBytes(line);
            return hash.ToHashCode();
        }
    }
}
