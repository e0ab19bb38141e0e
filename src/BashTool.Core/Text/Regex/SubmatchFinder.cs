namespace BashTool.Core.Text.Regex;

/// <summary>
/// Finds the groups of a match whose extent is known: of all ways through the automaton that span it, the one that the C
/// library would take, which prefers the first alternative and the longer repetition at each choice. Every instruction is
/// tried once at a position, so the work is bounded by the product of pattern and match.
/// </summary>
internal sealed class SubmatchFinder(RegexProgram program, int groupCount)
{
    // Above this many bits of memory, the ways are followed side by side instead of one after the other.
    private const long VisitedLimit = 8_000_000;

    private readonly RegexProgram program = program;
    private readonly RegisterFile registers = new(groupCount);
    private ulong[] visited = [];
    private Job[] jobs = new Job[64];
    private int jobCount;
    private Event[] events = new Event[64];
    private int eventCount;

    /// <summary>False if nothing spans the extent, which cannot be for an extent that the other automata found.</summary>
    public bool Find(ReadOnlySpan<byte> text, int start, int end, Span<RegexGroup> groups, RegexMatchFlags edges)
    {
        long bits = (long)program.Code.Length * (end - start + 1);
        if (bits > VisitedLimit)
        {
            return new SubmatchSimulation(program, registers).Find(text, start, end, groups, edges);
        }

        int last = Search(text, start, end, (int)bits, edges);
        if (last == int.MinValue)
        {
            return false;
        }

        Replay(last, start, end);
        registers.CopyTo(groups);
        return true;
    }

    public long StepsTaken { get; private set; }

    private int Search(ReadOnlySpan<byte> text, int start, int end, int bits, RegexMatchFlags edges)
    {
        int words = (bits + 63) >> 6;
        if (visited.Length < words)
        {
            visited = new ulong[Math.Max(words, visited.Length * 2)];
        }
        else
        {
            visited.AsSpan(0, words).Clear();
        }

        int width = end - start + 1;
        RegexInstruction[] code = program.Code;
        RegexAlphabet alphabet = program.Alphabet;
        jobCount = 0;
        eventCount = 0;
        Push(new Job(program.Start, start, -1, 0));
        while (jobCount > 0)
        {
            (int node, int position, int head, eventCount) = jobs[--jobCount];
            while (true)
            {
                StepsTaken++;
                ref RegexInstruction instruction = ref code[node];
                if (!Visit((node * width) + position - start))
                {
                    if (instruction.Op != RegexOp.Loop)
                    {
                        break;
                    }

                    // The body has matched nothing: leave the loop rather than the way.
                    node = instruction.Other;
                    continue;
                }

                switch (instruction.Op)
                {
                    case RegexOp.Character:
                        if (position >= end)
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
                    case RegexOp.Split or RegexOp.Loop:
                        Push(new Job(instruction.Other, position, head, eventCount));
                        break;
                    case RegexOp.OpenGroup or RegexOp.CloseGroup or RegexOp.CloseOptionalGroup:
                        head = AddEvent(new Event(node, position, head));
                        break;
                    case RegexOp.Assertion:
                        if (!RegexContexts.Holds(program.Assertions[instruction.Argument], alphabet, text, position, edges))
                        {
                            goto fail;
                        }

                        break;
                    case RegexOp.Match:
                        if (position == end)
                        {
                            return head;
                        }

                        goto fail;
                }

                node = instruction.Next;
            }

        fail:;
        }

        return int.MinValue;
    }

    private void Replay(int last, int start, int end)
    {
        // The chain leads from the last event back to the first: turn it round in the free part of the jobs.
        int count = 0;
        for (int e = last; e >= 0; e = events[e].Before)
        {
            if (count == jobs.Length)
            {
                Array.Resize(ref jobs, count * 2);
            }

            jobs[count++] = new Job(events[e].Node, events[e].Position, 0, 0);
        }

        registers.Reset(start, end);
        while (count > 0)
        {
            (int node, int position, _, _) = jobs[--count];
            registers.Apply(program.Code[node], position);
        }
    }

    private bool Visit(int bit)
    {
        ref ulong word = ref visited[bit >> 6];
        ulong mask = 1UL << (bit & 63);
        if ((word & mask) != 0)
        {
            return false;
        }

        word |= mask;
        return true;
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
