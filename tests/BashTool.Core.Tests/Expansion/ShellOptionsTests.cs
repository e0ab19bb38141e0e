using BashTool.Core.Expansion;

namespace BashTool.Core.Tests.Expansion;

public sealed class ShellOptionsTests
{
    [Fact]
    public void A_shell_that_is_not_interactive_starts_with_the_options_of_bash()
    {
        // Recorded: bash -c 'echo $- $SHELLOPTS $BASHOPTS'
        var options = new ShellOptions();
        Assert.Equal("hB", options.Letters);
        Assert.Equal("braceexpand:hashall:interactive-comments", options.ShellOptsText);
        Assert.Equal(
            "checkwinsize:cmdhist:complete_fullquote:extquote:force_fignore:globasciiranges:globskipdots:hostcomplete:"
            + "interactive_comments:patsub_replacement:progcomp:promptvars:sourcepath", options.BashOptsText);
    }

    [Fact]
    public void Every_option_is_found_by_its_name()
    {
        foreach (ShellOption option in ShellOptions.SetOptions)
        {
            Assert.True(ShellOptions.TryFindSet(ShellOptions.NameOf(option), out ShellOption found));
            Assert.Equal(option, found);
        }

        foreach (ShellOption option in ShellOptions.ShoptOptions)
        {
            Assert.True(ShellOptions.TryFindShopt(ShellOptions.NameOf(option), out ShellOption found));
            Assert.Equal(option, found);
        }
    }

    [Fact]
    public void Options_change_alone_and_tell_of_it()
    {
        var options = new ShellOptions();
        var heard = new List<ShellOption>();
        options.Changed = (option, _) => heard.Add(option);
        options[ShellOption.ErrExit] = true;
        options[ShellOption.ErrExit] = true;
        options[ShellOption.ExtGlob] = true;
        Assert.True(options.ErrExit);
        Assert.True(options.ExtGlob);
        Assert.Equal("ehB", options.Letters);
        Assert.Equal([ShellOption.ErrExit, ShellOption.ExtGlob], heard);
        ShellOptions copy = options.Clone();
        copy[ShellOption.ErrExit] = false;
        Assert.True(options.ErrExit);
    }

    [Fact]
    public void Interactive_comments_have_one_switch_with_two_names()
    {
        var options = new ShellOptions();
        options[ShellOption.InteractiveCommentsShopt] = false;
        Assert.False(options[ShellOption.InteractiveComments]);
    }
}
