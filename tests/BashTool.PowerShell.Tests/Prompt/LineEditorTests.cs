using System.Management.Automation;
using System.Text;
using BashTool.PowerShell.Completion;
using BashTool.PowerShell.Prompt;

namespace BashTool.PowerShell.Tests.Prompt;

public sealed class LineEditorTests
{
    private const ConsoleKey Up = ConsoleKey.UpArrow, Down = ConsoleKey.DownArrow, Left = ConsoleKey.LeftArrow, Right = ConsoleKey.RightArrow;

    [Fact]
    public void A_line_is_what_was_typed() => Assert.Equal("echo hi", Type("echo hi"));

    [Fact]
    public void Keys_move_and_delete()
    {
        Assert.Equal("abXc", Type("abc", Left, 'X'));
        Assert.Equal("Xabc", Type("abc", ConsoleKey.Home, 'X'));
        Assert.Equal("abcX", Type("abc", ConsoleKey.Home, ConsoleKey.End, 'X'));
        Assert.Equal("ab", Type("abc", ConsoleKey.Backspace));
        Assert.Equal("bc", Type("abc", ConsoleKey.Home, ConsoleKey.Delete));
        Assert.Equal("abc", Type("abc", Right, ConsoleKey.Delete));
        Assert.Equal("", Type("abc", ConsoleKey.Escape));
    }

    [Fact]
    public void Control_keys_are_those_of_readline()
    {
        Assert.Equal("Xabc", Type("abc", Control(ConsoleKey.A), 'X'));
        Assert.Equal("a", Type("abc", Control(ConsoleKey.A), Right, Control(ConsoleKey.K)));
        Assert.Equal("c", Type("abc", Left, Control(ConsoleKey.U)));
        Assert.Equal("one ", Type("one two", Control(ConsoleKey.W)));
        Assert.Equal("ac", Type("abc", Left, Left, Control(ConsoleKey.D)));
    }

    [Fact]
    public void Arrows_bring_back_earlier_lines()
    {
        Assert.Equal("second", Type(["first", "second"], Up));
        Assert.Equal("first", Type(["first", "second"], Up, Up));
        Assert.Equal("first", Type(["first", "second"], Up, Up, Up));
        Assert.Equal("new", Type(["first"], "new", Up, Down));
    }

    [Fact]
    public void Control_D_on_an_empty_line_ends_the_input() => Assert.Null(Type([Control(ConsoleKey.D)]));

    [Fact]
    public void Control_C_gives_the_line_up() => Assert.Throws<OperationCanceledException>(() => Type("abc", Control(ConsoleKey.C)));

    [Fact]
    public void Tab_completes_the_only_suggestion() => Assert.Equal("grep x", Type("gr", ConsoleKey.Tab, 'x'));

    [Fact]
    public void Tab_completes_as_far_as_suggestions_agree() => Assert.Equal("sort", Type("so", ConsoleKey.Tab));

    [Fact]
    public void A_second_tab_lists_what_there_is()
    {
        var keyboard = new Keyboard(["sort", ConsoleKey.Tab, ConsoleKey.Tab, "x"]);
        Assert.Equal("sortx", new LineEditor(keyboard, [], Suggest).Read("$ "));
        Assert.Contains("sort", keyboard.Screen.ToString(), StringComparison.Ordinal);
        Assert.Contains("sorter", keyboard.Screen.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo a", false)]
    [InlineData("if true", true)]
    [InlineData("for i in 1 2", true)]
    [InlineData("echo 'a", true)]
    [InlineData("echo a \\", true)]
    [InlineData("echo a \\\\", false)]
    [InlineData("cat <<E", true)]
    [InlineData("cat <<E\nx\nE", false)]
    [InlineData("f() {", true)]
    [InlineData("echo )", false)]
    public void A_command_that_is_not_finished_needs_more(string text, bool more) => Assert.Equal(more, InputGathering.NeedsMore(text));

    private static ConsoleKeyInfo Control(ConsoleKey key) => new((char)(key - ConsoleKey.A + 1), key, false, false, true);

    private static string? Type(params object[] keys) => Type([], keys);

    private static string? Type(string[] history, params object[] keys) => new LineEditor(new Keyboard(keys), history, Suggest).Read("$ ");

    private static (List<Suggestion> Found, int Start) Suggest(string text)
    {
        string[] all = ["grep", "sort", "sorter"];
        return ([.. all.Where(name => name.StartsWith(text, StringComparison.Ordinal)).Select(static name => new Suggestion(name, name, CompletionResultType.Command, name))], 0);
    }

    private sealed class Keyboard(object[] keys) : IKeyboard
    {
        private readonly Queue<ConsoleKeyInfo> pending = new(Expand(keys));

        public StringBuilder Screen { get; } = new();

        public int Width => 80;

        public ConsoleKeyInfo ReadKey() => pending.TryDequeue(out ConsoleKeyInfo key) ? key : new ConsoleKeyInfo('\r', ConsoleKey.Enter, false, false, false);

        public void Write(string text) => Screen.Append(text);

        private static IEnumerable<ConsoleKeyInfo> Expand(object[] keys)
        {
            foreach (object key in keys)
            {
                switch (key)
                {
                    case string text:
                        foreach (char c in text)
                        {
                            yield return new ConsoleKeyInfo(c, ConsoleKey.None, false, false, false);
                        }

                        break;
                    case char c:
                        yield return new ConsoleKeyInfo(c, ConsoleKey.None, false, false, false);
                        break;
                    case ConsoleKey plain:
                        yield return new ConsoleKeyInfo('\0', plain, false, false, false);
                        break;
                    case ConsoleKeyInfo whole:
                        yield return whole;
                        break;
                }
            }
        }
    }
}
