namespace BashTool.Core.Text.Regex;

/// <summary>Where the groups begin and end while a way through the automaton is gone along, by the C library's rules.</summary>
internal sealed class RegisterFile(int groupCount)
{
    private readonly int[] current = new int[2 * (groupCount + 1)];
    private readonly int[] previous = new int[2 * (groupCount + 1)];

    public void Reset(int start, int end)
    {
        current.AsSpan().Fill(-1);
        current[0] = start;
        current[1] = end;
        current.CopyTo(previous, 0);
    }

    public void Apply(in RegexInstruction instruction, int position)
    {
        int at = 2 * instruction.Argument;
        if (instruction.Op == RegexOp.OpenGroup)
        {
            current[at] = position;
            current[at + 1] = -1;
        }
        else if (current[at] < position)
        {
            current[at + 1] = position;
            current.CopyTo(previous, 0);
        }
        else if (instruction.Op == RegexOp.CloseOptionalGroup && previous[at] != -1)
        {
            // An iteration that matched nothing, and not the first: as if it had not been, groups within included.
            previous.CopyTo(current, 0);
        }
        else
        {
            current[at + 1] = position;
        }
    }

    public void CopyTo(Span<RegexGroup> groups)
    {
        for (int i = 0; i < groups.Length; i++)
        {
            int at = 2 * i;
            groups[i] = at < current.Length && current[at] >= 0 && current[at + 1] >= 0
                ? new RegexGroup(current[at], current[at + 1] - current[at])
                : RegexGroup.None;
        }
    }
}
