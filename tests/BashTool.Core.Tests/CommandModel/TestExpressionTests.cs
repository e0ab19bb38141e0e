using BashTool.Core.CommandModel;
using BashTool.Core.Files;

namespace BashTool.Core.Tests.CommandModel;

/// <summary>What bash 5.2 and GNU coreutils 9.1 answer to the same arguments.</summary>
public sealed class TestExpressionTests
{
    public static readonly TheoryData<bool, string[], int, string> Cases = new()
    {
        { false, [], 1, "" },
        { false, [""], 1, "" },
        { false, ["a"], 0, "" },
        { false, ["-n"], 0, "" },
        { false, ["-n", ""], 1, "" },
        { false, ["-z", ""], 0, "" },
        { false, ["!", "a"], 1, "" },
        { false, ["!", ""], 0, "" },
        { false, ["-q", "a"], 2, "-q: unary operator expected" },
        { false, ["a", "b"], 2, "a: unary operator expected" },
        { false, ["a", "=", "a"], 0, "" },
        { false, ["a", "==", "a"], 0, "" },
        { false, ["a", "!=", "a"], 1, "" },
        { false, ["a", "<", "b"], 0, "" },
        { false, ["b", ">", "a"], 0, "" },
        { false, ["1", "-eq", "1"], 0, "" },
        { false, ["a", "-eq", "1"], 2, "a: integer expression expected" },
        { false, ["1", "-eq", "b"], 2, "b: integer expression expected" },
        { false, ["", "-eq", "0"], 2, ": integer expression expected" },
        { false, [" 1 ", "-eq", "1"], 0, "" },
        { false, ["99999999999999999999", "-eq", "1"], 2, "99999999999999999999: integer expression expected" },
        { false, ["a", "-foo", "b"], 2, "-foo: binary operator expected" },
        { false, ["a", "foo", "b"], 2, "foo: binary operator expected" },
        { false, ["(", "a", ")"], 0, "" },
        { false, ["(", "", ")"], 1, "" },
        { false, ["(", "a"], 2, "(: unary operator expected" },
        { false, ["a", ")"], 2, "a: unary operator expected" },
        { false, ["!", "a", "=", "a"], 1, "" },
        { false, ["!", "!", "a"], 0, "" },
        { false, ["(", "!", "a", ")"], 1, "" },
        { false, ["a", "-a", "b"], 0, "" },
        { false, ["a", "-a", ""], 1, "" },
        { false, ["", "-o", ""], 1, "" },
        { false, ["!", "-a", "a"], 0, "" },
        { false, ["-a", "-a", "-a"], 0, "" },
        { false, ["-o", "-o", "-o"], 0, "" },
        { false, ["a", "=", "b", "c"], 2, "too many arguments" },
        { false, ["a", "b", "c", "d"], 2, "too many arguments" },
        { false, ["a", "=", "a", "-a", "b", "=", "c", "-o", "d", "=", "d"], 0, "" },
        { false, ["a", "=", "a", "-o", "b", "=", "c", "-a", "d", "=", "e"], 0, "" },
        { false, ["(", "a", "=", "a", "-o", "b", "=", "c", ")", "-a", "d", "=", "d"], 0, "" },
        { false, ["!", "a", "-a", "b"], 1, "" },
        { false, ["(", ")"], 2, "(: unary operator expected" },
        { false, ["("], 0, "" },
        { false, [")"], 0, "" },
        { false, ["!"], 0, "" },
        { false, ["-n", "=", "-n"], 0, "" },
        { false, ["=", "=", "="], 0, "" },
        { false, ["!", "=", "!"], 0, "" },
        { false, ["x", "="], 2, "x: unary operator expected" },
        { false, ["-lt", "1"], 2, "-lt: unary operator expected" },
        { false, ["1", "-lt"], 2, "1: unary operator expected" },
        { false, ["1", "-lt", "2", "3"], 2, "too many arguments" },
        { false, ["a", "=", "a", ")"], 2, "too many arguments" },
        { false, ["(", "a", "=", "a"], 2, "`)' expected" },
        { false, ["a", "-a"], 2, "a: unary operator expected" },
        { false, ["-a", "a", "-a"], 2, "a: binary operator expected" },
        { false, ["a", "-o", "b", "-o"], 2, "argument expected" },
        { false, ["!", "!", "!", "a"], 1, "" },
        { false, ["!", "!", "!", "!", "a"], 0, "" },
        { false, ["-n", "a", "-a", "-n", "b"], 0, "" },
        { false, ["<", "<", "<"], 1, "" },
        { false, ["-1", "-gt", "-2"], 0, "" },
        { false, ["1", "-gt", "("], 2, "(: integer expression expected" },
        { false, ["-l", "abc", "-eq", "3"], 2, "too many arguments" },
        { false, ["(", "(", "a", ")", ")"], 0, "" },
        { false, ["a", "=", "b", "-a"], 2, "argument expected" },
        { false, ["1", "-eq", "1", "-a"], 2, "argument expected" },
        { false, ["", ""], 2, ": unary operator expected" },
        { false, ["08", "-eq", "8"], 0, "" },
        { false, ["é", "<", "z"], 1, "" },
        { false, ["a", "=~", "b"], 2, "=~: binary operator expected" },
        { false, ["-t", "a"], 1, "" },
        { true, [], 1, "" },
        { true, [""], 1, "" },
        { true, ["a"], 0, "" },
        { true, ["-n"], 0, "" },
        { true, ["-n", ""], 1, "" },
        { true, ["-z", ""], 0, "" },
        { true, ["!", "a"], 1, "" },
        { true, ["!", ""], 0, "" },
        { true, ["-q", "a"], 2, "‘-q’: unary operator expected" },
        { true, ["a", "b"], 2, "missing argument after ‘b’" },
        { true, ["a", "=", "a"], 0, "" },
        { true, ["a", "==", "a"], 0, "" },
        { true, ["a", "!=", "a"], 1, "" },
        { true, ["a", "<", "b"], 2, "‘<’: binary operator expected" },
        { true, ["b", ">", "a"], 2, "‘>’: binary operator expected" },
        { true, ["1", "-eq", "1"], 0, "" },
        { true, ["a", "-eq", "1"], 2, "invalid integer ‘a’" },
        { true, ["1", "-eq", "b"], 2, "invalid integer ‘b’" },
        { true, ["", "-eq", "0"], 2, "invalid integer ‘’" },
        { true, [" 1 ", "-eq", "1"], 0, "" },
        { true, ["99999999999999999999", "-eq", "1"], 1, "" },
        { true, ["a", "-foo", "b"], 2, "‘-foo’: binary operator expected" },
        { true, ["a", "foo", "b"], 2, "‘foo’: binary operator expected" },
        { true, ["(", "a", ")"], 0, "" },
        { true, ["(", "", ")"], 1, "" },
        { true, ["(", "a"], 2, "missing argument after ‘a’" },
        { true, ["a", ")"], 2, "missing argument after ‘)’" },
        { true, ["!", "a", "=", "a"], 1, "" },
        { true, ["!", "!", "a"], 0, "" },
        { true, ["(", "!", "a", ")"], 1, "" },
        { true, ["a", "-a", "b"], 0, "" },
        { true, ["a", "-a", ""], 1, "" },
        { true, ["", "-o", ""], 1, "" },
        { true, ["!", "-a", "a"], 2, "‘-a’: unary operator expected" },
        { true, ["-a", "-a", "-a"], 2, "‘-a’: unary operator expected" },
        { true, ["-o", "-o", "-o"], 2, "‘-o’: unary operator expected" },
        { true, ["a", "=", "b", "c"], 2, "extra argument ‘c’" },
        { true, ["a", "b", "c", "d"], 2, "extra argument ‘b’" },
        { true, ["a", "=", "a", "-a", "b", "=", "c", "-o", "d", "=", "d"], 0, "" },
        { true, ["a", "=", "a", "-o", "b", "=", "c", "-a", "d", "=", "e"], 0, "" },
        { true, ["(", "a", "=", "a", "-o", "b", "=", "c", ")", "-a", "d", "=", "d"], 0, "" },
        { true, ["!", "a", "-a", "b"], 1, "" },
        { true, ["(", ")"], 2, "missing argument after ‘)’" },
        { true, ["("], 0, "" },
        { true, [")"], 0, "" },
        { true, ["!"], 0, "" },
        { true, ["-n", "=", "-n"], 0, "" },
        { true, ["=", "=", "="], 0, "" },
        { true, ["!", "=", "!"], 0, "" },
        { true, ["x", "="], 2, "missing argument after ‘=’" },
        { true, ["-lt", "1"], 2, "missing argument after ‘1’" },
        { true, ["1", "-lt"], 2, "missing argument after ‘-lt’" },
        { true, ["1", "-lt", "2", "3"], 2, "extra argument ‘3’" },
        { true, ["a", "=", "a", ")"], 2, "extra argument ‘)’" },
        { true, ["(", "a", "=", "a"], 2, "‘)’ expected" },
        { true, ["a", "-a"], 2, "missing argument after ‘-a’" },
        { true, ["-a", "a", "-a"], 2, "‘a’: binary operator expected" },
        { true, ["a", "-o", "b", "-o"], 2, "missing argument after ‘-o’" },
        { true, ["!", "!", "!", "a"], 1, "" },
        { true, ["!", "!", "!", "!", "a"], 0, "" },
        { true, ["-n", "a", "-a", "-n", "b"], 0, "" },
        { true, ["<", "<", "<"], 2, "‘<’: binary operator expected" },
        { true, ["-1", "-gt", "-2"], 0, "" },
        { true, ["1", "-gt", "("], 2, "invalid integer ‘(’" },
        { true, ["-l", "abc", "-eq", "3"], 0, "" },
        { true, ["(", "(", "a", ")", ")"], 2, "missing argument after ‘)’" },
        { true, ["a", "=", "b", "-a"], 2, "missing argument after ‘-a’" },
        { true, ["1", "-eq", "1", "-a"], 2, "missing argument after ‘-a’" },
        { true, ["", ""], 2, "missing argument after ‘’" },
        { true, ["08", "-eq", "8"], 0, "" },
        { true, ["é", "<", "z"], 2, "‘<’: binary operator expected" },
        { true, ["a", "=~", "b"], 2, "‘=~’: binary operator expected" },
        { true, ["-t", "a"], 2, "invalid integer ‘a’" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Arguments_are_read_by_their_number(bool gnu, string[] words, int status, string message)
    {
        var expression = new TestExpression(new Host(), gnu);
        int actual;
        string actualMessage = "";
        try
        {
            actual = expression.Evaluate(words, 0, words.Length) ? 0 : 1;
        }
        catch (TestExpressionException e)
        {
            actual = 2;
            actualMessage = e.Message;
        }

        Assert.Equal((status, message), (actual, actualMessage));
    }

    [Theory]
    [InlineData('f', "file", true)]
    [InlineData('d', "file", false)]
    [InlineData('e', "file", true)]
    [InlineData('d', "dir", true)]
    [InlineData('s', "file", true)]
    [InlineData('s', "empty", false)]
    [InlineData('L', "link", true)]
    [InlineData('h', "file", false)]
    [InlineData('f', "link", true)]
    [InlineData('e', "none", false)]
    [InlineData('e', "", false)]
    [InlineData('v', "set", true)]
    [InlineData('v', "unset", false)]
    [InlineData('o', "errexit", true)]
    [InlineData('R', "set", false)]
    [InlineData('t', "0", true)]
    [InlineData('t', "1", false)]
    [InlineData('t', "x", false)]
    [InlineData('p', "/dev/stdin", true)]
    public void A_primary_looks_at_files_and_shell(char op, string operand, bool expected) =>
        Assert.Equal(expected, new TestExpression(new Host()).Unary(op, operand));

    [Theory]
    [InlineData("-nt", "file", "none", true)]
    [InlineData("-nt", "none", "file", false)]
    [InlineData("-ot", "none", "file", true)]
    [InlineData("-ef", "file", "link", true)]
    [InlineData("-ef", "file", "empty", false)]
    public void Two_files_are_compared(string op, string left, string right, bool expected) =>
        Assert.Equal(expected, new TestExpression(new Host()).Binary(op, left, right));

    private sealed class Host : ITestHost
    {
        private static readonly IFileSystem Memory = MakeFiles();

        public IFileSystem Files => Memory;

        public uint UserId => 0;

        public uint GroupId => 0;

        public VirtualPath Resolve(string path) => VirtualPath.Root.Combine(path);

        public bool IsTerminal(int descriptor) => descriptor == 0;

        public bool TryDescriptor(string path, out FileMetadata? metadata)
        {
            metadata = path == "/dev/stdin" ? new FileMetadata { Kind = FileKind.Fifo } : null;
            return metadata is not null;
        }

        public bool IsSet(string name) => name == "set";

        public bool IsOptionOn(string name) => name == "errexit";

        private static IFileSystem MakeFiles()
        {
            var files = new MemoryFileSystem();
            foreach (string name in (string[])["/file", "/empty"])
            {
                using IFileHandle handle = files.Open(VirtualPath.Parse(name), OpenMode.Write | OpenMode.Create);
                if (name == "/file")
                {
                    handle.Write("x"u8);
                }
            }

            files.CreateDirectory(VirtualPath.Parse("/dir"));
            files.CreateSymbolicLink("file", VirtualPath.Parse("/link"));
            return files;
        }
    }
}
