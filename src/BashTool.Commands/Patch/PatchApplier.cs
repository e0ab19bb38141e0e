namespace BashTool.Commands.Patch;

/// <summary>Finds the place of a hunk and applies it.</summary>
internal sealed class PatchApplier(PatchTarget target, PatchSettings settings)
{
    /// <summary>How far from where it should be the last hunk was found.</summary>
    public long InputOffset { get; private set; }

    /// <summary>How many lines the hunks so far have added.</summary>
    public long OutputOffset { get; set; }

    public PatchTarget Target => target;

    /// <summary>The line where the hunk fits with so much fuzz; 0 if nowhere.</summary>
    public long Locate(PatchHunk hunk, int fuzz)
    {
        long guess = hunk.First + InputOffset;
        long lines = hunk.Old.Count;
        if (lines == 0)
        {
            return guess;
        }

        int context = Math.Max(hunk.PrefixContext, hunk.SuffixContext);
        int prefixFuzz = fuzz + hunk.PrefixContext - context;
        int suffixFuzz = fuzz + hunk.SuffixContext - context;
        long inputLines = target.Lines.Count;
        long maxWhere = inputLines - (lines - suffixFuzz) + 1;
        long minWhere = target.Frozen + 1;
        long maxForward = maxWhere - guess;
        long maxBackward = guess - minWhere;
        long maxOffset = Math.Max(maxForward, maxBackward);
        if (guess <= maxBackward)
        {
            maxBackward = guess - 1;
        }

        if (prefixFuzz < 0 && hunk.First <= 1)
        {
            // It can only match the start of the file, or, without context at its end, all of it.
            if (suffixFuzz < 0 && (lines != inputLines || hunk.PrefixContext < target.Frozen))
            {
                return 0;
            }

            long offset = 1 - guess;
            if (target.Frozen <= hunk.PrefixContext && offset <= maxForward && Matches(hunk, guess + offset, 0, suffixFuzz))
            {
                InputOffset += offset;
                return guess + offset;
            }

            return 0;
        }

        prefixFuzz = Math.Max(0, prefixFuzz);
        if (suffixFuzz < 0)
        {
            // It can only match the end.
            long offset = guess - (inputLines - lines + 1);
            if (offset <= maxBackward && Matches(hunk, guess - offset, prefixFuzz, 0))
            {
                InputOffset -= offset;
                return guess - offset;
            }

            return 0;
        }

        long least = maxForward < 0 ? guess - maxWhere : maxBackward < 0 ? guess - minWhere : 0;
        for (long offset = least; offset <= maxOffset; offset++)
        {
            if (offset <= maxForward && Matches(hunk, guess + offset, prefixFuzz, suffixFuzz))
            {
                InputOffset += offset;
                return guess + offset;
            }

            if (offset > 0 && offset <= maxBackward && Matches(hunk, guess - offset, prefixFuzz, suffixFuzz))
            {
                InputOffset -= offset;
                return guess - offset;
            }
        }

        return 0;
    }

    /// <summary>Whether two lines count as equal.</summary>
    public bool IsSame(ReadOnlySpan<byte> line, ReadOnlySpan<byte> wanted) =>
        settings.Canonicalize ? IsSimilar(line, wanted) : line.SequenceEqual(wanted);

    /// <summary>Writes the hunk in place of what it stands for; false if that is behind us.</summary>
    public bool Apply(PatchHunk hunk, long where)
    {
        int old = 0;
        int fresh = 0;
        string state = "";
        where--;
        while (old < hunk.Old.Count)
        {
            HunkLine line = hunk.Old[old];
            if (line.Mark == '-')
            {
                if (!target.CopyTill(where + old))
                {
                    return false;
                }

                if (settings.IfDef is not null)
                {
                    state = Define(state, removed: true);
                    target.Write(line.Text);
                }

                target.Frozen++;
                old++;
            }
            else if (fresh >= hunk.New.Count)
            {
                break;
            }
            else if (hunk.New[fresh].Mark == '+')
            {
                if (!target.CopyTill(where + old))
                {
                    return false;
                }

                state = Define(state, removed: false);
                target.Write(hunk.New[fresh++].Text);
            }
            else if (hunk.New[fresh].Mark != line.Mark)
            {
                throw new CommandException($"**** Out-of-sync patch, lines {old + 1},{fresh + 1}--mangled text or line numbers, maybe?", 2);
            }
            else if (line.Mark == '!')
            {
                if (!target.CopyTill(where + old))
                {
                    return false;
                }

                for (; old < hunk.Old.Count && hunk.Old[old].Mark == '!'; old++)
                {
                    if (settings.IfDef is not null)
                    {
                        state = Define(state, removed: true);
                        target.Write(hunk.Old[old].Text);
                    }

                    target.Frozen++;
                }

                for (; fresh < hunk.New.Count && hunk.New[fresh].Mark == '!'; fresh++)
                {
                    state = Define(state, removed: false, changes: true);
                    target.Write(hunk.New[fresh].Text);
                }
            }
            else
            {
                old++;
                fresh++;
                state = EndDefine(state, where + old - 1);
            }
        }

        if (fresh < hunk.New.Count && hunk.New[fresh].Mark == '+')
        {
            if (!target.CopyTill(where + old))
            {
                return false;
            }

            for (; fresh < hunk.New.Count && hunk.New[fresh].Mark == '+'; fresh++)
            {
                state = Define(state, removed: false);
                target.Write(hunk.New[fresh].Text);
            }
        }

        EndDefine(state, -1);
        OutputOffset += hunk.New.Count - hunk.Old.Count;
        return true;
    }

    private static bool IsSimilar(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        a = a.Length > 0 && a[^1] == '\n' ? a[..^1] : a;
        b = b.Length > 0 && b[^1] == '\n' ? b[..^1] : b;
        while (true)
        {
            if (b.IsEmpty || b[0] is (byte)' ' or (byte)'\t')
            {
                b = b.TrimStart(" \t"u8);
                if (!a.IsEmpty)
                {
                    if (a[0] is not ((byte)' ' or (byte)'\t'))
                    {
                        return false;
                    }

                    a = a.TrimStart(" \t"u8);
                }

                if (a.IsEmpty || b.IsEmpty)
                {
                    return a.Length == b.Length;
                }
            }
            else if (a.IsEmpty || a[0] != b[0])
            {
                return false;
            }
            else
            {
                a = a[1..];
                b = b[1..];
            }
        }
    }

    private bool Matches(PatchHunk hunk, long where, int prefixFuzz, int suffixFuzz)
    {
        int end = hunk.Old.Count - suffixFuzz;
        for (int i = prefixFuzz; i < end; i++)
        {
            long line = where - 1 + i;
            if (line < 0 || line >= target.Lines.Count || !IsSame(target.Lines[(int)line].Span, hunk.Old[i].Text))
            {
                return false;
            }
        }

        return true;
    }

    // The preprocessor lines around what was and what is.
    private string Define(string state, bool removed, bool changes = false)
    {
        if (settings.IfDef is not { } name)
        {
            return "";
        }

        string next = (state, removed) switch
        {
            ("", true) => $"#ifndef {name}\n",
            ("", false) => $"#ifdef {name}\n",
            ("ifndef", false) or ("ifdef", true) => "#else\n",
            _ => "",
        };
        if (next.Length > 0)
        {
            if (changes)
            {
                target.Write(EscapedUtf8.Encode(next));
            }
            else
            {
                target.WriteDirective(EscapedUtf8.Encode(next));
            }
        }

        return state.Length == 0 ? removed ? "ifndef" : "ifdef" : next.Length > 0 ? "else" : state;
    }

    private string EndDefine(string state, long copied)
    {
        if (state.Length > 0)
        {
            target.Write("#endif\n"u8);
        }

        return "";
    }
}
