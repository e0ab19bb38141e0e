using System.Text;

namespace BashTool.Fuzzing;

/// <summary>Makes small inputs of the kinds that trip commands up.</summary>
public sealed class InputMaker(Random random)
{
    private static readonly string[] AllKinds = ["lines", "lines", "words", "numbers", "fields", "text", "bytes", "utf8", "empty", "long", "blank"];

    private static readonly string[] Words =
    [
        "a", "b", "ab", "A", "B", "aB", "abc", "foo", "bar", "foobar", "hello", "World", "x1", "x10", "x2", "-", "--", ".", "..", "the", "quick", "é", "ß", "漢字", "e\u0301", "Σ", "#c", "a.b", "1.5", "\\", "'", "\"", "*", "[x]", "$", "^", "{", "}", "(", ")", "&", "%", "_x",
    ];

    private static readonly string[] Numbers =
    [
        "0", "1", "2", "3", "10", "11", "100", "-1", "-5", "+3", "1.5", "-0.25", "1e3", "1E-2", "0x1F", "007", "1K", "2M", "10G", "inf", "nan", "-0", "999999999999999999999", " 4", "5 ", "1,000", "12", "6", "28", "97", "1024", "4294967296",
    ];

    public byte[] Make(IReadOnlyList<string> kinds)
    {
        bool plain = kinds.Contains("plain");
        kinds = [.. kinds.Where(k => k != "plain")];
        kinds = kinds.Count == 0 ? AllKinds : kinds;
        byte[] bytes = Encoding.UTF8.GetBytes("");
        string kind = kinds[random.Next(kinds.Count)];
        bytes = kind switch
        {
            "empty" => [],
            "bytes" => Bytes(random.Next(1, 80)),
            "utf8" => Broken(),
            "long" => Encoding.UTF8.GetBytes(Long()),
            "blank" => Encoding.UTF8.GetBytes(Lines(12, () => Pick(["", "", " ", "\t", "a", " b", "\f", "  \t"]))),
            "numbers" => Encoding.UTF8.GetBytes(Lines(10, () => Pick(Numbers))),
            "pairs" => Encoding.UTF8.GetBytes(Lines(8, () => Pick(["a b", "b c", "c d", "a d", "b a", "d d", "a", "c a b d"]))),
            "hex" => Encoding.UTF8.GetBytes(Lines(4, () => string.Concat(Enumerable.Range(0, random.Next(0, 12)).Select(_ => Pick(["61", "00", "ff", "0a", " ", "4", "g", "00000010: 6162 63"]))))),
            "bc" => Encoding.UTF8.GetBytes(Lines(6, Calculation)),
            "b64" => Encoding.UTF8.GetBytes(Convert.ToBase64String(Bytes(random.Next(0, 70))) + "\n"),
            "numbersonly" => Encoding.UTF8.GetBytes(Lines(10, () => random.Next(-20, 2000).ToString())),
            "fields" => Encoding.UTF8.GetBytes(Fields()),
            "words" => Encoding.UTF8.GetBytes(Lines(10, () => string.Join(Pick([" ", " ", "  ", "\t"]), Enumerable.Range(0, random.Next(0, 6)).Select(_ => Pick(Words))))),
            "letters" => Encoding.UTF8.GetBytes(Lines(14, () => Pick(["a", "b", "c", "d", "e", "", "a", "b"]))),
            "text" => Encoding.UTF8.GetBytes(Paragraphs()),
            "code" => Encoding.UTF8.GetBytes(Lines(16, () => Pick(["int f()", "{", "}", "  return;", "", "\tx = 1;", "a", "b", "c", " a", "a ", "A", "#if", "."]))),
            _ => Encoding.UTF8.GetBytes(Lines(12, () => Pick(["a", "b", "c", "ab", "B", "", " a", "a ", "a b", "\ta", "10", "9", "A", "aa", "b", "c"]))),
        };

        return Finish(bytes, plain);
    }

    /// <summary>The same lines with some taken away, added, changed and moved.</summary>
    public byte[] Change(byte[] content)
    {
        List<string> lines = [.. Encoding.Latin1.GetString(content).Split('\n')];
        for (int n = random.Next(0, 5); n > 0 && lines.Count > 0; n--)
        {
            int at = random.Next(lines.Count);
            switch (random.Next(8))
            {
                case 0 or 1:
                    lines.RemoveAt(at);
                    break;
                case 2 or 3:
                    lines.Insert(at, Pick(["new", "a", "", " ", "x y", "."]));
                    break;
                case 4:
                    lines[at] = lines[at].ToUpperInvariant();
                    break;
                case 5:
                    lines[at] = Pick([lines[at] + " ", " " + lines[at], lines[at].Replace(" ", "  "), lines[at].Replace(" ", "\t"), lines[at] + "\r", "\t" + lines[at], lines[at].Replace("\t", "        ")]);
                    break;
                case 6:
                    (lines[at], lines[0]) = (lines[0], lines[at]);
                    break;
                default:
                    lines[at] += "z";
                    break;
            }
        }

        byte[] changed = Encoding.Latin1.GetBytes(string.Join('\n', lines));
        return random.Next(8) == 0 && changed.Length > 0 ? changed[^1] == '\n' ? changed[..^1] : [.. changed, (byte)'\n'] : changed;
    }

    public static byte[] Sort(byte[] content)
    {
        List<string> lines = [.. Encoding.Latin1.GetString(content).Split('\n')];
        bool ended = lines[^1].Length == 0;
        if (ended)
        {
            lines.RemoveAt(lines.Count - 1);
        }

        lines.Sort(StringComparer.Ordinal);
        return Encoding.Latin1.GetBytes(string.Join('\n', lines) + (ended && lines.Count > 0 ? "\n" : ""));
    }

    private byte[] Finish(byte[] bytes, bool plain)
    {
        if (bytes.Length > 0 && bytes[^1] == '\n' && random.Next(5) == 0)
        {
            bytes = bytes[..^1];
        }

        switch (random.Next(24))
        {
            case 0:
                return Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(bytes).Replace("\n", "\r\n"));
            case 1:
                return [.. bytes, 0xff, (byte)'a', (byte)'\n'];
            case 2 when !plain:
                return Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(bytes).Replace('\n', '\0'));
            default:
                return bytes;
        }
    }

    private string Pick(string[] choices) => choices[random.Next(choices.Length)];

    private string Lines(int most, Func<string> line) => string.Concat(Enumerable.Range(0, random.Next(0, most)).Select(_ => line() + "\n"));

    private byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        random.NextBytes(bytes);
        for (int i = 0; i < count; i++)
        {
            bytes[i] = random.Next(6) switch { 0 => (byte)'\n', 1 => (byte)random.Next(32), 2 or 3 => (byte)random.Next(32, 127), _ => bytes[i] };
        }

        return bytes;
    }

    private byte[] Broken()
    {
        var bytes = new List<byte>();
        byte[][] pieces = ["a"u8.ToArray(), "é"u8.ToArray(), [0xc3], [0xff], [0x80], "漢"u8.ToArray(), [0xe6, 0xbc], "\n"u8.ToArray(), " "u8.ToArray(), "\t"u8.ToArray(), [0xf0, 0x9f, 0x98, 0x80], [0xed, 0xa0, 0x80], "b"u8.ToArray(), [0xcc, 0x81], [0]];
        for (int n = random.Next(1, 40); n > 0; n--)
        {
            bytes.AddRange(pieces[random.Next(pieces.Length)]);
        }

        return [.. bytes];
    }

    private string Long()
    {
        string word = Pick(["a", "ab", "word ", "x\t", "é", "1", "a b, "]);
        string line = string.Concat(Enumerable.Repeat(word, random.Next(200, 4000)));
        return Pick(["", "a\n"]) + line + "\n" + Pick(["", "b\n", line]);
    }

    private string Calculation()
    {
        string Number() => Pick(["1", "2", "3", "0", "-4", "1.50", ".5", "100", "12345678901234567890", "x", "scale", "7", "a[1]", "0.001", "(2+3)", "sqrt(2)", "length(12.5)", "10^20", "s(1)", "A"]);
        string Expression() => Number() + Pick(["+", "-", "*", "/", "%", "^", "<", "==", "&&", " + ", "-"]) + Number();
        return Pick(["", "", "", "scale=5;", "x=3;", "ibase=16;", "obase=2;", "obase=16;", "scale=0;"])
            + Pick([Expression(), Expression(), Number(), $"if ({Expression()}) {Number()}", $"for(i=0;i<3;i++) {{ {Expression()} }}", $"x={Expression()}", "\"text\\n\"", $"define f(n) {{ return (n*2); }}", "f(4)", "x++", "print x, \"a\\n\"", $"{Expression()} {Number()}", "while(x<3) x=x+1", "last"]);
    }

    private string Fields()
    {
        string separator = Pick([",", ":", "\t", " ", "|", ", ", ";"]);
        return Lines(9, () => string.Join(separator, Enumerable.Range(0, random.Next(0, 5)).Select(_ => random.Next(2) == 0 ? Pick(Words) : Pick(Numbers))));
    }

    private string Paragraphs() => Lines(10, () => random.Next(4) == 0
        ? ""
        : Pick(["", "", "  ", "\t", "> "]) + string.Join(Pick([" ", " ", "  "]), Enumerable.Range(0, random.Next(1, 14)).Select(_ => Pick(["the", "quick", "brown", "fox.", "jumps", "over", "a", "lazy", "dog,", "extraordinarily", "and", "end.", "I", "é", "x"]))));
}
