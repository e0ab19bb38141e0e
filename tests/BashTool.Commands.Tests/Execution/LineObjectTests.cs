using BashTool.Commands.Files;
using BashTool.Commands.Text;
using BashTool.Core;
using BashTool.Core.Execution;
using BashTool.Core.Files;
using BashTool.Core.Sandbox;
using BashTool.Core.Streams;
using BashTool.Core.Text;

namespace BashTool.Commands.Tests.Execution;

/// <summary>The objects behind lines on their way through pipelines, and shells that are used line by line.</summary>
public sealed class LineObjectTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("bashtool-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Theory]
    [InlineData("ls", "a b d")]
    [InlineData("ls -l a b | grep -v nothing | sort -k5n | tail -1", "b")]
    [InlineData("ls | cat | tac | head -1", "d")]
    [InlineData("for f in a b; do ls $f; done", "a b")]
    [InlineData("find . -type f | sort", "a b")]
    [InlineData("stat a", "a")]
    [InlineData("{ ls a; echo plain; ls b; }", "a - b")]
    public void Files_go_along_with_their_lines(string script, string expected) =>
        Assert.Equal(expected, string.Join(' ', Objects(script).Select(static o => o is FileEntry file ? file.Name : "-")));

    [Fact]
    public void A_line_that_was_changed_has_lost_its_object() => Assert.All(Objects("ls | sed s/^/x/"), static o => Assert.Null(o));

    [Fact]
    public void Counts_and_digests_are_objects()
    {
        var count = Assert.IsType<WordCount>(Assert.Single(Objects("wc b")));
        Assert.Equal((1L, 2L), (count.Lines, count.Words));
        Assert.Equal("MD5", Assert.IsType<FileDigest>(Assert.Single(Objects("md5sum a"))).Algorithm);
    }

    [Fact]
    public void A_shell_that_is_used_line_by_line_keeps_its_state()
    {
        using BashShell shell = New();
        Assert.Equal("", Line(shell, "x=1; f() { echo f$x; }; trap 'echo bye' EXIT; exec 4>kept"));
        Assert.Equal("f1\n", Line(shell, "f; echo more >&4"));
        Assert.Equal("more\n", Line(shell, "cat kept"));
        Assert.False(shell.HasExited);
        Assert.Equal("bye\n", Line(shell, "exit 3"));
        Assert.True(shell.HasExited);
        Assert.Throws<ObjectDisposedException>(() => Line(shell, "echo"));
    }

    private BashShell New()
    {
        File.WriteAllText(Path.Combine(directory, "a"), "x\n");
        File.WriteAllText(Path.Combine(directory, "b"), "two words\n");
        Directory.CreateDirectory(Path.Combine(directory, "d"));
        HostPath here = HostPath.OfThisMachine(directory);
        return new BashShell(new BashShellOptions
        {
            Commands = StandardCommands.NewCatalog(),
            System = new HostSystemInformation(),
            Policy = new SandboxPolicy { CurrentLocation = here },
            WorkingDirectory = here,
        });
    }

    private static string Line(BashShell shell, string text)
    {
        var output = new MemoryOutput();
        shell.RunLine(text, new MemoryInput(default), output.AddReference(), new NullFile());
        return EscapedUtf8.Decode(output.Written);
    }

    // The object of each line that is no decoration; null for a line that has none.
    private List<object?> Objects(string script)
    {
        using BashShell shell = New();
        shell.Session.CarriesObjects = true;
        var pipe = new BytePipe(capacity: 1 << 20, carriesObjects: true);
        shell.Run(script, new MemoryInput(default), pipe.Writer, new NullFile());
        var lines = new LineReader(pipe.Reader, TestContext.Current.CancellationToken);
        var objects = new List<object?>();
        while (lines.TryRead(out _))
        {
            object? value = lines.CurrentObject;
            if (value != LineObjects.Decoration)
            {
                objects.Add(value);
            }
        }

        return objects;
    }
}
