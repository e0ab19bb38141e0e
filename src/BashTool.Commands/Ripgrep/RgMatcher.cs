using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using BashTool.Core.Text.Regex;
using NetOptions = System.Text.RegularExpressions.RegexOptions;
using PosixOptions = BashTool.Core.Text.Regex.RegexOptions;

namespace BashTool.Commands.Ripgrep;

/// <summary>
/// Finds lines, and the matches in them. The byte-level automaton goes through the buffer; .NET's engine confirms what the automaton
/// cannot decide, and says where in the line the matches are.
/// </summary>
internal sealed class RgMatcher(string pattern, NetOptions options, PosixRegex? prefilter, bool isExact, byte[]? literal, byte terminator, string? word = null)
{
    private const string WordGroup = "__word";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly Regex regex = new(pattern, options | NetOptions.CultureInvariant, Limit);
    private char[] characters = new char[256];
    private int[] offsets = [];
    private char[] split = [];
    private int[] splitOffsets = [];
    private int count;
    private bool plain;

    // -w: the pattern between two characters that are of no word.
    private readonly Regex? inWord = word is null ? null : new(WordPattern(pattern, word), options | NetOptions.CultureInvariant, Limit);

    /// <summary>The same for another thread.</summary>
    public RgMatcher Copy() => new(pattern, options, prefilter, isExact, literal, terminator, word);

    /// <summary>The first line from <paramref name="start"/> on that matches; its length leaves the terminator out.</summary>
    public bool TryFindLine(ReadOnlySpan<byte> buffer, int start, out int lineStart, out int lineLength)
    {
        while (start < buffer.Length)
        {
            if (prefilter is null)
            {
                int length = buffer[start..].IndexOf(terminator);
                lineStart = start;
                lineLength = length < 0 ? buffer.Length - start : length;
            }
            else if (!prefilter.TryFindLine(buffer, start, out lineStart, out lineLength))
            {
                return false;
            }

            if (isExact || IsMatch(buffer.Slice(lineStart, lineLength)))
            {
                return true;
            }

            start = lineStart + lineLength + 1;
        }

        lineStart = lineLength = 0;
        return false;
    }

    public bool IsMatch(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<char> decoded = Decode(text);
        return inWord is null ? regex.IsMatch(decoded) : inWord.IsMatch(decoded);
    }

    /// <summary>All matches in a text, in bytes.</summary>
    public void FindAll(ReadOnlySpan<byte> text, List<(int Start, int Length)> matches)
    {
        matches.Clear();
        if (literal is not null)
        {
            for (int at = 0; text[at..].IndexOf(literal) is var found and >= 0; at += found + literal.Length)
            {
                matches.Add((at + found, literal.Length));
            }

            return;
        }

        ReadOnlySpan<char> decoded = Decode(text);
        int last = -1;
        if (plain && inWord is null)
        {
            foreach (ValueMatch match in regex.EnumerateMatches(decoded))
            {
                // An empty match right behind another one is none.
                if (match.Length > 0 || match.Index != last)
                {
                    matches.Add((match.Index, match.Length));
                }

                last = match.Index + match.Length;
            }

            return;
        }

        for (int at = 0; at <= text.Length && TryFind(text, at, out int start, out int end); at = end + (start == end ? 1 : 0))
        {
            if (start < end || start != last)
            {
                matches.Add((start, end - start));
            }

            last = end;
        }
    }

    /// <summary>Replaces all matches; says where the replacements lie in the result.</summary>
    public void Replace(ReadOnlySpan<byte> text, byte[] replacement, ArrayBufferWriter<byte> result, List<(int Start, int Length)> replaced)
    {
        replaced.Clear();
        Decode(text);
        int copied = 0;
        int last = -1;
        for (int at = 0; at <= text.Length;)
        {
            ReadOnlySpan<char> decoded = From(text, at, out int index, out int[]? map);
            Match match = (inWord ?? regex).Match(decoded.ToString(), index);
            if (map == splitOffsets && !(match.Success && IsWithin(text, match.Index, match.Length, index, map)))
            {
                at++;
                continue;
            }

            if (!match.Success)
            {
                break;
            }

            Group whole = inWord is null ? match : match.Groups[WordGroup];
            int start = map is null ? whole.Index : map[whole.Index];
            int end = map is null ? whole.Index + whole.Length : map[whole.Index + whole.Length];
            at = end + (start == end ? 1 : 0);
            if (start == end && start == last)
            {
                continue;
            }

            last = end;
            result.Write(text[copied..start]);
            int from = result.WrittenCount;
            Expand(replacement, match, whole, result);
            replaced.Add((from, result.WrittenCount - from));
            copied = end;
        }

        result.Write(text[copied..]);
    }

    private static string WordPattern(string pattern, string word)
    {
        string other = $@"(?:[^{word}\uD800-\uDFFF\n]|[\uD800-\uDBFF][\uDC00-\uDFFF])";
        return $"(?:(?m:^)|{other})(?<{WordGroup}>{pattern})(?:(?m:$)|{other})";
    }

    // The first match from an offset on, which may lie within a character: ripgrep goes on by bytes behind an empty match.
    private bool TryFind(ReadOnlySpan<byte> text, int at, out int start, out int end)
    {
        ReadOnlySpan<char> decoded = From(text, at, out int index, out int[]? map);
        for (; map == splitOffsets && map is not null; decoded = From(text, ++at, out index, out map))
        {
            foreach (ValueMatch match in (inWord ?? regex).EnumerateMatches(decoded, index))
            {
                if (IsWithin(text, match.Index, match.Length, index, map))
                {
                    start = end = at;
                    return true;
                }

                break;
            }
        }

        start = -1;
        end = -1;
        if (inWord is null)
        {
            foreach (ValueMatch match in regex.EnumerateMatches(decoded, index))
            {
                start = match.Index;
                end = match.Index + match.Length;
                break;
            }
        }
        else
        {
            foreach (ValueMatch match in inWord.EnumerateMatches(decoded, index))
            {
                start = match.Index;
                end = match.Index + match.Length;
                break;
            }

            if (start >= 0)
            {
                Group group = inWord.Match(decoded.ToString(), index).Groups[WordGroup];
                start = group.Index;
                end = group.Index + group.Length;
            }
        }

        if (start < 0)
        {
            return false;
        }

        start = map is null ? start : map[start];
        end = map is null ? end : map[end];
        return true;
    }

    // An empty match right here. Of a character taken apart nothing else can match, and what stands behind it would not see it.
    private static bool IsWithin(ReadOnlySpan<byte> text, int start, int length, int index, int[] map) =>
        start == index && length == 0 && (text[map[index]] & 0xC0) == 0x80;

    // The decoded text and where in it an offset lies. A character that the offset lies within is taken apart into bytes.
    private ReadOnlySpan<char> From(ReadOnlySpan<byte> text, int at, out int index, out int[]? map)
    {
        map = null;
        index = at;
        if (plain)
        {
            return characters.AsSpan(0, count);
        }

        map = offsets;
        index = Array.BinarySearch(offsets, 0, count + 1, at);
        if (index >= 0)
        {
            index -= index > 0 && offsets[index - 1] == at ? 1 : 0;
            return characters.AsSpan(0, count);
        }

        int character = ~index - 1;
        while (character > 0 && offsets[character - 1] == offsets[character])
        {
            character--;
        }

        int behind = ~index;
        int first = offsets[character];
        int bytes = offsets[behind] - first;
        int length = count - (behind - character) + bytes;
        if (split.Length < length + 1)
        {
            split = new char[(length * 2) + 1];
            splitOffsets = new int[(length * 2) + 1];
        }

        characters.AsSpan(0, character).CopyTo(split);
        offsets.AsSpan(0, character).CopyTo(splitOffsets);
        for (int i = 0; i < bytes; i++)
        {
            split[character + i] = (char)(0xDC00 + text[first + i]);
            splitOffsets[character + i] = first + i;
        }

        characters.AsSpan(behind, count - behind).CopyTo(split.AsSpan(character + bytes));
        offsets.AsSpan(behind, count - behind + 1).CopyTo(splitOffsets.AsSpan(character + bytes));
        index = character + at - first;
        map = splitOffsets;
        return split.AsSpan(0, length);
    }

    // $1, $name, ${name} and $$.
    private static void Expand(byte[] replacement, Match match, Group whole, ArrayBufferWriter<byte> result)
    {
        ReadOnlySpan<byte> rest = replacement;
        while (true)
        {
            int dollar = rest.IndexOf((byte)'$');
            result.Write(dollar < 0 ? rest : rest[..dollar]);
            if (dollar < 0)
            {
                return;
            }

            rest = rest[(dollar + 1)..];
            if (rest.StartsWith("$"u8))
            {
                result.Write("$"u8);
                rest = rest[1..];
                continue;
            }

            int length;
            int behind;
            if (rest.StartsWith("{"u8) && rest.IndexOf((byte)'}') is var close and > 0)
            {
                rest = rest[1..];
                length = close - 1;
                behind = close;
            }
            else
            {
                length = rest.IndexOfAnyExcept("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"u8);
                length = length < 0 ? rest.Length : length;
                behind = length;
            }

            if (length == 0)
            {
                result.Write("$"u8);
                continue;
            }

            Group group = rest[..length].SequenceEqual("0"u8) ? whole : match.Groups[EscapedUtf8.Decode(rest[..length])];
            result.Write(EscapedUtf8.Encode(group.ValueSpan));
            rest = rest[behind..];
        }
    }

    private ReadOnlySpan<char> Decode(ReadOnlySpan<byte> text)
    {
        if (characters.Length < text.Length)
        {
            characters = new char[text.Length * 2];
        }

        plain = Ascii.ToUtf16(text, characters, out count) == OperationStatus.Done;
        if (plain)
        {
            return characters.AsSpan(0, count);
        }

        count = EscapedUtf8.Decode(text, characters);
        if (offsets.Length < count + 1)
        {
            offsets = new int[(count * 2) + 1];
        }

        int at = 0;
        for (int i = 0; i < count; i++)
        {
            offsets[i] = at;
            char c = characters[i];
            if (char.IsHighSurrogate(c) && i + 1 < count && char.IsLowSurrogate(characters[i + 1]))
            {
                offsets[++i] = at;
                at += 4;
            }
            else
            {
                at += c < 0x80 || EscapedUtf8.IsEscape(c) ? 1 : c < 0x800 ? 2 : 3;
            }
        }

        offsets[count] = at;
        return characters.AsSpan(0, count);
    }

    /// <summary>Makes a matcher of several patterns.</summary>
    public static RgMatcher Create(IReadOnlyList<string> patterns, RgMatching matching)
    {
        var net = new List<string>();
        var posix = new List<string>();
        bool exact = true;
        bool hasPosix = true;
        bool upper = false;
        bool literal = false;
        foreach (string pattern in patterns)
        {
            if (matching.IsPerl)
            {
                net.Add(new Text.PerlPattern(pattern).Text);
                upper |= pattern.Any(char.IsUpper);
                literal = true;
                hasPosix = false;
                continue;
            }

            string source = matching.IsFixed ? Escape(pattern) : pattern;
            var parsed = new RgPattern(source, matching.IsUnicode, matching.Crlf, matching.DotAll);
            if (parsed.HasNewline && !matching.Multiline)
            {
                throw new RgPatternException("the literal '\"\\n\"' is not allowed in a regex\n\nConsider enabling multiline mode with the --multiline flag (or -U for short).\nWhen multiline mode is enabled, new line characters can be matched.");
            }

            net.Add(parsed.Net);
            posix.Add(parsed.Posix ?? "");
            hasPosix &= parsed.Posix is not null;
            exact &= parsed.IsExact;
            upper |= parsed.HasUppercase;
            literal |= parsed.HasLiteral;
        }

        bool ignoresCase = matching.IgnoresCase || (matching.IsSmart && literal && !upper);
        string joined = net.Count == 1 ? net[0] : string.Join('|', net.Select(n => $"(?:{n})"));
        string? word = !matching.WholeWord || matching.WholeLine ? null : matching.IsUnicode ? @"\w" : "0-9A-Za-z_";
        joined = matching.WholeLine ? $"(?m:^)(?:{joined})(?m:{(matching.Crlf ? @"(?=\r?(?:\n|\z))" : "$")})"
            : joined;
        PosixRegex? prefilter = null;
        if (hasPosix && posix.Count > 0 && !matching.Multiline)
        {
            try
            {
                prefilter = PosixRegex.Cached(posix.Count == 1 ? posix[0] : string.Join('|', posix.Select(p => $"({p})")), new PosixOptions
                {
                    Syntax = RegexSyntax.Egrep,
                    IgnoreCase = ignoresCase,
                    Whole = matching.WholeLine && !matching.Crlf ? RegexWhole.Line : RegexWhole.Nothing,
                    LineSeparator = matching.Terminator,
                    NoSubmatches = true,
                });
            }
            catch (Exception problem) when (problem is RegexSyntaxException or RegexLimitException)
            {
                // .NET's engine does it alone.
            }
        }

        if (net.Count == 0)
        {
            return new RgMatcher(@"[^\u0000-\uffff]", NetOptions.None, null, false, null, matching.Terminator);
        }

        byte[]? plain = matching.IsFixed && patterns is [{ Length: > 0 } only] && !ignoresCase && !matching.WholeLine && !matching.WholeWord ? EscapedUtf8.Encode(only) : null;
        bool certain = prefilter is not null && exact && !matching.WholeWord && !(matching.WholeLine && matching.Crlf);
        try
        {
            return new RgMatcher(joined, ignoresCase ? NetOptions.IgnoreCase : NetOptions.None, prefilter, certain, plain, matching.Terminator, word);
        }
        catch (RegexParseException problem)
        {
            throw new RgPatternException(matching.IsPerl
                ? $"PCRE2: error compiling pattern at offset {problem.Offset}: {Text.PerlPattern.Describe(problem)}"
                : $"regex parse error:\n    {patterns[0]}\nerror: {problem.Message}");
        }
    }

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (char c in text)
        {
            escaped.Append(@"\.+*?()|[]{}^$#&-~".Contains(c, StringComparison.Ordinal) ? "\\" : "").Append(c);
        }

        return escaped.ToString();
    }
}
