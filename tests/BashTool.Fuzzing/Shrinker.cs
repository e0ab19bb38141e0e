namespace BashTool.Fuzzing;

/// <summary>Makes a round that differs smaller for as long as it differs in the same way.</summary>
public sealed class Shrinker(Func<Round, bool> differs, int budget)
{
    private int left = budget;

    public Round Shrink(Round round)
    {
        bool progress = true;
        while (progress && left > 0)
        {
            progress = false;
            round = Groups(round, ref progress);
            round = Inputs(round, ref progress);
            round = Texts(round, ref progress);
        }

        return round;
    }

    private bool Try(Round candidate, ref Round round, ref bool progress)
    {
        if (left-- <= 0 || !differs(candidate))
        {
            return false;
        }

        round = candidate;
        progress = true;
        return true;
    }

    private Round Groups(Round round, ref bool progress)
    {
        for (int i = round.Groups.Count - 1; i >= 0; i--)
        {
            Try(round with { Groups = [.. round.Groups.Where((_, at) => at != i)] }, ref round, ref progress);
        }

        return round;
    }

    private Round Inputs(Round round, ref bool progress)
    {
        foreach (string name in round.Files.Keys.ToList())
        {
            var without = new Dictionary<string, byte[]>(round.Files);
            without.Remove(name);
            if (Try(round with { Files = without }, ref round, ref progress))
            {
                continue;
            }

            round = Bytes(round, round.Files[name], (r, bytes) => r with { Files = new Dictionary<string, byte[]>(r.Files) { [name] = bytes } }, ref progress);
        }

        return Bytes(round, round.Input, (r, bytes) => r with { Input = bytes }, ref progress);
    }

    // Takes parts away, larger ones first; then makes bytes plain.
    private Round Bytes(Round round, byte[] bytes, Func<Round, byte[], Round> put, ref bool progress)
    {
        for (int size = Math.Max(1, bytes.Length); size > 0; size /= 2)
        {
            for (int at = 0; at < bytes.Length && left > 0;)
            {
                byte[] less = [.. bytes.AsSpan(0, at), .. bytes.AsSpan(Math.Min(bytes.Length, at + size))];
                if (Try(put(round, less), ref round, ref progress))
                {
                    bytes = less;
                }
                else
                {
                    at += size;
                }
            }
        }

        for (int at = 0; at < bytes.Length && left > 0 && bytes.Length < 100; at++)
        {
            if (bytes[at] is (byte)'a' or (byte)'\n')
            {
                continue;
            }

            byte[] plain = [.. bytes];
            plain[at] = (byte)'a';
            bool ignored = false;
            if (Try(put(round, plain), ref round, ref ignored))
            {
                bytes = plain;
            }
        }

        return round;
    }

    private Round Texts(Round round, ref bool progress)
    {
        for (int g = 0; g < round.Groups.Count; g++)
        {
            if (!round.Groups[g].IsFree)
            {
                continue;
            }

            for (int w = 0; w < round.Groups[g].Words.Length; w++)
            {
                string word = round.Groups[g].Words[w];
                int first = w == 0 && word.StartsWith("--", StringComparison.Ordinal) ? word.IndexOf('=') + 1 : w == 0 && word.StartsWith('-') ? 2 : 0;
                if (w == 0 && round.Groups[g].Words.Length > 1)
                {
                    continue;
                }

                for (int size = Math.Max(1, (word.Length - first) / 2); size > 0; size /= 2)
                {
                    for (int at = first; at + size <= word.Length && left > 0;)
                    {
                        string less = word.Remove(at, size);
                        string[] words = [.. round.Groups[g].Words];
                        words[w] = less;
                        ArgumentGroup[] groups = [.. round.Groups];
                        groups[g] = groups[g] with { Words = words };
                        if (!char.IsLowSurrogate(word[at]) && Try(round with { Groups = groups }, ref round, ref progress))
                        {
                            word = less;
                        }
                        else
                        {
                            at += size;
                        }
                    }
                }
            }
        }

        return round;
    }
}
