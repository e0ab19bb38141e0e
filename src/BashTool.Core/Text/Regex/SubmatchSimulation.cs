namespace BashTool.Core.Text.Regex;

/// <summary>
/// What <see cref="SubmatchFinder"/> does, for matches too long to remember every step: all ways are followed at once, in
/// order of preference, each with the chain of its group events.
/// </summary>
internal sealed class SubmatchSimulation(RegexProgram program, RegisterFile registers)
{
    private readonly int[] seenAt = new int[program.Code.Length];
    private readonly Stack<(int Node, Event? Head)> stack = new();
    private int generation;
    private List<(int Node, Event? Head)> current = [];
    private List<(int Node, Event? Head)> next = [];
    private bool matched;
    private Event? matchHead;

    public bool Find(ReadOnlySpan<byte> text, int start, int end, Span<RegexGroup> groups, RegexMatchFlags edges)
    {
        RegexAlphabet alphabet = program.Alphabet;
        generation++;
        Close(program.Start, null, text, start, edges);
        (current, next) = (next, current);
        int position = start;
        while (position < end && current.Count > 0)
        {
            int characterClass = alphabet.ClassAt(text, position, out int length);
            position += length;
            generation++;
            next.Clear();
            matched = false;
            foreach ((int node, Event? head) in current)
            {
                ref RegexInstruction instruction = ref program.Code[node];
                if (alphabet.SetHas[(instruction.Argument * alphabet.ClassCount) + characterClass])
                {
                    Close(instruction.Next, head, text, position, edges);
                }
            }

            (current, next) = (next, current);
        }

        if (position != end || !matched)
        {
            return false;
        }

        var chain = new Stack<Event>();
        for (Event? e = matchHead; e is not null; e = e.Before)
        {
            chain.Push(e);
        }

        registers.Reset(start, end);
        while (chain.TryPop(out Event? e))
        {
            registers.Apply(program.Code[e.Node], e.Position);
        }

        registers.CopyTo(groups);
        return true;
    }

    private void Close(int from, Event? fromHead, ReadOnlySpan<byte> text, int position, RegexMatchFlags edges)
    {
        stack.Push((from, fromHead));
        while (stack.TryPop(out (int Node, Event? Head) job))
        {
            (int node, Event? head) = job;
            while (node >= 0)
            {
                ref RegexInstruction instruction = ref program.Code[node];
                if (seenAt[node] == generation)
                {
                    node = instruction.Op == RegexOp.Loop ? instruction.Other : -1;
                    continue;
                }

                seenAt[node] = generation;
                switch (instruction.Op)
                {
                    case RegexOp.Character:
                        next.Add((node, head));
                        node = -1;
                        continue;
                    case RegexOp.Split or RegexOp.Loop:
                        stack.Push((instruction.Other, head));
                        break;
                    case RegexOp.OpenGroup or RegexOp.CloseGroup or RegexOp.CloseOptionalGroup:
                        head = new Event(node, position, head);
                        break;
                    case RegexOp.Assertion:
                        if (!RegexContexts.Holds(program.Assertions[instruction.Argument], program.Alphabet, text, position, edges))
                        {
                            node = -1;
                            continue;
                        }

                        break;
                    case RegexOp.Match:
                        if (!matched)
                        {
                            matched = true;
                            matchHead = head;
                        }

                        node = -1;
                        continue;
                }

                node = instruction.Next;
            }
        }
    }

    private sealed class Event(int node, int position, Event? before)
    {
        public int Node { get; } = node;

        public int Position { get; } = position;

        public Event? Before { get; } = before;
    }
}
