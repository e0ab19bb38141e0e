using BashTool.Core.Expansion;
using BashTool.Core.Files;

namespace BashTool.Core.Tests.Expansion;

public sealed class PromptTests
{
    private readonly ScriptShell shell = new(new MemoryFileSystem());

    // Recorded: HOME=/home/me, the working directory as given, x='...'; echo "${x@P}".
    [Theory]
    [InlineData("/home/me/d", @"\u@\h:\w\$ \W \s", "me@box:~/d$ d bash")]
    [InlineData("/home/me", @"\w \W", "~ ~")]
    [InlineData("/", @"\w\W", "//")]
    [InlineData("/work", @"\H \v \V \! \# \j \101 \\ \[x\]", @"box.net 5.2 5.2.15 1 1 0 A \ x")]
    [InlineData("/work", @"$((1+1)) $(echo hi) `echo bt` ""q"" $HOME \\$HOME \q \1 \12 \1234", @"2 hi bt ""q"" /home/me $HOME \q \1 \12 S4")]
    [InlineData("/work/a$b\"c", @"\w|\W", "/work/a$b\"c|a$b\"c")]
    [InlineData("/work", @"a\nb\re\e\a", "a\nb\re\u001b\a")]
    public void A_prompt_is_decoded_and_expanded(string directory, string prompt, string expected)
    {
        shell.Variables.Set("PWD", directory);
        Assert.Equal(expected, shell.Expander.ExpandPrompt(prompt));
    }

    [Fact]
    public void PROMPT_DIRTRIM_shortens_the_directory()
    {
        shell.Variables.Set("PROMPT_DIRTRIM", "1");
        shell.Variables.Set("PWD", "/work/deep/down");
        Assert.Equal(".../down", shell.Expander.ExpandPrompt(@"\w"));
        shell.Variables.Set("PWD", "/home/me/ab/c/d");
        Assert.Equal("~/.../d", shell.Expander.ExpandPrompt(@"\w"));
        shell.Variables.Set("PWD", "/home/me/a/b/c");
        Assert.Equal("~/a/b/c", shell.Expander.ExpandPrompt(@"\w"));
    }

    [Fact]
    public void Without_promptvars_only_escapes_are_decoded()
    {
        shell.Options[ShellOption.PromptVars] = false;
        Assert.Equal("me $HOME $", shell.Expander.ExpandPrompt(@"\u $HOME \$"));
    }
}
