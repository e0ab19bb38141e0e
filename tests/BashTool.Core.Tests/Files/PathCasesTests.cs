using System.Reflection;
using BashTool.Core.Files;

namespace BashTool.Core.Tests.Files;

/// <summary>The table of path cases, Windows and POSIX alike on every system.</summary>
public sealed class PathCasesTests
{
    private static readonly Dictionary<string, PathTranslator> Worlds = new()
    {
        ["windows-workspace"] = Make(PathStyle.Windows, ("/home/claude", @"C:\work\agents\claude"), ("/mnt/user-data/outputs", @"C:\work\agents\outputs"), ("/tmp", @"C:\Users\me\AppData\Local\Temp\bt")),
        ["windows-session"] = Make(PathStyle.Windows, ("/c", @"C:\"), ("/mnt/c", @"C:\"), ("/d", @"D:\"), ("/mnt/d", @"D:\"), ("/tmp", @"C:\Temp")),
        ["posix-workspace"] = Make(PathStyle.Posix, ("/home/claude", "/srv/agents/claude"), ("/mnt/user-data/outputs", "/srv/agents/outputs"), ("/tmp", "/tmp/bt-1")),
        ["posix-session"] = Make(PathStyle.Posix, ("/", "/")),
    };

    public static IEnumerable<TheoryDataRow<string, string, string, string>> Cases()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("path-cases.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                string[] fields = line.Split('\t');
                yield return new TheoryDataRow<string, string, string, string>(fields[0], fields[1], fields[2], fields[3]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_path_is_translated(string operation, string world, string input, string expected)
    {
        PathTranslator translator = Worlds[world];
        string text = input.Replace("{NUL}", "\0").Replace("{TAB}", "\t").Replace("{LF}", "\n");
        string actual = operation switch
        {
            "operand" => Operand(translator, world, text),
            "host" => translator.ToHost(VirtualPath.Parse(text))?.Text ?? "-",
            "virtual" => translator.ToVirtual(new HostPath(text, translator.Style))?.Text ?? "-",
            "text" => translator.TranslateText(text),
            "texthost" => translator.TranslateTextToHost(text),
            "argument" => translator.TranslateArgument(text),
            "list" => translator.TranslatePathList(text),
            "nuldevice" => WindowsPath.IsNullDevice(text) ? "yes" : "no",
            "switch" => PathTranslator.LooksLikeSwitch(text) ? "yes" : "no",
            _ => throw new InvalidOperationException(operation),
        };
        Assert.Equal(expected, actual.Replace("\0", "{NUL}").Replace("\t", "{TAB}").Replace("\n", "{LF}"));
    }

    [Fact]
    public void There_are_four_hundred_cases() => Assert.True(Cases().Count() >= 400);

    [Fact]
    public void A_word_without_a_path_is_handed_on_as_the_same_object()
    {
        string word = new('x', 10);
        Assert.Same(word, Worlds["windows-session"].TranslateArgument(word));
        Assert.Same(word, Worlds["windows-session"].TranslateText(word));
    }

    [Fact]
    public void Every_legal_path_comes_back()
    {
        const int rounds = 20_000;
        var random = new Random(20240506);
        string[] places = ["/home/claude", "/mnt/user-data/outputs", "/tmp"];
        foreach (string world in (string[])["windows-workspace", "posix-workspace"])
        {
            PathTranslator translator = Worlds[world];
            for (int i = 0; i < rounds; i++)
            {
                string path = places[random.Next(places.Length)];
                for (int parts = random.Next(4); parts >= 0; parts--)
                {
                    path += "/" + Name(random, translator.Style);
                }

                HostPath? host = translator.ToHost(VirtualPath.Parse(path));
                Assert.True(host is not null, path);
                Assert.Equal(path, translator.ToVirtual(host.Value)?.Text);
                Assert.Equal(WindowsNameProblem.None, translator.TryToVirtual(translator.Style == PathStyle.Windows ? host.Value.Text : path, VirtualPath.Root, out VirtualPath back));
                Assert.Equal(path, back.Text);
            }
        }
    }

    [Fact]
    public void An_8_3_name_and_another_case_are_what_is_on_disk()
    {
        var translator = new PathTranslator(PathStyle.Windows, [new(VirtualPath.Parse("/c"), new HostPath(@"C:\", PathStyle.Windows))])
        {
            TrueName = path => new HostPath(path.Text.Replace("PROGRA~1", "Program Files").Replace("readme.TXT", "ReadMe.txt"), path.Style),
        };
        Assert.Equal("/c/Program Files/ReadMe.txt", translator.ToVirtualAsStored(new HostPath(@"C:\PROGRA~1\readme.TXT", PathStyle.Windows))?.Text);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_left_alone()
    {
        byte[] bytes = [0xFF, (byte)'C', (byte)':', 0xFE];
        Assert.False(Worlds["windows-session"].TryTranslateText(bytes, out _));
        Assert.True(Worlds["windows-session"].TryTranslateText("\xFF C:\\x"u8, out byte[] translated));
        Assert.EndsWith(" /c/x", System.Text.Encoding.Latin1.GetString(translated));
    }

    private static string Operand(PathTranslator translator, string world, string text)
    {
        VirtualPath from = VirtualPath.Parse(world == "windows-session" ? "/c/users/me" : "/home/claude");
        WindowsNameProblem problem = translator.TryToVirtual(text, from, out VirtualPath path);
        return problem == WindowsNameProblem.None ? path.Text : "!" + problem;
    }

    private static string Name(Random random, PathStyle style)
    {
        const string safe = "abcXYZ019 ._-+=,;!@#$%^&()[]{}'~üßλ日本";
        while (true)
        {
            char[] name = new char[random.Next(1, 20)];
            for (int i = 0; i < name.Length; i++)
            {
                name[i] = style == PathStyle.Posix && random.Next(10) == 0 ? (char)random.Next(1, 127) : safe[random.Next(safe.Length)];
            }

            string text = new(name);
            if (text is not ("." or "..") && !text.Contains('/') && (style == PathStyle.Posix || WindowsPath.CheckName(text) == WindowsNameProblem.None))
            {
                return text;
            }
        }
    }

    private static PathTranslator Make(PathStyle style, params (string At, string Source)[] rows) =>
        new(style, rows.Select(row => new PathMapping(VirtualPath.Parse(row.At), new HostPath(row.Source, style))));
}
