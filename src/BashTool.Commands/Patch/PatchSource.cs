using System.Text;

namespace BashTool.Commands.Patch;

/// <summary>The text of a patch, read line by line; where it stands can be moved.</summary>
internal sealed class PatchSource(byte[] text, Action endsInMiddle)
{
    public byte[] Text => text;

    /// <summary>Where the next line begins.</summary>
    public int Position { get; set; }

    /// <summary>The number of the line read last.</summary>
    public int Line { get; set; }

    public bool IsAtEnd => Position >= text.Length;

    /// <summary>The next line with its newline; empty at the end.</summary>
    /// <param name="indent">So many columns are taken off in front.</param>
    /// <param name="nesting">So many <c>"- "</c> of RFC 934 are taken off.</param>
    /// <param name="stripsReturn">A carriage return at the end is taken off.</param>
    /// <param name="keepsComments">Lines that start with <c>#</c> are lines.</param>
    public byte[] Read(int indent = 0, int nesting = 0, bool stripsReturn = false, bool keepsComments = true)
    {
        while (true)
        {
            if (IsAtEnd)
            {
                return [];
            }

            int length = text.AsSpan(Position).IndexOf((byte)'\n');
            int end = length < 0 ? text.Length : Position + length + 1;
            int at = Position;
            for (int column = 0; column < indent && at < end; at++)
            {
                byte c = text[at];
                if (c is (byte)' ' or (byte)'X')
                {
                    column++;
                }
                else if (c == '\t')
                {
                    column = (column + 8) & ~7;
                }
                else
                {
                    break;
                }
            }

            for (int left = nesting; left > 0 && at + 1 < end && text[at] == '-' && text[at + 1] == ' '; left--)
            {
                at += 2;
            }

            Position = end;
            if (length < 0)
            {
                // What has no newline is not read.
                endsInMiddle();
                return [];
            }

            byte[] line = text[at..end];
            Line++;

            if (stripsReturn && line.Length >= 2 && line[^2] == '\r')
            {
                line = [.. line.AsSpan(0, line.Length - 2), (byte)'\n'];
            }

            if (keepsComments || line.Length == 0 || line[0] != '#')
            {
                return line;
            }
        }
    }

    /// <summary>Takes a line that says that the one before has no newline; true if there was one.</summary>
    public bool TakeIncomplete()
    {
        if (IsAtEnd || text[Position] != '\\')
        {
            return false;
        }

        int length = text.AsSpan(Position).IndexOf((byte)'\n');
        Position = length < 0 ? text.Length : Position + length + 1;
        return true;
    }

    /// <summary>A line as text for a message.</summary>
    public static string Show(ReadOnlySpan<byte> line) => EscapedUtf8.Decode(line);
}
