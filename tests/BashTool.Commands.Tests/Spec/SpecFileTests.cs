using System.Text;

namespace BashTool.Commands.Tests.Spec;

public sealed class SpecFileTests
{
    [Fact]
    public void A_case_has_its_sections_to_the_byte()
    {
        var file = Parse(
            """
            # A comment.
            --- stderr: any

            === Reads its input
            --- env: A=b c
            --- file notes/a.txt mode=600
            first

            --- stdin escaped
            x\ty\
            --- script
            cat notes/a.txt

            echo "$A"

            --- stdout
            first

            --- status: 3

            # About the next one.
            === Writes nothing
            --- script
            :
            --- status: 0

            """);

        Assert.Equal(["Reads its input", "Writes nothing"], file.Cases.Select(c => c.Name));
        var first = file.Cases[0];
        Assert.Equal("cat notes/a.txt\n\necho \"$A\"", Text(first.Script));
        Assert.Equal("x\ty", Text(first.Stdin!));
        Assert.Equal("A=b c", first.All("env").Single().Value);
        Assert.Equal(["notes/a.txt", "mode=600"], first.All("file").Single().Words);
        Assert.Equal("first\n\n", Text(first.All("file").Single().Content));
        Assert.Equal("first\n\n", Text(first.Recorded!.Stdout));
        Assert.Equal(3, first.Recorded.Status);
        Assert.Equal("-c", first.Runner);
        Assert.True(first.AnyStderr);
        Assert.Null(file.Cases[1].Stdin);
    }

    [Theory]
    [InlineData(@"a\\b", "a\\b")]
    [InlineData(@"\n\t\r\e", "\n\t\r\u001b")]
    [InlineData(@"\x41\x7a", "Az")]
    [InlineData("no newline\\\n", "no newline")]
    public void An_escaped_block_is_resolved(string written, string expected) =>
        Assert.Equal(expected, Text(SpecFile.Unescape(Encoding.UTF8.GetBytes(written))));

    [Fact]
    public void An_escape_can_be_any_byte() =>
        Assert.Equal([0xFF, 0x00, 0xC3], SpecFile.Unescape(@"\xff\x00\xc3"u8));

    [Theory]
    [InlineData(@"\q")]
    [InlineData(@"\x4")]
    [InlineData(@"\")]
    public void An_unknown_escape_is_refused(string written) =>
        Assert.Throws<SpecException>(() => SpecFile.Unescape(Encoding.UTF8.GetBytes(written)));

    [Theory]
    [InlineData("file a.txt", "file|a.txt")]
    [InlineData("  file   \"a b\\n.txt\" mode=644", "file|a b\n.txt|mode=644")]
    [InlineData("\"a\\\"b\"", "a\"b")]
    [InlineData("", "")]
    public void A_head_is_split_into_words(string head, string expected) =>
        Assert.Equal(expected, string.Join('|', SpecFile.HeadWords(head)));

    [Theory]
    [InlineData("=== a\n--- script\n:\n=== a\n--- script\n:\n", "two cases are named a")]
    [InlineData("=== a\n--- stdin\n", "exactly one script")]
    [InlineData("=== a\n--- scirpt\n:\n", "unknown section scirpt")]
    [InlineData("=== a\n--- evn: A=1\n", "unknown line evn")]
    [InlineData("--- script\n:\n", "unknown section script")]
    [InlineData("=== a\n--- env: A=1\nstray\n", "text outside a section: stray")]
    [InlineData("=== a\n--- runner: zsh\n--- script\n:\n", "unknown runner zsh")]
    public void A_mistake_is_named(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<SpecException>(() => Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_files_of_a_case_are_laid_out()
    {
        var @case = Parse(
            """
            === x
            --- file sub/a.txt mode=640 mtime=2024-05-06T07:08:09
            content
            --- dir: locked mode=500
            --- script
            :
            """).Cases[0];
        using var workspace = new SpecWorkspace(@case);

        var path = Path.Combine(workspace.Root, "sub", "a.txt");
        Assert.Equal("content\n", File.ReadAllText(path));
        Assert.Equal(new DateTime(2024, 5, 6, 7, 8, 9, DateTimeKind.Utc), File.GetLastWriteTimeUtc(path));
        Assert.Equal(new DateTime(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc), Directory.GetLastWriteTimeUtc(Path.GetDirectoryName(path)!));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(Convert.ToInt32("640", 8), (int)File.GetUnixFileMode(path));
            Assert.Equal(Convert.ToInt32("500", 8), (int)File.GetUnixFileMode(Path.Combine(workspace.Root, "locked")));
        }
    }

    [Fact]
    public void Links_are_laid_out()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege there");
        var @case = Parse(
            """
            === x
            --- file a
            content
            --- link: "to a" -> a mtime=2023-05-06T07:08:09
            --- link: dangling -> nowhere
            --- hardlink: same = a
            --- script
            :
            """).Cases[0];
        using var workspace = new SpecWorkspace(@case);

        Assert.Equal("a", new FileInfo(Path.Combine(workspace.Root, "to a")).LinkTarget);
        Assert.Equal("nowhere", new FileInfo(Path.Combine(workspace.Root, "dangling")).LinkTarget);
        Assert.Equal("content\n", File.ReadAllText(Path.Combine(workspace.Root, "same")));
    }

    [Fact]
    public void The_directory_is_a_token_in_output() =>
        Assert.Equal("a {DIR}/b {DIR}", Text(SpecWorkspace.Normalise("a /tmp/x/b /tmp/x"u8.ToArray(), "/tmp/x")));

    [Theory]
    [InlineData("out\n", "bash: oops\n", 1, true)]
    [InlineData("out\n", "bashtool: oops\n", 1, true)]
    [InlineData("out", "bash: oops\n", 1, false)]
    [InlineData("out\n", "bash: other\n", 1, false)]
    [InlineData("out\n", "bash: oops\n", 2, false)]
    public void Output_messages_and_status_are_compared(string stdout, string stderr, int status, bool same)
    {
        var @case = Parse("=== x\n--- script\n:\n--- stdout\nout\n--- stderr\nbash: oops\n--- status: 1\n").Cases[0];
        var actual = new SpecResult(Encoding.UTF8.GetBytes(stdout), Encoding.UTF8.GetBytes(stderr), status);
        Assert.Equal(same, SpecComparison.Difference(@case, actual, "bashtool") is null);
    }

    [Fact]
    public void A_message_is_not_compared_where_its_wording_is_not_judged()
    {
        var @case = Parse("=== x\n--- script\n:\n--- stderr: any\n--- stderr\nbash: oops\n--- status: 1\n").Cases[0];
        Assert.Null(SpecComparison.Difference(@case, new SpecResult([], "other"u8.ToArray(), 1)));
    }

    [Fact]
    public void Bytes_that_do_not_show_are_escaped_in_a_difference() =>
        Assert.Equal("é\\xff\\x01\t\n", SpecComparison.Visible("é\u0001\t\n"u8.ToArray() is var b ? [b[0], b[1], 0xFF, b[2], b[3], b[4]] : []));

    private static SpecFile Parse(string text) =>
        SpecFile.Parse("x.spec", Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n")));

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
