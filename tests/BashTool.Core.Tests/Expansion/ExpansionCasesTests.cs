using System.Runtime.CompilerServices;
using System.Text;
using BashTool.Core.Files;

namespace BashTool.Core.Tests.Expansion;

/// <summary>Replays the scripts of Cases/*.cases, whose output was recorded from bash by Cases/record.</summary>
public sealed class ExpansionCasesTests
{
    public static IEnumerable<TheoryDataRow<string, int, string>> All()
    {
        foreach (string file in Directory.EnumerateFiles(CasesFolder(), "*.cases").Order(StringComparer.Ordinal))
        {
            int number = 0;
            foreach ((string script, _) in Read(file))
            {
                number++;
                yield return new(Path.GetFileNameWithoutExtension(file), number, script.Split('\n')[0]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_script_gives_what_bash_gave(string topic, int number, string start)
    {
        (string script, string expected) = Read(Path.Combine(CasesFolder(), topic + ".cases"))[number - 1];
        Assert.StartsWith(start, script, StringComparison.Ordinal);
        Assert.SkipWhen(OperatingSystem.IsWindows() && script.Contains(@"ba\\", StringComparison.Ordinal), "a backslash separates on Windows");
        var shell = new ScriptShell(Tree());
        int status = shell.Run(script);
        string text = shell.Text + (status == 0 ? "" : $"<{status}>\n");
        Assert.Equal(expected, text);
    }

    private static List<(string Script, string Expected)> Read(string file)
    {
        var cases = new List<(string, string)>();
        var script = new StringBuilder();
        var expected = new StringBuilder();
        StringBuilder into = script;
        foreach (string line in File.ReadAllText(file).TrimEnd('\n').Split('\n').Append("===="))
        {
            if (line == "====")
            {
                cases.Add((script.ToString().TrimEnd('\n'), expected.ToString()));
                script.Clear();
                expected.Clear();
                into = script;
            }
            else if (line == "----")
            {
                into = expected;
            }
            else
            {
                into.Append(line).Append('\n');
            }
        }

        return cases;
    }

    // The same tree that Cases/record makes.
    private static MemoryFileSystem Tree()
    {
        var files = new MemoryFileSystem();
        foreach (string directory in (string[])["/work", "/work/d", "/work/d/e", "/work/.h", "/work/a*", "/work/d2"])
        {
            files.CreateDirectory(VirtualPath.Parse(directory));
        }

        foreach (string file in (string[])["a", "b.c", "x y", ".hid", "q[1]", "d/f.c", "d/e/g.c", "ba\\ck", ".h/z.c"])
        {
            files.Open(VirtualPath.Parse("/work/" + file), OpenMode.Write | OpenMode.Create).Dispose();
        }

        files.CreateSymbolicLink("d", VirtualPath.Parse("/work/lnk"));
        files.CreateSymbolicLink("nowhere", VirtualPath.Parse("/work/broken"));
        return files;
    }

    private static string CasesFolder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Cases");
}
