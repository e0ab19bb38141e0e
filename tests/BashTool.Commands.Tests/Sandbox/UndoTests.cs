using BashTool.Core;
using BashTool.Core.Files;
using BashTool.Core.Interpreter;

namespace BashTool.Commands.Tests.Sandbox;

/// <summary>A session that copies on write: snapshot, fork, diff, commit, discard.</summary>
public sealed class UndoTests : IDisposable
{
    private readonly SandboxedShell shell = new(static policy => policy with { CopyOnWrite = true });

    public UndoTests()
    {
        File.WriteAllText(Path.Combine(shell.Home, "kept"), "kept\n");
        File.WriteAllText(Path.Combine(shell.Home, "changed"), "old\n");
        Directory.CreateDirectory(Path.Combine(shell.Home, "tree", "deep"));
        File.WriteAllText(Path.Combine(shell.Home, "tree", "deep", "leaf"), "leaf\n");
    }

    public void Dispose() => shell.Dispose();

    private string[] OnDisk => [.. Directory.EnumerateFileSystemEntries(shell.Home, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(shell.Home, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    private string[] Files(ShellSnapshot? since = null) => [.. shell.Shell.Diff(since).Files.Select(static d => d.ToString())];

    private const string PlainWork = "echo new > changed; echo more > added; rm kept; mkdir -p d/e; mv tree moved; chmod 600 changed";
    private const string Work = PlainWork + "; ln -s added link";

    [Fact]
    public void Nothing_reaches_the_disk_before_a_commit()
    {
        string[] before = OnDisk;
        CommandResult result = shell.Run(Work + "; cat changed added moved/deep/leaf; ls");
        Assert.Equal(("new\nmore\nleaf\nadded\nchanged\nd\nlink\nmoved\n", ""), (result.Output, result.Error));
        Assert.Equal(before, OnDisk);
        Assert.Equal("old\n", File.ReadAllText(Path.Combine(shell.Home, "changed")));
    }

    [Fact]
    public void A_difference_names_what_came_went_and_changed()
    {
        shell.Run(Work);
        const string home = "/home/claude/";
        Assert.Equal(
            [
                $"A {home}added", $"M {home}changed", $"A {home}d", $"A {home}d/e", $"D {home}kept", $"A {home}link", $"A {home}moved", $"A {home}moved/deep",
                $"A {home}moved/deep/leaf", $"D {home}tree", $"D {home}tree/deep", $"D {home}tree/deep/leaf",
            ],
            Files());
        FileDifference changed = shell.Shell.Diff().Files.Single(static d => d.Path.FileName == "kept");
        Assert.Equal((5, 0, FileKind.Regular), (changed.OldSize, changed.NewSize, changed.FileKind));
    }

    [Fact]
    public void What_was_written_and_is_as_before_is_no_difference()
    {
        shell.Run("cp -p changed x; echo other > changed; mv x changed; echo a > b; rm b; mkdir d; rmdir d");
        Assert.Empty(Files());
    }

    [Fact]
    public void A_touched_file_differs_in_its_metadata()
    {
        shell.Run("touch -d 2001-01-01 kept");
        Assert.Equal(["m /home/claude/kept"], Files());
    }

    [Fact]
    public void A_commit_carries_everything_out()
    {
        shell.Run(PlainWork + "; touch -d '2001-02-03 04:05:06 UTC' added");
        shell.Shell.Commit();
        Assert.Equal(["added", "changed", "d", "d/e", "moved", "moved/deep", "moved/deep/leaf"], OnDisk);
        Assert.Equal("new\n", File.ReadAllText(Path.Combine(shell.Home, "changed")));
        Assert.Equal("leaf\n", File.ReadAllText(Path.Combine(shell.Home, "moved/deep/leaf")));
        Assert.Equal(new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc), File.GetLastWriteTimeUtc(Path.Combine(shell.Home, "added")));
        Assert.True(shell.Shell.Diff().IsEmpty);
        Assert.Equal("new\n", shell.Run("cat changed").Output);
    }

    [Fact]
    public void A_commit_carries_links_out()
    {
        shell.Run(Work);
        shell.Shell.Commit();
        Assert.Equal("added", new FileInfo(Path.Combine(shell.Home, "link")).LinkTarget);
        Assert.True(shell.Shell.Diff().IsEmpty);
    }

    [Fact]
    public void A_kind_that_changed_is_committed()
    {
        shell.Run("rm -r tree; echo file > tree; rm changed; mkdir changed; echo x > changed/y");
        shell.Shell.Commit();
        Assert.Equal("file\n", File.ReadAllText(Path.Combine(shell.Home, "tree")));
        Assert.Equal("x\n", File.ReadAllText(Path.Combine(shell.Home, "changed", "y")));
    }

    [Fact]
    public void A_discard_forgets_files_and_state()
    {
        shell.Run("x=1; f() { :; }; cd tree; " + Work);
        shell.Shell.Discard();
        Assert.True(shell.Shell.Diff().IsEmpty);
        Assert.Equal("/home/claude\nunset\nold\n", shell.Run("pwd; echo ${x-unset}; cat changed; type f 2>/dev/null").Output);
    }

    [Fact]
    public void A_snapshot_can_be_returned_to_more_than_once()
    {
        shell.Run("x=one; echo one > f");
        ShellSnapshot one = shell.Shell.Snapshot("one");
        for (int i = 0; i < 2; i++)
        {
            shell.Run("x=two; echo two > f; echo g > g; cd tree; set -f");
            Assert.Equal(["M /home/claude/f", "A /home/claude/g"], Files(one));
            shell.Shell.Restore(one);
            Assert.Equal("one one /home/claude f\n", shell.Run("echo $x $(cat f) $PWD f*").Output);
            Assert.True(shell.Shell.Diff(one).Files.Count == 0);
        }

        Assert.Equal("one", one.Name);
    }

    [Fact]
    public void State_differences_are_named()
    {
        ShellSnapshot before = shell.Shell.Snapshot();
        shell.Run("x=1; declare -a l=(a b); f() { echo hi; }; alias ll='ls -l'; set -o noglob; shopt -s extglob; cd /tmp; trap 'echo bye' USR1; umask 077; unset HOME; set -- p q");
        IReadOnlyList<StateDifference> state = shell.Shell.Diff(before).State;
        Assert.Contains(state, static d => d is { Sort: StateSort.Variable, Name: "x", Kind: DifferenceKind.Added, New: "declare -- x=\"1\"" });
        Assert.Contains(state, static d => d is { Sort: StateSort.Variable, Name: "l", New: "declare -a l=([0]=\"a\" [1]=\"b\")" });
        Assert.Contains(state, static d => d is { Sort: StateSort.Variable, Name: "HOME", Kind: DifferenceKind.Removed });
        Assert.Contains(state, static d => d is { Sort: StateSort.Function, Name: "f", Kind: DifferenceKind.Added });
        Assert.Contains(state, static d => d is { Sort: StateSort.Alias, Name: "ll", New: "ls -l" });
        Assert.Contains(state, static d => d is { Sort: StateSort.Option, Name: "noglob", Old: "off", New: "on" });
        Assert.Contains(state, static d => d is { Sort: StateSort.Option, Name: "extglob", New: "on" });
        Assert.Contains(state, static d => d is { Sort: StateSort.WorkingDirectory, Old: "/home/claude", New: "/tmp" });
        Assert.Contains(state, static d => d is { Sort: StateSort.Trap, Name: "USR1", New: "echo bye" });
        Assert.Contains(state, static d => d is { Sort: StateSort.Umask, Old: "0022", New: "0077" });
        Assert.Contains(state, static d => d is { Sort: StateSort.Parameters, New: "p q" });
    }

    [Fact]
    public void A_fork_sees_what_was_and_shares_nothing_after()
    {
        shell.Run("x=1; echo base > f");
        using BashShell fork = shell.Shell.Fork();
        Assert.Equal("1 base\n", SandboxedShell.Run(fork, "echo $x $(cat f)").Output);
        SandboxedShell.Run(fork, "x=2; echo fork > f; echo only > fork-only");
        shell.Run("echo mine > mine");
        Assert.Equal("1 base f mine\n", shell.Run("echo $x $(cat f) f* mine*").Output);
        Assert.Equal("2 fork fork-only\n", SandboxedShell.Run(fork, "echo $x $(cat f) fork-*; ls mine 2>/dev/null").Output);
        Assert.Equal(["A /home/claude/f", "A /home/claude/fork-only"], fork.Diff().Files.Select(static d => d.ToString()));
        fork.Commit();
        Assert.Equal("fork\n", File.ReadAllText(Path.Combine(shell.Home, "f")));
    }

    [Fact]
    public void A_fork_outlives_its_parent()
    {
        BashShell fork;
        using (var parent = new SandboxedShell(static policy => policy with { CopyOnWrite = true }))
        {
            parent.Run("echo x > /tmp/t");
            fork = parent.Shell.Fork();
            Assert.Equal("x\n", SandboxedShell.Run(fork, "cat /tmp/t").Output);
        }

        fork.Dispose();
    }

    [Fact]
    public void A_snapshot_from_before_a_commit_is_refused()
    {
        ShellSnapshot before = shell.Shell.Snapshot();
        shell.Run("echo x > f");
        shell.Shell.Commit();
        Assert.False(before.IsValid);
        Assert.Throws<InvalidOperationException>(() => shell.Shell.Restore(before));
        Assert.Throws<InvalidOperationException>(() => shell.Shell.Diff(before));
    }

    [Fact]
    public void Without_copy_on_write_there_is_no_going_back()
    {
        using var plain = new SandboxedShell();
        Assert.False(plain.Shell.CopiesOnWrite);
        Assert.Throws<InvalidOperationException>(() => plain.Shell.Snapshot());
        Assert.Throws<InvalidOperationException>(() => plain.Shell.Fork());
        Assert.Throws<InvalidOperationException>(() => plain.Shell.Commit());
    }

    [Fact]
    public void Many_snapshots_do_not_slow_down_to_a_halt()
    {
        var snapshots = new List<ShellSnapshot>();
        for (int i = 0; i < 100; i++)
        {
            shell.Run($"echo {i} > f{i}");
            snapshots.Add(shell.Shell.Snapshot());
        }

        Assert.Equal(100, Files().Length);
        shell.Shell.Restore(snapshots[41]);
        Assert.Equal("42\n", shell.Run("ls f* | wc -l").Output);
    }

    [Fact]
    public void Random_work_gives_the_same_files_with_a_commit_as_without_layers()
    {
        var random = new Random(20240506);
        string[] names = ["a", "b", "c", "d/a", "d/b", "d/e", "d/e/f", "g", "g/h"];
        for (int round = 0; round < 40; round++)
        {
            using var layered = new SandboxedShell(static policy => policy with { CopyOnWrite = true });
            using var plain = new SandboxedShell();
            var history = new List<string>();
            for (int half = 0; half < 2; half++)
            {
                for (int i = 0; i < 12; i++)
                {
                    string first = names[random.Next(names.Length)], second = names[random.Next(names.Length)];

                    // Windows needs a right to make links, and its disks have no modes.
                    int what = random.Next(9);
                    string command = (what is 5 or 6 && OperatingSystem.IsWindows() ? 0 : what) switch
                    {
                        0 => $"mkdir -p {first}",
                        1 => $"rm -rf {first}",
                        2 => $"mv -f {first} {second}",
                        3 => $"echo {i} >> {first}",
                        4 => $"cp -r {first} {second}",
                        5 => $"ln -sf {first} {second}",
                        6 => $"chmod {random.Next(4, 8)}44 {first}",
                        7 => $"echo {round} > {first}",
                        _ => $"rmdir {first}",
                    };
                    history.Add(command);
                    CommandResult left = layered.Run(command), right = plain.Run(command);
                    Assert.True(right.Status == left.Status, $"{string.Join("; ", history)}: {right.Status} {right.Error} but {left.Status} {left.Error}");
                }

                layered.Shell.Commit();
                history.Add("commit");
            }

            const string picture = "find . -printf '%p %y %m %l\\n' | sort; find . -type f | sort | xargs -r tail -n +1";
            Assert.Equal(plain.Run(picture), layered.Run(picture));
        }
    }
}
