using System.Globalization;
using System.Text;

namespace BashTool.Commands.Text;

/// <summary>
/// Calls of groups within a PCRE pattern (<c>(?R)</c>, <c>(?1)</c>, <c>(?&amp;name)</c>), which .NET does not have, are written out:
/// a call that is no recursion once, a recursion to a depth that the pattern's length allows.
/// </summary>
internal sealed class PerlRecursion
{
    private const int LongestPattern = 20_000;
    private const int DeepestLevel = 40;

    private readonly string source;
    private readonly List<(int Start, int End, string? Name)> groups = [];
    private readonly List<(int Start, int End, int Group)> calls = [];

    private PerlRecursion(string source)
    {
        this.source = source;
        Scan();
    }

    /// <summary>The pattern without calls.</summary>
    public static string Expand(string source)
    {
        if (!source.Contains("(?", StringComparison.Ordinal) && !source.Contains("\\g<", StringComparison.Ordinal))
        {
            return source;
        }

        var recursion = new PerlRecursion(source);
        if (recursion.calls.Count == 0)
        {
            return source;
        }

        string result = recursion.Write(1) ?? throw new CommandException("regular expression is too large", GrepCommand.Trouble);
        for (int depth = 2; depth <= DeepestLevel && recursion.Write(depth) is { } deeper; depth++)
        {
            if (deeper == result)
            {
                break;
            }

            result = deeper;
        }

        return result;
    }

    private string? Write(int depth)
    {
        var output = new StringBuilder();
        return Append(output, 0, source.Length, depth, inCall: false) ? output.ToString() : null;
    }

    // Part of the source; within a call the groups capture nothing.
    private bool Append(StringBuilder output, int from, int to, int depth, bool inCall)
    {
        for (int i = from; i < to;)
        {
            int call = calls.FindIndex(c => c.Start == i);
            if (call >= 0)
            {
                (_, int end, int group) = calls[call];
                (int start, int close, _) = group == 0 ? (-1, source.Length, null) : groups[group - 1];
                bool recurses = start < calls[call].Start && calls[call].Start < close;
                if (output.Length > LongestPattern)
                {
                    return false;
                }

                if (depth == 0)
                {
                    output.Append("(?!)");
                }
                else
                {
                    output.Append("(?:");
                    int body = group == 0 ? 0 : BodyOf(start);
                    if (!Append(output, body, close, recurses ? depth - 1 : depth, inCall: true))
                    {
                        return false;
                    }

                    output.Append(')');
                }

                i = end;
                continue;
            }

            if (inCall && source[i] == '(' && groups.Exists(g => g.Start == i))
            {
                output.Append("(?:");
                i = BodyOf(i);
                continue;
            }

            output.Append(source[i++]);
        }

        return true;
    }

    private int BodyOf(int start)
    {
        if (start + 1 >= source.Length || source[start + 1] != '?')
        {
            return start + 1;
        }

        int close = source.IndexOfAny(['>', '\''], start + (source[start + 2] == '\'' ? 3 : source[start + 2] == 'P' ? 4 : 3));
        return close < 0 ? source.Length : close + 1;
    }

    private void Scan()
    {
        var open = new Stack<int>();
        var pending = new List<(int Start, int End, string Target)>();
        for (int i = 0; i < source.Length;)
        {
            char c = source[i];
            if (c == '\\')
            {
                i = AfterEscape(i, pending);
            }
            else if (c == '[')
            {
                i = AfterClass(i);
            }
            else if (c == '(')
            {
                i = AfterOpening(i, open, pending);
            }
            else if (c == ')')
            {
                if (open.TryPop(out int group) && group >= 0)
                {
                    groups[group] = groups[group] with { End = i };
                }

                i++;
            }
            else
            {
                i++;
            }
        }

        foreach ((int start, int end, string target) in pending)
        {
            calls.Add((start, end, GroupOf(target, start)));
        }
    }

    private int GroupOf(string target, int at)
    {
        int group = -1;
        if (target == "R")
        {
            group = 0;
        }
        else if (int.TryParse(target, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number))
        {
            int before = groups.Count(g => g.Start < at);
            group = target[0] == '+' ? before + number : target[0] == '-' ? before + number + 1 : number;
        }
        else
        {
            group = groups.FindIndex(g => g.Name == target) + 1;
            group = group == 0 ? -1 : group;
        }

        return group >= 0 && group <= groups.Count ? group : throw new CommandException("reference to non-existent subpattern", GrepCommand.Trouble);
    }

    private int AfterEscape(int i, List<(int Start, int End, string Target)> pending)
    {
        if (source.AsSpan(i).StartsWith("\\Q"))
        {
            int end = source.IndexOf("\\E", i, StringComparison.Ordinal);
            return end < 0 ? source.Length : end + 2;
        }

        if (source.AsSpan(i).StartsWith("\\g<") && source.IndexOf('>', i) is > 0 and int close)
        {
            pending.Add((i, close + 1, source[(i + 3)..close]));
            return close + 1;
        }

        return i + 2;
    }

    private int AfterClass(int i)
    {
        i++;
        i += i < source.Length && source[i] == '^' ? 1 : 0;
        i += i < source.Length && source[i] == ']' ? 1 : 0;
        while (i < source.Length && source[i] != ']')
        {
            if (source[i] == '[' && i + 1 < source.Length && source[i + 1] == ':' && source.IndexOf(":]", i + 2, StringComparison.Ordinal) is > 0 and int end)
            {
                i = end + 2;
            }
            else
            {
                i += source[i] == '\\' ? 2 : 1;
            }
        }

        return i + 1;
    }

    private int AfterOpening(int i, Stack<int> open, List<(int Start, int End, string Target)> pending)
    {
        ReadOnlySpan<char> rest = source.AsSpan(i);
        if (rest.StartsWith("(?#"))
        {
            int end = source.IndexOf(')', i);
            return end < 0 ? source.Length : end + 1;
        }

        string? name = null;
        bool captures = !rest.StartsWith("(?") && !rest.StartsWith("(*");
        if (rest.StartsWith("(?<") && rest.Length > 3 && rest[3] is not ('=' or '!'))
        {
            name = UpTo('>', i + 3);
        }
        else if (rest.StartsWith("(?P<"))
        {
            name = UpTo('>', i + 4);
        }
        else if (rest.StartsWith("(?'"))
        {
            name = UpTo('\'', i + 3);
        }

        if (captures || name is not null)
        {
            open.Push(groups.Count);
            groups.Add((i, source.Length, name));
            return BodyOf(i);
        }

        int close = source.IndexOf(')', i);
        string target = close < 0 ? "" : rest.StartsWith("(?&") ? source[(i + 3)..close] : rest.StartsWith("(?P>") ? source[(i + 4)..close] : source[Math.Min(close, i + 2)..close];
        if (rest.StartsWith("(?&") || rest.StartsWith("(?P>") || target == "R"
            || (rest.StartsWith("(?") && target.Length > 0 && (char.IsAsciiDigit(target[0]) || (target.Length > 1 && target[0] is '+' or '-' && char.IsAsciiDigit(target[1])))))
        {
            pending.Add((i, close + 1, target));
            return close + 1;
        }

        open.Push(-1);
        return i + 1;
    }

    private string UpTo(char end, int from)
    {
        int close = source.IndexOf(end, from);
        return close < 0 ? "" : source[from..close];
    }
}
