namespace BashTool.Core.Text.Regex;

/// <summary>What an automaton looks for.</summary>
internal enum DfaMode
{
    /// <summary>The first position at which any match ends: is there one?</summary>
    Earliest,

    /// <summary>The same over many lines at once: a separator ends one text and begins the next.</summary>
    Lines,

    /// <summary>The end of the leftmost-longest match.</summary>
    Leftmost,

    /// <summary>The end of the longest match that starts at the given place.</summary>
    Anchored,
}

/// <summary>
/// A deterministic automaton whose states are made when they are first reached and forgotten when there are too many.
/// A state is a set of instructions; in leftmost mode it is a sequence of sets, one for each place where a match may have
/// started, earliest first, so that one pass finds the leftmost match. Not safe for several threads: each has its own.
/// </summary>
internal sealed partial class LazyDfa
{
    private const int Unbuilt = -1;
    private const int SpecialBit = int.MinValue;
    private const int MatchBit = 1 << 30;
    private const int OffsetMask = MatchBit - 1;
    private const int Mark = -1;
    private const int TableLimit = 2_000_000;
    private const int NodesLimit = 4_000_000;

    private readonly RegexProgram program;
    private readonly RegexAlphabet alphabet;
    private readonly DfaMode mode;
    private readonly int classCount;
    private readonly int endClass;
    private readonly int endInLineClass;
    private readonly int stride;
    private readonly int separatorClass = -1;
    private readonly bool canSeedInside;
    private readonly int[] startStates = new int[8];

    private int[] transitions;
    private State[] states = new State[16];
    private int stateCount;
    private int[] buckets = new int[64];
    private long nodeTotal;

    // Scratch for making a state.
    private readonly int[] seenAt;
    private int seenGeneration;
    private readonly List<int> stack = [];
    private int[] building = new int[64];
    private int buildingCount;
    private int[] resolved = new int[64];
    private int resolvedCount;
    private bool matchedInClosure;

    public LazyDfa(RegexProgram program, DfaMode mode, byte separator, RegexPrefilter? prefilter)
    {
        this.program = program;
        this.mode = mode;
        alphabet = program.Alphabet;
        classCount = alphabet.ClassCount;
        endClass = classCount + 1;
        endInLineClass = classCount + 2;
        stride = classCount + 3;
        lineSeparator = separator;
        separatorClass = mode == DfaMode.Lines ? alphabet.OfByte[separator] : -1;
        transitions = new int[stride * 8];
        seenAt = new int[program.Code.Length];
        canSeedInside = mode != DfaMode.Anchored && CanSeedInside();
        this.prefilter = prefilter;
        skipping = (mode == DfaMode.Lines && !canSeedInside) || (prefilter is not null && canSeedInside);
        Clear();
    }

    [Flags]
    private enum StateFlags : byte
    {
        None = 0,
        Dead = 1,
        MatchHere = 2,
        MatchBefore = 4,
        Start = 8,
        Seeding = 16,
    }

    /// <summary>How many transitions had to be worked out; all other characters cost one look into the table.</summary>
    public long TransitionsMade { get; private set; }

    private bool StopsAtFirst => mode is DfaMode.Earliest or DfaMode.Lines;

    private void Clear()
    {
        Array.Fill(startStates, -1);
        Array.Clear(states, 0, stateCount);
        stateCount = 0;
        Array.Clear(buckets);
        nodeTotal = 0;
    }

    /// <summary>Whether a match can begin anywhere but at the start of a text (or line).</summary>
    private bool CanSeedInside()
    {
        int seen = 0;
        for (int c = 0; c < classCount; c++)
        {
            int context = c == separatorClass ? -1 : (int)alphabet.Contexts[c];
            if (context < 0 || (seen >> context & 1) != 0)
            {
                continue;
            }

            seen |= 1 << context;
            BeginClosure();
            buildingCount = 0;
            Close(program.Start, (RegexContext)context, null);
            if (buildingCount > 0 || matchedInClosure)
            {
                return true;
            }
        }

        return false;
    }

    private int StartState(RegexContext context)
    {
        if (!program.HasAssertions)
        {
            context = RegexContext.Other;
        }

        int state = startStates[(int)context];
        return state >= 0 ? state : MakeStartState(context);
    }

    private int MakeStartState(RegexContext context)
    {
        BeginClosure();
        buildingCount = 0;
        Close(program.Start, context, null);
        bool seeding = mode != DfaMode.Anchored && canSeedInside && !matchedInClosure;
        StateFlags flags = matchedInClosure ? StateFlags.MatchHere : StateFlags.None;
        Sort(0);
        int encoded = Intern(flags | (seeding ? StateFlags.Seeding : 0), context, isStart: mode != DfaMode.Anchored);
        return startStates[(int)context] = encoded & OffsetMask;
    }

    private StateFlags FlagsOf(int offset) => states[offset / stride].Flags;

    /// <summary>Makes the transition and answers it as the table holds it. The table may have been emptied meanwhile.</summary>
    private int Build(int offset, int characterClass)
    {
        TransitionsMade++;
        State source = states[offset / stride];
        bool atEnd = characterClass >= endClass;
        bool atSeparator = characterClass == separatorClass;
        RegexContext next = characterClass == endClass || atSeparator ? RegexContext.Edge | RegexContext.Newline
            : characterClass == endInLineClass ? RegexContext.Edge
            : alphabet.Contexts[characterClass];
        bool seeding = (source.Flags & StateFlags.Seeding) != 0;
        bool matchedBefore = false;
        ReadOnlySpan<int> nodes = source.Nodes;
        if (source.HasPending)
        {
            matchedBefore = Resolve(nodes, source.Previous, next);
            nodes = resolved.AsSpan(0, resolvedCount);
        }

        StateFlags flags = matchedBefore ? StateFlags.MatchBefore : 0;
        int target;
        if (matchedBefore && StopsAtFirst)
        {
            buildingCount = 0;
            target = Intern(flags | StateFlags.Dead, 0, false);
        }
        else if (atEnd)
        {
            buildingCount = 0;
            target = Intern(flags | StateFlags.Dead, 0, false);
        }
        else if (atSeparator)
        {
            int start = StartState(RegexContext.Edge | RegexContext.Newline);
            target = Encode(start / stride);
        }
        else
        {
            bool matched = StepSets(nodes, characterClass, next, seeding && !matchedBefore, out bool stillSeeding);
            if (matched)
            {
                flags |= StateFlags.MatchHere;
            }

            if (matched && StopsAtFirst)
            {
                buildingCount = 0;
                flags |= StateFlags.Dead;
            }

            // A line whose start has gone by without a chance of a match later in it.
            bool idle = mode == DfaMode.Lines && buildingCount == 0 && !canSeedInside && flags == 0;
            target = Intern(flags | (stillSeeding ? StateFlags.Seeding : 0), next, idle);
        }

        // Making the target may have emptied the table; the source has no row then.
        if (offset / stride < stateCount && ReferenceEquals(states[offset / stride], source))
        {
            transitions[offset + characterClass] = target;
        }

        return target;
    }

    private bool StepSets(ReadOnlySpan<int> nodes, int characterClass, RegexContext context, bool seeding, out bool stillSeeding)
    {
        BeginClosure();
        buildingCount = 0;
        int setStart = 0;
        RegexInstruction[] code = program.Code;
        bool[] has = alphabet.SetHas;
        stillSeeding = seeding;
        for (int i = 0; i < nodes.Length; i++)
        {
            int node = nodes[i];
            if (node == Mark)
            {
                if (EndSet(ref setStart))
                {
                    stillSeeding = false;
                    return true;
                }

                continue;
            }

            ref RegexInstruction instruction = ref code[node];
            if (instruction.Op == RegexOp.Character && has[(instruction.Argument * classCount) + characterClass])
            {
                Close(instruction.Next, context, null);
                if (matchedInClosure && StopsAtFirst)
                {
                    return true;
                }
            }
        }

        if (mode != DfaMode.Leftmost && seeding)
        {
            Close(program.Start, context, null);
        }

        if (EndSet(ref setStart))
        {
            stillSeeding = false;
            return true;
        }

        if (mode == DfaMode.Leftmost && seeding)
        {
            Close(program.Start, context, null);
            if (EndSet(ref setStart))
            {
                stillSeeding = false;
                return true;
            }
        }

        if (buildingCount > 0 && building[buildingCount - 1] == Mark)
        {
            buildingCount--;
        }

        return false;
    }

    /// <summary>Ends the set being built; true if it has matched, so that sets of later starts do not count.</summary>
    private bool EndSet(ref int setStart)
    {
        Sort(setStart);
        if (matchedInClosure)
        {
            return true;
        }

        if (buildingCount > setStart)
        {
            Add(ref building, ref buildingCount, Mark);
            setStart = buildingCount;
        }

        return false;
    }

    /// <summary>Goes through the assertions that waited for the next character. True if that completes a match.</summary>
    private bool Resolve(ReadOnlySpan<int> nodes, RegexContext previous, RegexContext next)
    {
        BeginClosure();
        buildingCount = 0;
        int at = 0;
        bool matched = false;
        while (at < nodes.Length && !matched)
        {
            int end = at;
            while (end < nodes.Length && nodes[end] != Mark)
            {
                if (program.Code[nodes[end]].Op == RegexOp.Character && Unseen(nodes[end]))
                {
                    Add(ref building, ref buildingCount, nodes[end]);
                }

                end++;
            }

            for (int i = at; i < end; i++)
            {
                if (program.Code[nodes[i]].Op == RegexOp.Assertion)
                {
                    Close(nodes[i], previous, next);
                }
            }

            matched = matchedInClosure;
            if (end < nodes.Length && buildingCount > 0 && building[buildingCount - 1] != Mark)
            {
                Add(ref building, ref buildingCount, Mark);
            }

            at = end + 1;
        }

        (resolved, building) = (building, resolved);
        resolvedCount = buildingCount;
        return matched;
    }

    private void BeginClosure()
    {
        if (++seenGeneration == int.MaxValue)
        {
            Array.Clear(seenAt);
            seenGeneration = 1;
        }

        matchedInClosure = false;
    }

    private bool Unseen(int node)
    {
        if (seenAt[node] == seenGeneration)
        {
            return false;
        }

        seenAt[node] = seenGeneration;
        return true;
    }

    /// <summary>
    /// Adds to the set being built what is reached from a node without taking a character. Without a next character,
    /// assertions that look ahead are added themselves, to be resolved later.
    /// </summary>
    private void Close(int from, RegexContext previous, RegexContext? next)
    {
        RegexInstruction[] code = program.Code;
        stack.Add(from);
        while (stack.Count > 0)
        {
            int node = stack[^1];
            stack.RemoveAt(stack.Count - 1);
            while (node >= 0 && Unseen(node))
            {
                ref RegexInstruction instruction = ref code[node];
                switch (instruction.Op)
                {
                    case RegexOp.Character:
                        Add(ref building, ref buildingCount, node);
                        node = -1;
                        break;
                    case RegexOp.Split or RegexOp.Loop:
                        stack.Add(instruction.Other);
                        node = instruction.Next;
                        break;
                    case RegexOp.Match:
                        matchedInClosure = true;
                        node = -1;
                        break;
                    case RegexOp.Assertion:
                        RegexAssertion assertion = program.Assertions[instruction.Argument];
                        if (!assertion.HoldsBefore(previous))
                        {
                            node = -1;
                        }
                        else if (next is RegexContext known)
                        {
                            node = assertion.HoldsAfter(known) ? instruction.Next : -1;
                        }
                        else if (assertion.LooksAhead)
                        {
                            Add(ref building, ref buildingCount, node);
                            node = -1;
                        }
                        else
                        {
                            node = instruction.Next;
                        }

                        break;
                    default:
                        node = instruction.Next;
                        break;
                }
            }
        }
    }

    private void Sort(int from) => building.AsSpan(from, buildingCount - from).Sort();

    private static void Add(ref int[] array, ref int count, int value)
    {
        if (count == array.Length)
        {
            Array.Resize(ref array, count * 2);
        }

        array[count++] = value;
    }

    /// <summary>The state of the nodes being built, made if it is new; answered as a transition holds it.</summary>
    private int Intern(StateFlags flags, RegexContext previous, bool isStart)
    {
        ReadOnlySpan<int> nodes = building.AsSpan(0, buildingCount);
        bool pending = false;
        if (program.HasAssertions)
        {
            foreach (int node in nodes)
            {
                if (node != Mark && program.Code[node].Op == RegexOp.Assertion)
                {
                    pending = true;
                    break;
                }
            }
        }

        if (!pending)
        {
            previous = RegexContext.Other;
        }

        if (nodes.IsEmpty && (flags & StateFlags.Seeding) == 0 && mode != DfaMode.Lines)
        {
            flags |= StateFlags.Dead;
        }

        var hash = default(HashCode);
        hash.AddBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(nodes));
        int code = hash.ToHashCode() ^ ((int)flags * 0x61C88647) ^ ((int)previous << 20);
        int bucket = code & (buckets.Length - 1);
        for (int s = buckets[bucket] - 1; s >= 0; s = states[s].NextInBucket)
        {
            State known = states[s];
            if (known.Hash == code && known.Key == flags && known.Previous == previous && nodes.SequenceEqual(known.Nodes))
            {
                if (isStart)
                {
                    known.Flags |= StateFlags.Start;
                }

                return Encode(s);
            }
        }

        if ((long)(stateCount + 1) * stride > TableLimit || nodeTotal > NodesLimit)
        {
            if (stateCount > 16)
            {
                Clear();
                bucket = code & (buckets.Length - 1);
            }
        }

        int index = stateCount++;
        if (index == states.Length)
        {
            Array.Resize(ref states, index * 2);
        }

        int end = (index + 1) * stride;
        if (end > transitions.Length)
        {
            Array.Resize(ref transitions, Math.Max(end, transitions.Length * 2));
        }

        transitions.AsSpan(index * stride, stride).Fill(Unbuilt);
        nodeTotal += nodes.Length + 16;
        states[index] = new State
        {
            Nodes = nodes.ToArray(),
            Flags = isStart ? flags | StateFlags.Start : flags,
            Key = flags,
            Previous = previous,
            HasPending = pending,
            Hash = code,
            NextInBucket = buckets[bucket] - 1,
        };
        buckets[bucket] = index + 1;
        if (stateCount > buckets.Length)
        {
            Rehash();
        }

        return Encode(index);
    }

    private void Rehash()
    {
        buckets = new int[buckets.Length * 2];
        for (int s = 0; s < stateCount; s++)
        {
            int bucket = states[s].Hash & (buckets.Length - 1);
            states[s].NextInBucket = buckets[bucket] - 1;
            buckets[bucket] = s + 1;
        }
    }

    private int Encode(int index)
    {
        StateFlags flags = states[index].Flags;
        int offset = index * stride;
        bool special = (flags & (StateFlags.Dead | StateFlags.MatchBefore)) != 0
            || ((flags & StateFlags.Start) != 0 && skipping)
            || ((flags & StateFlags.MatchHere) != 0 && StopsAtFirst);
        return special ? offset | SpecialBit
            : (flags & StateFlags.MatchHere) != 0 ? offset | MatchBit
            : offset;
    }

    private sealed class State
    {
        public required int[] Nodes;
        public StateFlags Flags;
        public StateFlags Key;
        public RegexContext Previous;
        public bool HasPending;
        public int Hash;
        public int NextInBucket;
    }
}
