namespace BashTool.Core.Expansion;

/// <summary>The options of <c>set</c> and <c>shopt</c>: one bit each.</summary>
public sealed partial class ShellOptions
{
    private ulong setBits;
    private ulong shoptBits;

    /// <summary>The options of a shell that is not interactive.</summary>
    public ShellOptions()
    {
        foreach (ShellOption option in OnByDefault)
        {
            this[option] = true;
        }
    }

    private ShellOptions(ulong setBits, ulong shoptBits)
    {
        this.setBits = setBits;
        this.shoptBits = shoptBits;
    }

    /// <summary>Called after an option changed its value.</summary>
    public Action<ShellOption, bool>? Changed { get; set; }

    public bool AllExport => Set(ShellOption.AllExport);

    public bool BraceExpand => Set(ShellOption.BraceExpand);

    public bool ErrExit => Set(ShellOption.ErrExit);

    public bool ErrTrace => Set(ShellOption.ErrTrace);

    public bool FuncTrace => Set(ShellOption.FuncTrace);

    public bool NoClobber => Set(ShellOption.NoClobber);

    public bool NoExec => Set(ShellOption.NoExec);

    public bool NoGlob => Set(ShellOption.NoGlob);

    public bool NoUnset => Set(ShellOption.NoUnset);

    public bool PipeFail => Set(ShellOption.PipeFail);

    public bool Posix => Set(ShellOption.Posix);

    public bool Verbose => Set(ShellOption.Verbose);

    public bool XTrace => Set(ShellOption.XTrace);

    public bool DotGlob => Shopt(ShellOption.DotGlob);

    public bool ExpandAliases => Shopt(ShellOption.ExpandAliases);

    public bool ExtGlob => Shopt(ShellOption.ExtGlob);

    public bool FailGlob => Shopt(ShellOption.FailGlob);

    public bool GlobStar => Shopt(ShellOption.GlobStar);

    public bool InheritErrExit => Shopt(ShellOption.InheritErrexit);

    public bool LastPipe => Shopt(ShellOption.LastPipe);

    public bool LocalvarInherit => Shopt(ShellOption.LocalvarInherit);

    public bool LocalvarUnset => Shopt(ShellOption.LocalvarUnset);

    public bool NoCaseGlob => Shopt(ShellOption.NoCaseGlob);

    public bool NoCaseMatch => Shopt(ShellOption.NoCaseMatch);

    public bool NullGlob => Shopt(ShellOption.NullGlob);

    public bool PatsubReplacement => Shopt(ShellOption.PatsubReplacement);

    public bool XpgEcho => Shopt(ShellOption.XpgEcho);

    public bool this[ShellOption option]
    {
        get => option < (ShellOption)SetCount ? Set(option) : Shopt(option);

        set
        {
            int bit = (int)option;
            ref ulong bits = ref setBits;
            if (bit >= SetCount)
            {
                bits = ref shoptBits;
                bit -= SetCount;
            }

            ulong before = bits;
            bits = value ? bits | (1UL << bit) : bits & ~(1UL << bit);
            if (before == bits)
            {
                return;
            }

            // One switch, two names.
            if (option is ShellOption.InteractiveComments)
            {
                this[ShellOption.InteractiveCommentsShopt] = value;
            }
            else if (option is ShellOption.InteractiveCommentsShopt)
            {
                this[ShellOption.InteractiveComments] = value;
            }

            Changed?.Invoke(option, value);
        }
    }

    /// <summary>The options of <c>set -o</c> in the order bash lists them.</summary>
    public static IEnumerable<ShellOption> SetOptions => Enumerable.Range(0, SetCount).Select(i => (ShellOption)i);

    /// <summary>The options of <c>shopt</c> in the order bash lists them.</summary>
    public static IEnumerable<ShellOption> ShoptOptions => Enumerable.Range(SetCount, Names.Length - SetCount).Select(i => (ShellOption)i);

    /// <summary><c>$-</c> without the letters of the way the shell was started (c, i, s).</summary>
    public string Letters
    {
        get
        {
            Span<char> letters = stackalloc char[32];
            int count = 0;
            for (int i = 0; i < KnownLetters.Length; i++)
            {
                if (this[LetterOptions[i]])
                {
                    letters[count++] = KnownLetters[i];
                }
            }

            return new string(letters[..count]);
        }
    }

    /// <summary>The options that are on, by colons: the value of SHELLOPTS.</summary>
    public string ShellOptsText => NamesOfSet(0, SetCount);

    /// <summary>The options that are on, by colons: the value of BASHOPTS.</summary>
    public string BashOptsText => NamesOfSet(SetCount, Names.Length);

    public static string NameOf(ShellOption option) => Names[(int)option];

    /// <summary>It is an option of <c>shopt</c> rather than of <c>set -o</c>.</summary>
    public static bool IsShopt(ShellOption option) => (int)option >= SetCount;

    /// <summary>The option of <c>set -o NAME</c>.</summary>
    public static bool TryFindSet(string name, out ShellOption option) => TryFind(SetByName, name, out option);

    /// <summary>The option of <c>shopt NAME</c>.</summary>
    public static bool TryFindShopt(string name, out ShellOption option) => TryFind(ShoptByName, name, out option);

    /// <summary>The option of <c>set -LETTER</c>.</summary>
    public static bool TryFindLetter(char letter, out ShellOption option)
    {
        int index = KnownLetters.IndexOf(letter);
        option = index < 0 ? default : LetterOptions[index];
        return index >= 0;
    }

    /// <summary>An independent copy (without listeners).</summary>
    public ShellOptions Clone() => new(setBits, shoptBits);

    /// <summary>Takes over all values of another set.</summary>
    public void CopyFrom(ShellOptions other)
    {
        for (int i = 0; i < Names.Length; i++)
        {
            this[(ShellOption)i] = other[(ShellOption)i];
        }
    }

    // Numbers rather than options, and loops rather than queries: the runtime has code for them, and shells start often.
    private static Dictionary<string, int> ByName(int from, int to)
    {
        var names = new Dictionary<string, int>(to - from, StringComparer.Ordinal);
        for (int i = from; i < to; i++)
        {
            names.Add(Names[i], i);
        }

        return names;
    }

    private static bool TryFind(Dictionary<string, int> names, string name, out ShellOption option)
    {
        bool known = names.TryGetValue(name, out int number);
        option = (ShellOption)number;
        return known;
    }

    private string NamesOfSet(int from, int to)
    {
        var names = new List<string>();
        for (int i = from; i < to; i++)
        {
            if (this[(ShellOption)i])
            {
                names.Add(Names[i]);
            }
        }

        return string.Join(':', names);
    }

    private bool Set(ShellOption option) => (setBits & (1UL << (int)option)) != 0;

    private bool Shopt(ShellOption option) => (shoptBits & (1UL << ((int)option - SetCount))) != 0;
}
