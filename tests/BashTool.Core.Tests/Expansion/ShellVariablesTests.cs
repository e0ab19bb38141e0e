using BashTool.Core.Expansion;
using BashTool.Core.Files;

namespace BashTool.Core.Tests.Expansion;

public sealed class ShellVariablesTests
{
    private readonly ScriptShell shell = new(new MemoryFileSystem());

    private ShellVariables Variables => shell.Variables;

    [Fact]
    public void A_local_hides_the_outer_variable_until_its_function_returns()
    {
        Variables.Set("x", "outer");
        Variables.PushScope(ScopeKind.Function);
        Variables.Assign(Variables.DeclareLocal("x"), "inner");
        Assert.Equal("inner", Variables.Get("x"));
        Variables.PopScope();
        Assert.Equal("outer", Variables.Get("x"));
    }

    [Fact]
    public void Unsetting_a_local_of_the_running_function_leaves_a_hole()
    {
        Variables.Set("x", "outer");
        Variables.PushScope(ScopeKind.Function);
        Variables.Assign(Variables.DeclareLocal("x"), "inner");
        Assert.True(Variables.Unset("x"));
        Assert.Null(Variables.Get("x"));
        Variables.Set("x", "again");
        Variables.PopScope();
        Assert.Equal("outer", Variables.Get("x"));
    }

    [Fact]
    public void Unsetting_a_local_of_the_caller_shows_what_it_hid()
    {
        Variables.Set("x", "outer");
        Variables.PushScope(ScopeKind.Function);
        Variables.Assign(Variables.DeclareLocal("x"), "caller");
        Variables.PushScope(ScopeKind.Function);
        Variables.Unset("x");
        Assert.Equal("outer", Variables.Get("x"));
        Variables.PopScope();
        Assert.Equal("outer", Variables.Get("x"));
        Variables.PopScope();
        Assert.Equal("outer", Variables.Get("x"));
    }

    [Fact]
    public void With_localvar_unset_a_local_of_the_caller_leaves_a_hole()
    {
        shell.Options[ShellOption.LocalvarUnset] = true;
        Variables.Set("x", "outer");
        Variables.PushScope(ScopeKind.Function);
        Variables.Assign(Variables.DeclareLocal("x"), "caller");
        Variables.PushScope(ScopeKind.Function);
        Variables.Unset("x");
        Assert.Null(Variables.Get("x"));
    }

    [Fact]
    public void A_local_of_an_exported_variable_is_exported()
    {
        Variables.Set("x", "outer");
        Variables.FindForWrite("x")!.Attributes |= VariableAttributes.Exported;
        Variables.PushScope(ScopeKind.Function);
        Assert.True(Variables.DeclareLocal("x").IsExported);
    }

    [Fact]
    public void A_read_only_global_cannot_be_hidden()
    {
        Variables.Set("x", "outer");
        Variables.FindForWrite("x")!.Attributes |= VariableAttributes.ReadOnly;
        Variables.PushScope(ScopeKind.Function);
        Assert.Equal("x: readonly variable", Assert.Throws<ExpansionException>(() => Variables.DeclareLocal("x")).Message);
    }

    [Fact]
    public void The_global_behind_a_local_can_be_assigned()
    {
        Variables.PushScope(ScopeKind.Function);
        Variables.Assign(Variables.DeclareLocal("x"), "local");
        Variables.Assign(Variables.GetOrCreateGlobal("x"), "global");
        Assert.Equal("local", Variables.Get("x"));
        Variables.PopScope();
        Assert.Equal("global", Variables.Get("x"));
    }

    [Fact]
    public void A_temporary_assignment_lasts_as_long_as_its_scope()
    {
        Variables.Set("x", "1");
        Variables.PushScope(ScopeKind.Temporary);
        Variables.Assign(Variables.DeclareTemporary("x"), "2");
        Assert.Equal("2", Variables.GetExported("x"));
        Variables.PopScope();
        Assert.Equal("1", Variables.Get("x"));
        Assert.Null(Variables.GetExported("x"));
    }

    [Fact]
    public void What_an_overlay_writes_its_parent_never_sees()
    {
        Variables.Set("x", "1");
        Variables.Set("y", "2");
        Variables.GetOrCreate("a").SetArray(new IndexedArray(["p", "q"]));
        ShellVariables child = Variables.Overlay();
        child.Host = shell;
        Assert.Equal("1", child.Get("x"));
        child.Set("x", "changed");
        child.Unset("y");
        child.AssignElement(child.FindForWrite("a")!, 0, "z");
        Assert.Null(child.Get("y"));
        ShellVariables grandchild = child.Overlay();
        Assert.Equal("changed", grandchild.Get("x"));
        Assert.Null(grandchild.Get("y"));
        grandchild.Set("y", "back");
        Assert.Equal("back", grandchild.Get("y"));
        Assert.Equal("z", grandchild.Find("a")!.Indexed![0]);
        Assert.Equal("1", Variables.Get("x"));
        Assert.Equal("2", Variables.Get("y"));
        Assert.Equal("p", Variables.Find("a")!.Indexed![0]);
    }

    [Fact]
    public void An_overlay_may_unset_what_its_parents_function_hid()
    {
        Variables.Set("x", "outer");
        Variables.PushScope(ScopeKind.Function);
        Variables.Assign(Variables.DeclareLocal("x"), "caller");
        ShellVariables child = Variables.Overlay();
        child.Host = shell;
        child.PushScope(ScopeKind.Function);
        child.Unset("x");
        Assert.Equal("outer", child.Get("x"));
        child.PopScope();
        child.Set("x", "changed");
        Assert.Equal("caller", Variables.Get("x"));
        Variables.PopScope();
        Assert.Equal("outer", Variables.Get("x"));
    }

    [Fact]
    public void A_clone_and_its_origin_go_separate_ways()
    {
        Variables.Set("x", "1");
        Variables.GetOrCreate("m").WritableAssociative().Set("k", "v");
        Variables.PushScope(ScopeKind.Function);
        Variables.Assign(Variables.DeclareLocal("x"), "local");
        ShellVariables clone = Variables.Overlay().Clone();
        clone.Host = shell;
        clone.AssignElement(clone.FindForWrite("m")!, "k", "w");
        Variables.AssignElement(Variables.FindForWrite("m")!, "k2", "v2");
        Assert.Equal("local", clone.Get("x"));
        clone.PopScope();
        Assert.Equal("1", clone.Get("x"));
        clone.Set("x", "2");
        Assert.Equal("w", clone.Find("m")!.Associative!["k"]);
        Assert.Equal("v", Variables.Find("m")!.Associative!["k"]);
        Assert.Null(clone.Find("m")!.Associative!["k2"]);
        Variables.PopScope();
        Assert.Equal("1", Variables.Get("x"));
    }

    [Fact]
    public void A_dynamic_variable_is_computed_until_it_is_unset()
    {
        int reads = 0;
        string assigned = "";
        Variables.Define(new DynamicVariable("COUNT", (variable, _) => variable.SetNumber(++reads), (value, _) => assigned = value));
        Assert.Equal("1", Variables.Get("COUNT"));
        Assert.Equal("2", Variables.Overlay().Get("COUNT"));
        Variables.Set("COUNT", "77");
        Assert.Equal("77", assigned);
        Assert.Equal("3", Variables.Get("COUNT"));
        Variables.Unset("COUNT");
        Assert.Null(Variables.Get("COUNT"));
        Variables.Set("COUNT", "plain");
        Assert.Equal("plain", Variables.Get("COUNT"));
    }

    [Fact]
    public void The_shell_hears_of_changes_of_watched_variables()
    {
        var heard = new List<string>();
        Variables.GetOrCreate("PATH").Attributes |= VariableAttributes.Watched;
        Variables.Changed = heard.Add;
        Variables.Set("PATH", "/bin");
        Variables.Set("other", "x");
        Variables.Unset("PATH");
        Variables.Set("PATH", "/usr/bin");
        Assert.Equal(["PATH", "PATH", "PATH"], heard);
    }

    [Fact]
    public void With_allexport_what_is_assigned_is_exported()
    {
        shell.Options[ShellOption.AllExport] = true;
        Variables.Set("x", "1");
        Assert.Equal("1", Variables.GetExported("x"));
    }

    [Fact]
    public void Exported_variables_come_in_the_order_of_bash()
    {
        // Recorded: env -i b=1 a=2 zz=4 q=5 bash -c 'export n1=1 n2=2; env'
        foreach (string pair in (string[])["b=1", "a=2", "zz=4", "q=5", "n1=1", "n2=2"])
        {
            string name = pair.Split('=')[0];
            Variables.Set(name, pair.Split('=')[1]);
            Variables.FindForWrite(name)!.Attributes |= VariableAttributes.Exported;
        }

        Assert.Equal("n2 n1 q b a zz", string.Join(' ', Variables.Exported.Select(static pair => pair.Key)));
    }

    [Fact]
    public void Appending_to_a_long_text_keeps_every_piece()
    {
        for (int i = 0; i < 3000; i++)
        {
            Variables.Set("s", "ab", append: true);
            if (i % 700 == 0)
            {
                Assert.Equal((i + 1) * 2, Variables.Get("s")!.Length);
            }
        }

        ShellVariables clone = Variables.Clone();
        Variables.Set("s", "c", append: true);
        Assert.Equal(6001, Variables.Get("s")!.Length);
        Assert.Equal(6000, clone.Get("s")!.Length);
        Assert.EndsWith("abc", Variables.Get("s"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x", true)]
    [InlineData("_9", true)]
    [InlineData("9x", false)]
    [InlineData("", false)]
    [InlineData("é", false)]
    public void A_name_is_letters_digits_and_underscores(string text, bool expected) =>
        Assert.Equal(expected, ShellVariables.IsName(text));
}
