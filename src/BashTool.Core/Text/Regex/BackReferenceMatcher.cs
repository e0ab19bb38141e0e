namespace BashTool.Core.Text.Regex;

/// <summary>
/// Matches patterns with back-references, which no automaton can: tries the ways one after the other, remembers at which
/// choices it has been with which groups, and gives up when that is too much to remember.
/// </summary>
internal sealed class BackReferenceMatcher
{
    private const int MemoryLimit = 6_000_000;
    private const int LoopExit = 1 << 30;

    // Short texts are done before remembering pays.
    private const int StepsWithoutMemory = 2_000;

    private readonly RegexProgram program;
    private readonly bool ignoreCase;
    private readonly RegisterFile registers;
    private readonly int[] captures;
    private readonly int[] referenced;
    private readonly bool[] mayTurnEmpty;
    private readonly int[] turnedAt;
    private int steps;
    private readonly HashSet<UInt128> visited = [];
    private Job[] jobs = new Job[64];
    private int jobCount;
    private Event[] events = new Event[64];
    private int eventCount;
    private int[] chain = new int[16];

    public BackReferenceMatcher(RegexProgram program, int groupCount, bool ignoreCase)
    {
        this.program = program;
        this.ignoreCase = ignoreCase;
        registers = new RegisterFile(groupCount);
        captures = new int[2 * (groupCount + 1)];
        var numbers = new SortedSet<int>();
        foreach (RegexInstruction instruction in program.Code)
        {
            if (instruction.Op == RegexOp.BackReference)
            {
                numbers.Add(instruction.Argument);
            }
        }

        referenced = [.. numbers];
        turnedAt = new int[program.Code.Length];
        mayTurnEmpty = new bool[program.Code.Length];
        for (int i = 0; i < mayTurnEmpty.Length; i++)
        {
            mayTurnEmpty[i] = program.Code[i].Op == RegexOp.Loop && CanReturn(i);
        }
    }

    public long StepsTaken { get; private set; }

    /// <summary>The end of the longest match that starts at <paramref name="start"/>, or -1; fills the groups.</summary>
    /// <param name="any">Any match will do, it need not be the longest.</param>
    public int Match(ReadOnlySpan<byte> text, int start, Span<RegexGroup> groups, RegexMatchFlags edges, bool any = false)
    {
        RegexInstruction[] code = program.Code;
        RegexAlphabet alphabet = program.Alphabet;
        int best = -1;
        if (visited.Count > 0)
        {
            visited.Clear();
        }

        captures.AsSpan().Fill(-1);
        turnedAt.AsSpan().Fill(-1);
        StepsTaken += steps;
        steps = 0;
        jobCount = 0;
        eventCount = 0;
        Push(new Job(program.Start, start, -1, 0));
        while (jobCount > 0)
        {
            (int node, int position, int head, int events) = jobs[--jobCount];
            if (node < 0)
            {
                // Not a way to go but something to put back.
                if (~node < captures.Length)
                {
                    captures[~node] = position;
                }
                else
                {
                    turnedAt[~node - captures.Length] = position;
                }

                continue;
            }

            eventCount = events;
            if ((node & LoopExit) != 0)
            {
                if (!Visit(node, position))
                {
                    continue;
                }

                node = code[node & ~LoopExit].Other;
            }

            while (true)
            {
                ref RegexInstruction instruction = ref code[node];
                switch (instruction.Op)
                {
                    case RegexOp.Character:
                        if (position >= text.Length)
                        {
                            goto fail;
                        }

                        int characterClass = alphabet.ClassAt(text, position, out int length);
                        if (!alphabet.SetHas[(instruction.Argument * alphabet.ClassCount) + characterClass])
                        {
                            goto fail;
                        }

                        position += length;
                        break;
                    case RegexOp.Split:
                        if (!Visit(node, position))
                        {
                            goto fail;
                        }

                        Push(new Job(instruction.Other, position, head, eventCount));
                        break;
                    case RegexOp.Loop:
                        if (mayTurnEmpty[node])
                        {
                            if (turnedAt[node] == position)
                            {
                                // The body has matched nothing: leave the loop rather than the way.
                                node = instruction.Other;
                                continue;
                            }

                            Push(new Job(~(captures.Length + node), turnedAt[node], 0, 0));
                            turnedAt[node] = position;
                        }

                        if (!Visit(node, position))
                        {
                            goto fail;
                        }

                        Push(new Job(node | LoopExit, position, head, eventCount));
                        break;
                    case RegexOp.OpenGroup:
                        Capture(2 * instruction.Argument, position);
                        Capture((2 * instruction.Argument) + 1, -1);
                        head = AddEvent(new Event(node, position, head));
                        break;
                    case RegexOp.CloseGroup or RegexOp.CloseOptionalGroup:
                        Capture((2 * instruction.Argument) + 1, position);
                        head = AddEvent(new Event(node, position, head));
                        break;
                    case RegexOp.BackReference:
                        int from = captures[2 * instruction.Argument];
                        int to = captures[(2 * instruction.Argument) + 1];
                        if (from < 0 || to < 0)
                        {
                            goto fail;
                        }

                        int taken = Same(text, text[from..to], position);
                        if (taken < 0)
                        {
                            goto fail;
                        }

                        position += taken;
                        break;
                    case RegexOp.Assertion:
                        if (!RegexContexts.Holds(program.Assertions[instruction.Argument], alphabet, text, position, edges))
                        {
                            goto fail;
                        }

                        break;
                    case RegexOp.Match:
                        if (position > best)
                        {
                            best = position;
                            Replay(head, start, position);
                            registers.CopyTo(groups);
                            if (any || best == text.Length)
                            {
                                return best;
                            }
                        }

                        goto fail;
                }

                node = instruction.Next;
            }

        fail:;
        }

        return best;
    }

    /// <summary>Whether the body of a loop can be gone through without taking anything.</summary>
    private bool CanReturn(int loop)
    {
        var seen = new HashSet<int>();
        var open = new Stack<int>();
        open.Push(program.Code[loop].Next);
        while (open.TryPop(out int node))
        {
            if (node == loop)
            {
                return true;
            }

            RegexInstruction instruction = program.Code[node];
            if (instruction.Op is RegexOp.Character or RegexOp.Match || !seen.Add(node))
            {
                continue;
            }

            open.Push(instruction.Next);
            if (instruction.Op is RegexOp.Split or RegexOp.Loop)
            {
                open.Push(instruction.Other);
            }
        }

        return false;
    }

    private int Same(ReadOnlySpan<byte> text, ReadOnlySpan<byte> group, int position)
    {
        ReadOnlySpan<byte> rest = text[position..];
        if (!ignoreCase)
        {
            return rest.StartsWith(group) ? group.Length : -1;
        }

        int taken = 0;
        while (!group.IsEmpty)
        {
            if (taken == rest.Length)
            {
                return -1;
            }

            int a = EscapedUtf8.DecodeRune(group, out int lengthA);
            int b = EscapedUtf8.DecodeRune(rest[taken..], out int lengthB);
            if (a != b && CharacterClass.ToUpper(a) != CharacterClass.ToUpper(b))
            {
                return -1;
            }

            group = group[lengthA..];
            taken += lengthB;
        }

        return taken;
    }

    private void Capture(int slot, int position)
    {
        if (captures[slot] != position)
        {
            Push(new Job(~slot, captures[slot], 0, 0));
            captures[slot] = position;
        }
    }

    private bool Visit(int node, int position)
    {
        if (++steps < StepsWithoutMemory)
        {
            return true;
        }

        ulong a = ((ulong)(uint)node << 32) | (uint)position;
        ulong b = a * 0x9E3779B97F4A7C15;
        foreach (int group in referenced)
        {
            ulong value = ((ulong)(uint)captures[2 * group] << 32) | (uint)captures[(2 * group) + 1];
            b = (ulong.RotateLeft(b, 29) ^ value) * 0xBF58476D1CE4E5B9;
            b ^= b >> 32;
        }

        if (!visited.Add(new UInt128(b, a)))
        {
            return false;
        }

        return visited.Count <= MemoryLimit ? true : throw new RegexLimitException(RegexMessages.MemoryExhausted);
    }

    private void Replay(int last, int start, int end)
    {
        int count = 0;
        for (int e = last; e >= 0; e = events[e].Before)
        {
            if (count == chain.Length)
            {
                Array.Resize(ref chain, count * 2);
            }

            chain[count++] = e;
        }

        registers.Reset(start, end);
        while (count > 0)
        {
            Event e = events[chain[--count]];
            registers.Apply(program.Code[e.Node], e.Position);
        }
    }

    private void Push(Job job)
    {
        if (jobCount == jobs.Length)
        {
            Array.Resize(ref jobs, jobCount * 2);
        }

        jobs[jobCount++] = job;
    }

    private int AddEvent(Event e)
    {
        if (eventCount == events.Length)
        {
            Array.Resize(ref events, eventCount * 2);
        }

        events[eventCount] = e;
        return eventCount++;
    }

    private readonly record struct Job(int Node, int Position, int Head, int EventCount);

    private readonly record struct Event(int Node, int Position, int Before);
}
