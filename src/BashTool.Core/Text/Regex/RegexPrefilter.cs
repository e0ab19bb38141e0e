using System.Buffers;

namespace BashTool.Core.Text.Regex;

/// <summary>Finds quickly where a match may begin: at a literal, or at one of a few bytes.</summary>
internal sealed class RegexPrefilter
{
    private const int FirstByteLimit = 96;

    private readonly LiteralSearch? literal;
    private readonly SearchValues<byte>? firstBytes;

    private RegexPrefilter(LiteralSearch? literal, SearchValues<byte>? firstBytes)
    {
        this.literal = literal;
        this.firstBytes = firstBytes;
    }

    /// <param name="prefix">What every match begins with, if that is worth looking for.</param>
    public static RegexPrefilter? Make(RegexProgram program, List<CodePointSet> sets, LiteralSearch? prefix)
    {
        if (prefix is not null)
        {
            return new RegexPrefilter(prefix, null);
        }

        bool[]? first = FirstBytes(program, sets);
        if (first is null)
        {
            return null;
        }

        var bytes = new List<byte>();
        for (int b = 0; b < 256; b++)
        {
            if (first[b])
            {
                bytes.Add((byte)b);
            }
        }

        return bytes.Count > FirstByteLimit ? null : new RegexPrefilter(null, SearchValues.Create(bytes.ToArray()));
    }

    /// <summary>The first place at or after <paramref name="from"/> where a match may begin, or -1.</summary>
    public int Find(ReadOnlySpan<byte> text, int from)
    {
        ReadOnlySpan<byte> rest = text[from..];
        int at = literal is not null ? literal.Find(rest) : rest.IndexOfAny(firstBytes!);
        return at < 0 ? -1 : from + at;
    }

    /// <summary>Which bytes a match can begin with; null if it can be empty.</summary>
    public static bool[]? FirstBytes(RegexProgram program, List<CodePointSet> sets)
    {
        var result = new bool[256];
        var seen = new bool[program.Code.Length];
        var stack = new Stack<int>();
        stack.Push(program.Start);
        var done = new HashSet<int>();
        while (stack.TryPop(out int node))
        {
            if (seen[node])
            {
                continue;
            }

            seen[node] = true;
            ref RegexInstruction instruction = ref program.Code[node];
            switch (instruction.Op)
            {
                case RegexOp.Match or RegexOp.BackReference:
                    return null;
                case RegexOp.Character:
                    if (done.Add(instruction.Argument))
                    {
                        AddFirstBytes(sets[instruction.Argument], program.Alphabet.Utf8, result);
                    }

                    break;
                case RegexOp.Split or RegexOp.Loop:
                    stack.Push(instruction.Other);
                    stack.Push(instruction.Next);
                    break;
                default:
                    stack.Push(instruction.Next);
                    break;
            }
        }

        return result;
    }

    private static void AddFirstBytes(CodePointSet set, bool utf8, bool[] result)
    {
        ReadOnlySpan<int> ranges = set.Ranges;
        for (int i = 0; i < ranges.Length; i += 2)
        {
            int low = ranges[i];
            int high = ranges[i + 1];
            for (int c = low; c <= Math.Min(high, utf8 ? 0x7F : 0xFF); c++)
            {
                result[c] = true;
            }

            if (!utf8 || high < 0x80)
            {
                continue;
            }

            if (low <= 0xDCFF && high >= 0xDC80)
            {
                for (int c = Math.Max(low, 0xDC80); c <= Math.Min(high, 0xDCFF); c++)
                {
                    result[c - 0xDC00] = true;
                }

                if (low >= 0xDC80 && high <= 0xDCFF)
                {
                    continue;
                }
            }

            int firstLead = LeadByte(Math.Max(low, 0x80));
            int lastLead = LeadByte(high);
            for (int lead = firstLead; lead <= lastLead; lead++)
            {
                result[lead] = true;
            }
        }
    }

    private static int LeadByte(int character) =>
        character < 0x800 ? 0xC0 | (character >> 6)
        : character < 0x10000 ? 0xE0 | (character >> 12)
        : 0xF0 | (character >> 18);
}
