namespace BashTool.Commands.Text;

/// <summary>The character sets there are, by their names.</summary>
internal static class CharacterSets
{
    private static readonly (string Names, Func<CharacterSet> Make)[] Others =
    [
        ("ANSI_X3.4-1968 ISO-IR-6 ANSI_X3.4-1986 ISO_646.IRV:1991 ASCII ISO646-US US-ASCII US IBM367 CP367 CSASCII", () => new CharacterSet.Ascii()),
        ("UTF-8 UTF8 ISO-10646/UTF8 ISO-10646/UTF-8 ISO-IR-193", () => new CharacterSet.Utf8()),
        ("UTF-7 UTF7", () => new CharacterSet.Utf7()),
        ("UTF-16 UTF16", () => new CharacterSet.Wide(2, false, true, true)),
        ("UTF-16LE UTF16LE", () => new CharacterSet.Wide(2, false, false, true)),
        ("UTF-16BE UTF16BE", () => new CharacterSet.Wide(2, true, false, true)),
        ("UTF-32 UTF32", () => new CharacterSet.Wide(4, false, true, true)),
        ("UTF-32LE UTF32LE", () => new CharacterSet.Wide(4, false, false, true)),
        ("UTF-32BE UTF32BE", () => new CharacterSet.Wide(4, true, false, true)),
        ("UNICODE CSUNICODE", () => new CharacterSet.Wide(2, false, true, true)),
        ("ISO-10646/UCS2 UCS-2 UCS2 ISO-10646-UCS-2 OSF00010100 OSF00010101 OSF00010102", () => new CharacterSet.Wide(2, false, true, false)),
        ("UNICODELITTLE UCS-2LE UCS2LE", () => new CharacterSet.Wide(2, false, false, false)),
        ("UNICODEBIG UCS-2BE UCS2BE", () => new CharacterSet.Wide(2, true, false, false)),
        ("ISO-10646/UCS4 UCS-4 UCS4 ISO-10646 10646-1:1993 10646-1:1993/UCS4 CSUCS4 UCS-4BE OSF00010104 OSF00010105 OSF00010106", () => new CharacterSet.Wide(4, true, false, false)),
        ("UCS-4LE WCHAR_T INTERNAL", () => new CharacterSet.Wide(4, false, false, false)),
        ("SJIS SHIFT-JIS SHIFT_JIS MS_KANJI CSSHIFTJIS", () => new CharacterSet.MultiByte(932)),
        ("CP932 WINDOWS-31J MS932 SJIS-OPEN SJIS-WIN CSWINDOWS31J", () => new CharacterSet.MultiByte(932)),
        ("EUC-JP EUCJP CSEUCPKDFMTJAPANESE OSF00030010 UJIS", () => new CharacterSet.MultiByte(20932)),
        ("GBK GB13000 CP936 MS936 WINDOWS-936", () => new CharacterSet.MultiByte(936)),
        ("GB18030", () => new CharacterSet.MultiByte(54936)),
        ("EUC-CN EUCCN GB2312 CSGB2312 CN-GB", () => new CharacterSet.MultiByte(936)),
        ("BIG5 BIG-FIVE BIGFIVE BIG-5 CN-BIG5 CP950", () => new CharacterSet.MultiByte(950)),
        ("EUC-KR EUCKR CSEUCKR OSF0004000A", () => new CharacterSet.MultiByte(51949)),
        ("UHC MSCP949 CP949 OSF100203B5", () => new CharacterSet.MultiByte(949)),
        ("JOHAB MSCP1361 CP1361", () => new CharacterSet.MultiByte(1361)),
    ];

    private static readonly Dictionary<string, Func<CharacterSet>> ByName = Index();

    /// <summary>The set of that name, in its starting state; null if there is none.</summary>
    public static CharacterSet? Find(string name) => ByName.TryGetValue(name.ToUpperInvariant(), out Func<CharacterSet>? make) ? make() : null;

    /// <summary>All names, in order.</summary>
    public static IEnumerable<string> Names => ByName.Keys.Order(StringComparer.Ordinal);

    private static Dictionary<string, Func<CharacterSet>> Index()
    {
        var index = new Dictionary<string, Func<CharacterSet>>(StringComparer.Ordinal);
        foreach ((string names, Func<CharacterSet> make) in Others)
        {
            foreach (string name in names.Split(' '))
            {
                index.TryAdd(name, make);
            }
        }

        foreach ((string names, string characters) in SingleByteTables.All)
        {
            foreach (string name in names.Split(' '))
            {
                index.TryAdd(name.ToUpperInvariant(), () => new CharacterSet.SingleByte(characters));
            }
        }

        return index;
    }
}
