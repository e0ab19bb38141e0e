namespace BashTool.Commands.Awk;

/// <content>What functions need of the machine.</content>
internal sealed partial class AwkMachine
{
    private const int OffsetStep = 64;

    private readonly AwkRandom random;
    private readonly List<(int Start, int End)> pieces = [];
    private AwkRecord? cutter;
    private double seed = 1;
    private TimeZoneRules? zone;
    private AwkString? offsetText;
    private int[] offsets = [];

    /// <summary>Fields are cut by FS, and not by FIELDWIDTHS or FPAT.</summary>
    public bool SplitsBySeparator => splitterSource == SplitterSource.Separator;

    public TimeZoneRules Zone => zone ??= Context.System.ZoneRules(Context.Environment.Get("TZ"));

    public string DefaultTimeFormat
    {
        get
        {
            if (Globals[(int)AwkSpecial.PROCINFO].Kind == AwkValueKind.Array)
            {
                ref AwkValue format = ref Globals[(int)AwkSpecial.PROCINFO].Array.Find("strftime"u8);
                if (!global::System.Runtime.CompilerServices.Unsafe.IsNullRef(ref format))
                {
                    return ToText(format).ToString();
                }
            }

            return TimeFormat.Default;
        }
    }

    public double NextRandom() => random.NextDouble();

    public double SeedRandom(double value)
    {
        double before = seed;
        seed = value;
        random.Seed(double.IsFinite(value) ? unchecked((uint)(long)value) : 0);
        return before;
    }

    /// <summary>What a parameter that was given an untyped variable stands for now.</summary>
    public AwkValue Resolve(AwkValue value)
    {
        while (value.Kind == AwkValueKind.Reference && value.Reference is IAwkReference reference)
        {
            value = reference.Now(this);
        }

        return value;
    }

    /// <summary>The pieces of a text, valid until the next call.</summary>
    public List<(int Start, int End)> Cut(AwkString text, AwkSplitter splitter)
    {
        pieces.Clear();
        cutter ??= new AwkRecord(this);
        cutter.Cut(text.Span, splitter, pieces);
        return pieces;
    }

    /// <summary>The offset of a character. Long texts that are walked through are measured once.</summary>
    public int OffsetOf(AwkString text, int character)
    {
        if (text.Length < 256)
        {
            return AwkCharacters.Skip(text.Span, 0, character);
        }

        if (!ReferenceEquals(text, offsetText))
        {
            ReadOnlySpan<byte> bytes = text.Span;
            offsets = new int[(text.Characters / OffsetStep) + 1];
            int at = 0;
            for (int i = 0; i < offsets.Length; i++)
            {
                offsets[i] = at;
                at = AwkCharacters.Skip(bytes, at, OffsetStep);
            }

            offsetText = text;
        }

        return AwkCharacters.Skip(text.Span, offsets[character / OffsetStep], character % OffsetStep);
    }
}
