using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BashTool.Core.Text.Regex;

/// <content>Running over a text.</content>
internal sealed partial class LazyDfa
{
    private const int SkipSample = 64;
    private const int SkipWorth = 12;

    private readonly byte lineSeparator;
    private readonly RegexPrefilter? prefilter;
    private bool skipping = true;
    private int skips;
    private long skipped;

    /// <summary>
    /// Runs from <paramref name="start"/> to the end of the text. Answers where the match that the mode asks for ends, or -1.
    /// </summary>
    public int Forward(ReadOnlySpan<byte> text, int start, RegexMatchFlags edges)
    {
        int position = start;
        int last = -1;
        int state = StartState(ContextBefore(text, start, edges));
        if (EnterStart(text, ref state, ref position, ref last, edges))
        {
            return last;
        }

        while (true)
        {
            bool atEnd = StopsAtFirst
                ? RunToStop(text, ref position, ref state)
                : RunRecording(text, ref position, ref state, ref last);
            if (atEnd)
            {
                int end = (edges & RegexMatchFlags.NotEnd) != 0 ? endInLineClass : endClass;
                int final = Transition(state, end);
                return (FlagsOf(final & OffsetMask) & StateFlags.MatchBefore) != 0 ? text.Length : last;
            }

            int characterClass = alphabet.ClassAt(text, position, out int length);
            int next = Transition(state, characterClass);
            int before = position;
            position += length;
            state = next & OffsetMask;
            if (next >= 0)
            {
                if ((next & MatchBit) != 0)
                {
                    last = position;
                }

                continue;
            }

            StateFlags flags = FlagsOf(state);
            if ((flags & StateFlags.MatchBefore) != 0)
            {
                last = before;
                if (StopsAtFirst)
                {
                    return last;
                }
            }

            if ((flags & (StateFlags.Start | StateFlags.MatchHere | StateFlags.Dead)) != 0
                && EnterStart(text, ref state, ref position, ref last, edges))
            {
                return last;
            }
        }
    }

    /// <summary>
    /// Runs backwards from <paramref name="end"/> down to <paramref name="floor"/> with a reversed program: answers the
    /// smallest start of a match that ends at <paramref name="end"/>.
    /// </summary>
    public int Backward(ReadOnlySpan<byte> text, int end, int floor, RegexMatchFlags edges)
    {
        RegexContext context = RegexContext.Other;
        if (program.HasAssertions)
        {
            context = end < text.Length ? alphabet.Contexts[alphabet.ClassAt(text, end, out _)]
                : (edges & RegexMatchFlags.NotEnd) != 0 ? RegexContext.Edge : RegexContext.Edge | RegexContext.Newline;
        }

        int state = StartState(context);
        int position = end;
        StateFlags flags = FlagsOf(state);
        int last = (flags & StateFlags.MatchHere) != 0 ? end : -1;
        int next;
        while (position > floor)
        {
            if ((flags & StateFlags.Dead) != 0)
            {
                return last;
            }

            next = Transition(state, alphabet.ClassBefore(text, position, out int length));
            state = next & OffsetMask;
            if (next >= 0)
            {
                position -= length;
                if ((next & MatchBit) != 0)
                {
                    last = position;
                }

                flags = StateFlags.None;
                continue;
            }

            flags = FlagsOf(state);
            if ((flags & StateFlags.MatchBefore) != 0)
            {
                last = position;
            }

            position -= length;
            if ((flags & StateFlags.MatchHere) != 0)
            {
                last = position;
            }
        }

        if ((flags & StateFlags.Dead) != 0)
        {
            return last;
        }

        int edge = position > 0 ? alphabet.ClassBefore(text, position, out _)
            : (edges & RegexMatchFlags.NotBeginning) != 0 ? endInLineClass : endClass;
        next = Transition(state, edge);
        return (FlagsOf(next & OffsetMask) & StateFlags.MatchBefore) != 0 ? position : last;
    }

    private int Transition(int state, int characterClass)
    {
        int next = transitions[state + characterClass];
        return next == Unbuilt ? Build(state, characterClass) : next;
    }

    private RegexContext ContextBefore(ReadOnlySpan<byte> text, int position, RegexMatchFlags edges)
    {
        if (!program.HasAssertions)
        {
            return RegexContext.Other;
        }

        if (position == 0)
        {
            return (edges & RegexMatchFlags.NotBeginning) != 0 ? RegexContext.Edge : RegexContext.Edge | RegexContext.Newline;
        }

        if (mode == DfaMode.Lines && text[position - 1] == lineSeparator)
        {
            return RegexContext.Edge | RegexContext.Newline;
        }

        return alphabet.Contexts[alphabet.ClassBefore(text, position, out _)];
    }

    /// <summary>
    /// Takes note of what the state is and, if it is a start state, skips to where a match may begin. True if all is known.
    /// </summary>
    private bool EnterStart(ReadOnlySpan<byte> text, ref int state, ref int position, ref int last, RegexMatchFlags edges)
    {
        StateFlags flags = FlagsOf(state);
        if ((flags & StateFlags.MatchHere) != 0)
        {
            last = position;
            if (StopsAtFirst)
            {
                return true;
            }
        }

        if ((flags & StateFlags.Dead) != 0)
        {
            return true;
        }

        if ((flags & StateFlags.Start) == 0 || !skipping || last >= 0)
        {
            return false;
        }

        if (mode == DfaMode.Lines && !canSeedInside)
        {
            return SkipLine(text, ref state, ref position);
        }

        int to = prefilter!.Find(text, position);
        if (to < 0)
        {
            return true;
        }

        skips++;
        skipped += to - position;
        if (to != position)
        {
            position = to;
            state = StartState(ContextBefore(text, position, edges));
        }

        if (skips >= SkipSample)
        {
            bool worth = skipped >= (long)skips * SkipWorth;
            skips = 0;
            skipped = 0;
            if (!worth)
            {
                StopSkipping(ref state, text, position, edges);
            }
        }

        return false;
    }

    /// <summary>A pattern that can only begin at the start of a line leaves a line as soon as it has failed there.</summary>
    private bool SkipLine(ReadOnlySpan<byte> text, ref int state, ref int position)
    {
        if (states[state / stride].Nodes.Length > 0 || position == 0 || text[position - 1] == lineSeparator)
        {
            return false;
        }

        int separator = text[position..].IndexOf(lineSeparator);
        if (separator < 0)
        {
            return true;
        }

        position += separator + 1;
        state = StartState(RegexContext.Edge | RegexContext.Newline);
        return (FlagsOf(state) & StateFlags.Dead) != 0;
    }

    /// <summary>What is looked for is everywhere: from now on start states are states like others.</summary>
    private void StopSkipping(ref int state, ReadOnlySpan<byte> text, int position, RegexMatchFlags edges)
    {
        skipping = false;
        Clear();
        state = StartState(ContextBefore(text, position, edges));
    }

    /// <summary>Runs until something other than an ordinary state comes up. True at the end of the text.</summary>
    private bool RunToStop(ReadOnlySpan<byte> text, ref int position, ref int state)
    {
        ref int table = ref MemoryMarshal.GetArrayDataReference(transitions);
        ref int classes = ref MemoryMarshal.GetArrayDataReference(alphabet.OfByte);
        ref byte bytes = ref MemoryMarshal.GetReference(text);
        nint p = position;
        nint length = text.Length;
        nint s = state;
        while (p + 4 <= length)
        {
            int a = Unsafe.Add(ref table, s + Unsafe.Add(ref classes, Unsafe.Add(ref bytes, p)));
            if (a < 0)
            {
                position = (int)p;
                state = (int)s;
                return false;
            }

            int b = Unsafe.Add(ref table, (nint)a + Unsafe.Add(ref classes, Unsafe.Add(ref bytes, p + 1)));
            if (b < 0)
            {
                position = (int)p + 1;
                state = a;
                return false;
            }

            int c = Unsafe.Add(ref table, (nint)b + Unsafe.Add(ref classes, Unsafe.Add(ref bytes, p + 2)));
            if (c < 0)
            {
                position = (int)p + 2;
                state = b;
                return false;
            }

            int d = Unsafe.Add(ref table, (nint)c + Unsafe.Add(ref classes, Unsafe.Add(ref bytes, p + 3)));
            if (d < 0)
            {
                position = (int)p + 3;
                state = c;
                return false;
            }

            s = d;
            p += 4;
        }

        while (p < length)
        {
            int next = Unsafe.Add(ref table, s + Unsafe.Add(ref classes, Unsafe.Add(ref bytes, p)));
            if (next < 0)
            {
                break;
            }

            s = next;
            p++;
        }

        position = (int)p;
        state = (int)s;
        return p >= length;
    }

    /// <summary>The same where matches are taken note of in passing.</summary>
    private bool RunRecording(ReadOnlySpan<byte> text, ref int position, ref int state, ref int last)
    {
        ref int table = ref MemoryMarshal.GetArrayDataReference(transitions);
        ref int classes = ref MemoryMarshal.GetArrayDataReference(alphabet.OfByte);
        ref byte bytes = ref MemoryMarshal.GetReference(text);
        nint p = position;
        nint length = text.Length;
        nint s = state;
        nint found = last;
        while (p < length)
        {
            int next = Unsafe.Add(ref table, s + Unsafe.Add(ref classes, Unsafe.Add(ref bytes, p)));
            if (next < 0)
            {
                break;
            }

            p++;
            found = (next & MatchBit) != 0 ? p : found;
            s = next & OffsetMask;
        }

        position = (int)p;
        state = (int)s;
        last = (int)found;
        return p >= length;
    }
}
