using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using BashTool.Core.Text.Regex;
using RegexOptions = System.Text.RegularExpressions.RegexOptions;

namespace BashTool.Commands.Text;

/// <summary>Perl's regular expressions (<c>grep -P</c>) on .NET's engine, line by line.</summary>
internal sealed class PerlMatcher : LineMatcher
{
    private const int WorthCompiling = 20_000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly string pattern;
    private readonly RegexOptions options;
    private readonly byte separator;
    private readonly bool keepsOut;
    private readonly bool utf8;
    private Regex regex;
    private char[] characters = new char[256];
    private int lines;

    public PerlMatcher(string source, bool ignoresCase, RegexWhole whole, byte separator, bool utf8)
    {
        this.separator = separator;
        this.utf8 = utf8;
        var translation = new PerlPattern(utf8 ? source : Encoding.Latin1.GetString(EscapedUtf8.Encode(source)));
        pattern = whole switch
        {
            RegexWhole.Line => $"^(?:{translation.Text})\\z",
            RegexWhole.Word => $"(?<![A-Za-z0-9_])(?:{translation.Text})(?![A-Za-z0-9_])",
            _ => translation.Text,
        };
        keepsOut = translation.KeepsOut;
        options = RegexOptions.CultureInvariant | (ignoresCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        try
        {
            regex = new Regex(pattern, options, Limit);
        }
        catch (RegexParseException problem)
        {
            throw new CommandException(PerlPattern.Describe(problem), GrepCommand.Trouble);
        }
    }

    public override bool TryFindLine(ReadOnlySpan<byte> buffer, int start, out int lineStart, out int lineLength)
    {
        while (start < buffer.Length)
        {
            int length = buffer[start..].IndexOf(separator);
            length = length < 0 ? buffer.Length - start : length;
            if (++lines == WorthCompiling)
            {
                regex = new Regex(pattern, options | RegexOptions.Compiled, Limit);
            }

            if (TryFind(buffer.Slice(start, length), 0, out _, out _))
            {
                lineStart = start;
                lineLength = length;
                return true;
            }

            start += length + 1;
        }

        lineStart = lineLength = 0;
        return false;
    }

    public override bool TryFind(ReadOnlySpan<byte> line, int start, out int matchStart, out int matchLength)
    {
        if (characters.Length < line.Length)
        {
            characters = new char[line.Length * 2];
        }

        if (!utf8)
        {
            Encoding.Latin1.GetChars(line, characters);
            return TryFind(characters.AsSpan(0, line.Length), start, out matchStart, out matchLength);
        }

        if (Ascii.ToUtf16(line, characters, out int count) == OperationStatus.Done)
        {
            return TryFind(characters.AsSpan(0, count), start, out matchStart, out matchLength);
        }

        if (!utf8)
        {
            count = Encoding.Latin1.GetChars(line, characters);
            return TryFind(characters.AsSpan(0, count), start, out matchStart, out matchLength);
        }

        // Bytes that are not UTF-8 match nothing: what lies between them is searched.
        count = EscapedUtf8.Decode(line, characters);
        ReadOnlySpan<char> text = characters.AsSpan(0, count);
        int segmentStart = 0;
        int segmentByte = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && !(EscapedUtf8.IsEscape(text[i]) && (i == 0 || !char.IsHighSurrogate(text[i - 1]))))
            {
                continue;
            }

            ReadOnlySpan<char> segment = text[segmentStart..i];
            int segmentBytes = EscapedUtf8.EncodedLength(segment);
            if (start <= segmentByte + segmentBytes)
            {
                int from = 0;
                int fromByte = segmentByte;
                while (fromByte < start && from < segment.Length)
                {
                    int width = char.IsHighSurrogate(segment[from]) && from + 1 < segment.Length ? 2 : 1;
                    fromByte += EscapedUtf8.EncodedLength(segment.Slice(from, width));
                    from += width;
                }

                if (TryFind(segment, from, out int at, out int length))
                {
                    matchStart = segmentByte + EscapedUtf8.EncodedLength(segment[..at]);
                    matchLength = EscapedUtf8.EncodedLength(segment.Slice(at, length));
                    return true;
                }
            }

            segmentByte += segmentBytes + 1;
            segmentStart = i + 1;
        }

        matchStart = matchLength = 0;
        return false;
    }

    private bool TryFind(ReadOnlySpan<char> text, int start, out int matchStart, out int matchLength)
    {
        if (keepsOut)
        {
            // \K needs the group, which only matches over strings have.
            Match match = regex.Match(text.ToString(), start);
            Group kept = match.Groups[PerlPattern.KeepGroup];
            matchStart = kept.Success ? kept.Index : match.Index;
            matchLength = match.Index + match.Length - matchStart;
            return match.Success;
        }

        foreach (ValueMatch match in regex.EnumerateMatches(text, start))
        {
            matchStart = match.Index;
            matchLength = match.Length;
            return true;
        }

        matchStart = matchLength = 0;
        return false;
    }
}
