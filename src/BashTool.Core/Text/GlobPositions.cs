using System.Runtime.CompilerServices;

namespace BashTool.Core.Text;

/// <summary>
/// Matches patterns with groups by sets of positions: from all the places where an element may start to all the places
/// where it may end, element by element, in either direction. The work is bounded by a power of the text's length,
/// whatever the nesting.
/// </summary>
internal readonly ref struct GlobPositions(ReadOnlySpan<char> text, GlobOptions options, bool backward)
{
    private readonly ReadOnlySpan<char> text = text;
    private readonly bool ignoreCase = (options & GlobOptions.IgnoreCase) != 0;
    private readonly bool pathName = (options & GlobOptions.PathName) != 0;
    private readonly bool leadingDot = (options & GlobOptions.LeadingDot) != 0;
    private readonly bool backward = backward;

    public bool[] NewSet() => new bool[text.Length + 1];

    /// <summary>Every position where a match may start or end.</summary>
    public bool[] All()
    {
        bool[] all = NewSet();
        for (int i = 0; i < all.Length; i++)
        {
            all[i] = !IsInsidePair(i);
        }

        return all;
    }

    /// <summary>Whether the sequence matches the whole text.</summary>
    public bool RunWhole(GlobElement[] sequence)
    {
        bool[] from = NewSet();
        from[0] = true;
        bool endedBeforeStar = false;
        for (int i = 0; i < sequence.Length; i++)
        {
            if (i > 0 && sequence[i - 1].Kind == GlobElementKind.Star && sequence[i].Kind == GlobElementKind.Group
                && (sequence[i].Character is '+' or '@' || (sequence[i].Character == '!' && !endedBeforeStar)))
            {
                // bash does not try such a group where the star has left nothing: *!(a) does not match a.
                from[text.Length] = false;
            }

            endedBeforeStar = from[text.Length];
            from = Step(sequence[i], from);
        }

        return from[text.Length];
    }

    /// <summary>Where the sequence may end (or begin, backwards) if it begins (ends) at one of the given positions.</summary>
    public bool[] Run(GlobElement[] sequence, bool[] from)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return NewSet();
        }

        for (int i = 0; i < sequence.Length; i++)
        {
            from = Step(sequence[backward ? sequence.Length - 1 - i : i], from);
        }

        return from;
    }

    private bool[] Step(GlobElement element, bool[] from)
    {
        bool[] to = NewSet();
        switch (element.Kind)
        {
            case GlobElementKind.Star:
                for (int p = 0; p < from.Length; p++)
                {
                    int at = backward ? from.Length - 1 - p : p;
                    if (IsInsidePair(at))
                    {
                        continue;
                    }

                    if (from[at] || (Previous(at, out int neighbour) && to[neighbour] && WildcardMayTake(backward ? at : neighbour)))
                    {
                        to[at] = true;
                    }
                }

                break;
            case GlobElementKind.Group:
                return StepGroup(element, from);
            default:
                for (int p = 0; p < from.Length; p++)
                {
                    if (from[p] && Next(p, out int end))
                    {
                        int start = backward ? end : p;
                        if (element.Takes(EscapedUtf8.RuneAt(text, start, out _), ignoreCase)
                            && (element.Kind == GlobElementKind.Character || WildcardMayTake(start)))
                        {
                            to[end] = true;
                        }
                    }
                }

                break;
        }

        return to;
    }

    private bool[] StepGroup(GlobElement group, bool[] from)
    {
        switch (group.Character)
        {
            case '@':
                return Alternatives(group, from);
            case '?':
                return Union(Alternatives(group, from), from);
            case '!':
                return StepNot(group, from);
            default:
                bool[] reached = NewSet();
                bool[] fresh = from;
                while (true)
                {
                    fresh = Alternatives(group, fresh);
                    bool any = false;
                    for (int p = 0; p < fresh.Length; p++)
                    {
                        fresh[p] &= !reached[p];
                        any |= fresh[p];
                        reached[p] |= fresh[p];
                    }

                    if (!any)
                    {
                        return group.Character == '*' ? Union(reached, from) : reached;
                    }
                }
        }
    }

    private bool[] StepNot(GlobElement group, bool[] from)
    {
        bool[] to = NewSet();
        for (int p = 0; p < from.Length; p++)
        {
            if (!from[p])
            {
                continue;
            }

            bool[] single = NewSet();
            single[p] = true;
            bool[] excluded = Alternatives(group, single);
            int at = p;
            while (true)
            {
                to[at] |= !excluded[at];
                if (!Next(at, out int next) || !WildcardMayTake(backward ? next : at))
                {
                    break;
                }

                at = next;
            }
        }

        return to;
    }

    private bool[] Alternatives(GlobElement group, bool[] from)
    {
        bool[] to = NewSet();
        foreach (GlobElement[] alternative in group.Alternatives)
        {
            Union(to, Run(alternative, from));
        }

        return to;
    }

    private static bool[] Union(bool[] target, bool[] other)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] |= other[i];
        }

        return target;
    }

    private bool IsInsidePair(int position) =>
        position > 0 && position < text.Length && char.IsLowSurrogate(text[position]) && char.IsHighSurrogate(text[position - 1]);

    private bool WildcardMayTake(int index) => !(pathName && text[index] == '/') && !(leadingDot && index == 0 && text[0] == '.');

    /// <summary>The position after one character in the direction of matching.</summary>
    private bool Next(int position, out int next) => backward ? Before(position, out next) : After(position, out next);

    private bool Previous(int position, out int previous) => backward ? After(position, out previous) : Before(position, out previous);

    private bool After(int position, out int next)
    {
        next = position;
        if (position >= text.Length)
        {
            return false;
        }

        EscapedUtf8.RuneAt(text, position, out int length);
        next = position + length;
        return true;
    }

    private bool Before(int position, out int previous)
    {
        previous = position;
        if (position == 0)
        {
            return false;
        }

        previous = position >= 2 && char.IsLowSurrogate(text[position - 1]) && char.IsHighSurrogate(text[position - 2]) ? position - 2 : position - 1;
        return true;
    }
}
