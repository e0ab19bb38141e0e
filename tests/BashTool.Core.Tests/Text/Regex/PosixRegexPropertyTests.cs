using System.Text;
using BashTool.Core.Text.Regex;

namespace BashTool.Core.Tests.Text.Regex;

/// <summary>Random small patterns against a matcher that is too simple to be wrong.</summary>
public sealed class PosixRegexPropertyTests
{
    private static readonly string[] Letters = ["a", "b", "é", "\n"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_match_is_the_leftmost_and_longest_of_all_there_are(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 1500; i++)
        {
            Pattern pattern = Make(random, 4);
            PosixRegex regex = PosixRegex.Compile(pattern.Text, RegexOptions.Extended);
            for (int k = 0; k < 6; k++)
            {
                string[] text = RandomText(random);
                byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(text));
                (int Start, int End)? expected = Naive(pattern, text);
                bool found = regex.TryFind(bytes, 0, out RegexGroup match);
                (int, int)? actual = found ? (match.Start, match.End) : null;
                Assert.True(Equals(Offsets(expected, text), actual), $"/{pattern.Text}/ on '{string.Concat(text)}': {actual}, not {Offsets(expected, text)}");
                Assert.Equal(found, regex.IsMatch(bytes));
            }
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void A_buffer_of_lines_has_the_lines_that_match_alone(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 600; i++)
        {
            string pattern = Make(random, 3).Text.Replace("\n", "a", StringComparison.Ordinal);
            PosixRegex regex = PosixRegex.Compile(pattern, new RegexOptions { Syntax = RegexSyntax.Egrep, Whole = (RegexWhole)random.Next(3) });
            string[] lines = Enumerable.Range(0, 6).Select(_ => string.Concat(RandomText(random)).Replace("\n", "", StringComparison.Ordinal)).ToArray();
            byte[] buffer = Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");
            var found = new List<string>();
            for (int at = 0; regex.TryFindLine(buffer, at, out int start, out int length); at = start + length + 1)
            {
                found.Add(Encoding.UTF8.GetString(buffer, start, length));
            }

            Assert.Equal(lines.Where(line => regex.IsMatch(Encoding.UTF8.GetBytes(line))), found);
        }
    }

    [Fact]
    public void Long_matches_have_the_groups_of_short_ones()
    {
        // Long enough for the ways to be followed side by side.
        PosixRegex regex = PosixRegex.Compile("(a|ab)*(b*)((c)|d)+", RegexOptions.Extended);
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("aab", 300_000)) + "bbcd");
        var groups = new RegexGroup[5];
        Assert.True(regex.TryFind(text, 0, groups.AsSpan()));
        int n = text.Length;
        Assert.Equal([new(0, n), new(n - 6, 1), new(n - 5, 3), new(n - 1, 1), new(n - 2, 1)], groups);
    }

    private static (int, int)? Offsets((int Start, int End)? match, string[] text) =>
        match is { } m ? (Bytes(text, m.Start), Bytes(text, m.End)) : null;

    private static int Bytes(string[] text, int count) => text.Take(count).Sum(Encoding.UTF8.GetByteCount);

    private static string[] RandomText(Random random)
    {
        var text = new string[random.Next(9)];
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = Letters[random.Next(10) == 0 ? 3 : random.Next(3)];
        }

        return text;
    }

    private static (int Start, int End)? Naive(Pattern pattern, string[] text)
    {
        for (int start = 0; start <= text.Length; start++)
        {
            HashSet<int> ends = pattern.Ends(text, start);
            if (ends.Count > 0)
            {
                return (start, ends.Max());
            }
        }

        return null;
    }

    private static Pattern Make(Random random, int depth)
    {
        switch (depth == 0 ? random.Next(4) : random.Next(10))
        {
            case 0 or 1:
                string letter = Letters[random.Next(3)];
                return new Pattern(letter, (text, at) => at < text.Length && text[at] == letter ? [at + 1] : []);
            case 2:
                return new Pattern("[^b]", static (text, at) => at < text.Length && text[at] != "b" ? [at + 1] : []);
            case 3:
                return random.Next(3) switch
                {
                    0 => new Pattern(".", static (text, at) => at < text.Length ? [at + 1] : []),
                    1 => new Pattern("(^)", static (_, at) => at == 0 ? [at] : []),
                    _ => new Pattern("($)", static (text, at) => at == text.Length ? [at] : []),
                };
            case 4 or 5 or 6:
                Pattern first = Make(random, depth - 1);
                Pattern second = Make(random, depth - 1);
                return new Pattern(random.Next(2) == 0 && !first.Text.Contains('|') && !second.Text.Contains('|') ? first.Text + second.Text : $"({first.Text})({second.Text})", (text, at) => first.Ends(text, at).SelectMany(e => second.Ends(text, e)).ToHashSet());
            case 7:
                Pattern[] branches = Enumerable.Range(0, 2 + random.Next(4)).Select(_ => Make(random, depth - 1)).ToArray();
                return new Pattern(
                    $"({string.Join('|', branches.Select(static b => b.Text))})", (text, at) => branches.SelectMany(b => b.Ends(text, at)).ToHashSet());
            default:
                Pattern element = Make(random, depth - 1);
                int minimum = random.Next(3);
                int maximum = random.Next(2) == 0 ? -1 : minimum + random.Next(3);
                string bounds = maximum < 0 ? $"{{{minimum},}}" : $"{{{minimum},{maximum}}}";
                return new Pattern($"({element.Text}){bounds}", (text, at) => Repeat(element, text, at, minimum, maximum));
        }
    }

    private static HashSet<int> Repeat(Pattern element, string[] text, int at, int minimum, int maximum)
    {
        HashSet<int> current = [at];
        HashSet<int> ends = minimum == 0 ? [at] : [];
        int limit = maximum < 0 ? minimum + text.Length + 1 : maximum;
        for (int i = 1; i <= limit; i++)
        {
            current = current.SelectMany(e => element.Ends(text, e)).ToHashSet();
            if (i >= minimum)
            {
                ends.UnionWith(current);
            }
        }

        return ends;
    }

    private sealed record Pattern(string Text, Func<string[], int, HashSet<int>> Ends);
}
