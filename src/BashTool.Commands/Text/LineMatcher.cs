using BashTool.Core.Text.Regex;

namespace BashTool.Commands.Text;

/// <summary>Finds lines that match, and the matches in them.</summary>
internal abstract class LineMatcher
{
    /// <summary>No pattern at all: no line matches.</summary>
    public static readonly LineMatcher Nothing = new NothingMatcher();

    /// <summary>The first line from <paramref name="start"/> on (the start of a line) that matches; its length without the delimiter.</summary>
    public abstract bool TryFindLine(ReadOnlySpan<byte> buffer, int start, out int lineStart, out int lineLength);

    /// <summary>The first match in a line from <paramref name="start"/> on.</summary>
    public abstract bool TryFind(ReadOnlySpan<byte> line, int start, out int matchStart, out int matchLength);

    private sealed class NothingMatcher : LineMatcher
    {
        public override bool TryFindLine(ReadOnlySpan<byte> buffer, int start, out int lineStart, out int lineLength)
        {
            lineStart = lineLength = 0;
            return false;
        }

        public override bool TryFind(ReadOnlySpan<byte> line, int start, out int matchStart, out int matchLength)
        {
            matchStart = matchLength = 0;
            return false;
        }
    }
}

/// <summary>POSIX regular expressions and fixed strings.</summary>
internal sealed class PosixMatcher(PosixRegex regex) : LineMatcher
{
    public override bool TryFindLine(ReadOnlySpan<byte> buffer, int start, out int lineStart, out int lineLength) =>
        regex.TryFindLine(buffer, start, out lineStart, out lineLength);

    public override bool TryFind(ReadOnlySpan<byte> line, int start, out int matchStart, out int matchLength)
    {
        bool found = regex.TryFind(line, start, out RegexGroup match);
        (matchStart, matchLength) = (match.Start, match.Length);
        return found;
    }
}
