namespace BashTool.Commands.Tests;

/// <summary>The files and the input that the tests of text commands share.</summary>
internal static class TextFiles
{
    private const string Input = "a\na\nB\nb  b\n\n\n10\n9\n2K\nJAN\nv1.10\n";

    private static readonly Dictionary<string, string> Files = new()
    {
        ["f1"] = "one\ntwo foo\nthree\nfoo bar foo\nfive\nsix\n",
        ["f2"] = "b 2\na 10\nc 1\n",
        ["tab"] = "a\tb\tc\n1\t2\t3\nplain\n",
        ["pairs"] = "x 1\ny 2\ny 3\n",
        ["empty"] = "",
        ["last"] = "no newline",
        ["e"] = "été\nÉTÉ\n",
    };

    /// <summary>Runs a command line where the files are.</summary>
    public static CommandResult Run(string line)
    {
        var runner = new CommandRunner();
        foreach ((string name, string content) in Files)
        {
            runner.With(name, content);
        }

        return runner.Run(line, Input);
    }
}
