using BashTool.Commands.Tests.Execution;
using BashTool.Core.Execution;
using BashTool.Core.Planning;

namespace BashTool.Commands.Tests.Fusion;

/// <summary>Every fused form leaves the same bytes, messages and statuses as the stages by themselves.</summary>
public sealed class FusionTests : IDisposable
{
    private readonly ShellHarness fused = Fill(new ShellHarness());
    private readonly ShellHarness plain = Fill(new ShellHarness(new ExecutionSettings { Fuse = false }));

    public void Dispose()
    {
        fused.Dispose();
        plain.Dispose();
    }

    public static IEnumerable<TheoryDataRow<string>> Scripts()
    {
        string[] pipelines =
        [
            // direct input
            "cat f | grep a", "cat f | wc -l", "cat f | wc", "cat f | head -n 2", "cat f | tail -n 1", "cat big | tail -n 1", "cat big | head -n 1", "cat f | sed -n 2p",
            "cat f | cut -c1", "cat f | tr a-z A-Z", "cat f | sort", "cat f | sort | uniq -c", "cat none | grep a", "cat d | wc -l", "cat empty | wc -l", "cat f | xargs echo",
            "cat f f | wc -l", "cat -n f | head -n 1", "cat - < f | wc -l", "cat f | cat | wc -c", "cat nonl | wc -l", "cat nonl | tail -n 1", "cat bytes | wc -c", "cat f | md5sum",
            "cat \"$name\" | wc -l", "cat $name | head -n1", "cat f | grep zzz", "cat big | grep -m1 line", "cat big | sed 2q", "cat f | base64", "cat f | nl", "cat f | rev | head -n 1",
            "echo a b | tr ' ' '\\n'", "echo -n x | wc -c", "echo -e 'a\\tb' | cut -f2", "echo $name | grep f", "echo | wc -l", "echo x | sed s/x/y/", "echo 'b a' | xargs -n1 echo",
            "printf '%s\\n' b a | sort", "printf 'a\\nb\\n' | wc -l", "printf '%d\\n' x | wc -l", "printf '%s' a b c | wc -c", "printf x | base64", "echo hello | md5sum", "printf 'a:b\\n' | cut -d: -f2",
            "cat f | tee g | wc -l; cat g", "cat f | sort -o f; cat f", "cat f | grep a > f; cat f", "cat f | head -n 1 >> f; cat f", "echo new | tee f; cat f",

            // counted output
            "grep a f | wc -l", "grep -c a f | wc -l", "grep zzz f | wc -l", "grep a none | wc -l", "ls | wc -l", "find . | wc -l", "seq 100 | wc -l", "seq 100 | wc -c", "sed d f | wc -l",
            "head -n 3 big | wc -l", "tail -n 5 big | wc -c", "cut -c1 f | wc -l", "uniq f | wc -l", "sort f | wc -l", "cat nonl f | wc -l", "{ echo a; echo b; } | wc -l", "(exit 3) | wc -l",
            "false | wc -c", "nosuchcommand | wc -l", "for i in 1 2 3; do echo $i; done | wc -l", "grep a f | wc -l | cat", "grep a f | wc -lc", "grep a f | wc -l f", "yes | head -n 5 | wc -l",
            "grep a < f | wc -l", "cat f | grep a | wc -l", "cat f | sort | wc -l", "wc -l < f | wc -l",

            // top lines
            "sort f | head -n 1", "sort f | head -n2", "sort -r f | head -2", "sort -n n | head -n 3", "sort -rn n | head -n 3", "sort -k2n t | head -n 2", "sort -k2,2 -k1r t | head -n 3",
            "sort -t: -k2 c | head -n 2", "sort -s -k1,1 t | head -n 3", "sort f none | head -n 1", "sort none | head -n 1", "sort f | head", "sort f | head -n 0", "sort f | head -n -1", "sort -u f | head -n 2",
            "sort big | head -n 3", "sort -R f | head -n 0", "sort -k x f | head -n 1", "sort f n | head -n 4", "sort nonl | head -n 1", "sort empty | head -n 1", "sort -f f | head -n 3", "sort -h t | head -n 1",
            "sort --reverse f | head --lines=1", "sort -rk2n t | head -n 1", "sort -c f | head -n 1", "sort -z f | head -n 1", "sort big | head -n 1 | cat", "cat n | sort -n | head -n 2", "sort < f | head -n 1",
            "sort f | head -n 1 > g; cat g", "sort f | head -n 1 f", "sort -V v | head -n 2",

            // counted lines
            "sort f | uniq -c", "sort f | uniq", "sort f | uniq -d", "sort f | uniq -u", "sort f | uniq -c | sort -rn", "sort f | uniq -c | sort -rn | head -n 1", "sort big | uniq -c | head -n 2", "sort many | uniq | wc -l",
            "sort f | uniq -i", "sort f | uniq -cd", "sort -r f | uniq -c", "sort none | uniq -c", "sort empty | uniq -c", "sort nonl | uniq -c", "sort bytes | uniq -c", "sort < f | uniq -c", "cat f n | sort | uniq -c",
            "cut -c1 f | sort | uniq -c", "sort f n | uniq -c", "sort f | uniq -c > g; cat g", "sort many | uniq -c | tail -n 2", "cat many many | sort | uniq -d | wc -l", "sort f | uniq - g; cat g", "sort blank | uniq -c",

            // distinct
            "cut -c1 f | sort -u", "cat f f n | sort -u", "cat many | sort -u | tail -n 1", "grep a f | sort -u", "sort -u f", "cat nonl f | sort -u", "cat f | sort -u -r", "cat f | sort -u none", "cat bytes | sort -u",
            "sort f | uniq | wc -l", "sort -u f | wc -l", "cat f n | sort -u | wc -l", "cat many | sort -u | wc -l", "sort many | uniq | wc -c", "sort f | uniq -d | wc -l", "sort none | uniq | wc -l", "sort empty | uniq | wc -l",

            // line range
            "head -n 3 big | tail -n 1", "head -n 5 f | tail -n 2", "head -n 100 f | tail -n 1", "head -n 2 nonl | tail -n 1", "tail -n +2 f | head -n 1", "tail -n +2 big | head -n 2", "tail -n +100 f | head -n 1",
            "head -n 3 none | tail -n 1", "head -n 3 big | tail -n +2", "head -n -1 f | tail -n 1", "head -5 f | tail -1", "tail -n 2 f | head -n 1", "head -n 3 d | tail -n 1", "head -n 0 f | tail -n 1", "tail -n +1 f | head -n 2",
            "head -n 3 big | tail -n 0", "tail -n +3 nonl | head -n 5", "head f big | tail -n 1",

            // collected names
            "find . -name '*.txt' | xargs grep -l a | sort", "find . -type f | sort | xargs wc -l | tail -n 1", "ls | xargs -n 3 echo", "seq 5 | xargs echo", "grep -l a f t | xargs wc -l", "find . -name none | xargs echo",

            // what must not fuse
            "grep() { echo mine; }; cat f | grep a", "wc() { echo many; }; grep a f | wc -l", "sort() { command sort \"$@\"; }; sort f | uniq -c", "set -x; cat f | wc -l", "set -u; cat \"$name\" | wc -l", "cat f |& wc -l",
            "x=$(cat f | wc -l); echo $x", "cat f | wc -l | { read n; echo $n; }", "set -o pipefail; cat none | wc -l", "set -e; cat none | wc -l; echo on", "shopt -s lastpipe; cat f | head -n 1", "! cat f | grep -q zzz",
            "alias wc='echo alias'; cat f | wc -l", "PATH=; cat f | wc -l", "cat f | PATH= wc -l", "i=1; cat f | head -n $((i++)); echo $i", "cat $(echo f) | wc -l", "time -p cat f | wc -l 2>/dev/null | cat",
        ];
        return pipelines.Select(p => new TheoryDataRow<string>(p) { TestDisplayName = p });
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_fused_form_does_what_the_stages_do(string pipeline)
    {
        string script = "name=f; " + pipeline + "\necho \"= $? ${PIPESTATUS[*]}\"";
        (int Status, string Output, string Error) expected = plain.Run(script);
        (int Status, string Output, string Error) actual = fused.Run(script);
        Assert.Equal(Clean(expected.Output), Clean(actual.Output));
        Assert.Equal(pipeline.StartsWith("time", StringComparison.Ordinal) ? "" : expected.Error, pipeline.StartsWith("time", StringComparison.Ordinal) ? "" : actual.Error);
        Assert.Equal(expected.Status, actual.Status);

        // The status is the pipeline's own: the last echo shows what came just before it.
        string Clean(string text) => text.Replace(fused.Root, "{DIR}").Replace(plain.Root, "{DIR}");
    }

    [Fact]
    public void Statuses_of_the_single_stages_are_kept()
    {
        foreach (string pipeline in (string[])["cat f | grep zzz | wc -l", "grep zzz f | sort | uniq -c", "sort none | head -n 1", "false | sort -u", "cat none | sort | uniq -c | sort -rn | head -n 1"])
        {
            string script = pipeline + "; echo ${PIPESTATUS[@]}";
            Assert.Equal(plain.Run(script), fused.Run(script));
        }
    }

    [Fact]
    public void The_plan_names_the_fused_forms()
    {
        var planner = new PipelinePlanner(fused.Session.Capabilities);
        Assert.Contains("line-counts", planner.Plan("sort f | uniq -c").Fusions);
        Assert.Contains("cat-grep", planner.Plan("cat f | grep x").Fusions);
        Assert.Empty(planner.Plan("sed p f | sed d").Fusions);
    }

    private static ShellHarness Fill(ShellHarness shell)
    {
        shell.With("f", "banana\napple\nbanana\ncherry\nApple\nbanana\n").With("n", "10\n9\n100\n9\n-1\n0\n").With("t", "b 2K\na 10\nc 1\na 3\nb 1M\n")
            .With("c", "x:3\ny:1\nz:2\n").With("v", "v1.10\nv1.9\nv1.2\n").With("empty", "").With("nonl", "one\ntwo").With("blank", "\n\na\n\n").With("d/inner.txt", "a\n")
            .With("bytes", "b\uDCFF\na\0x\nb\uDCFF\n").With("a.txt", "a\nb\n");
        shell.With("big", string.Concat(Enumerable.Range(0, 60_000).Select(i => $"line {i * 7919 % 60_000}\n")));
        shell.With("many", string.Concat(Enumerable.Range(0, 150_000).Select(i => $"{(i * 2654435761L % 4294967296L):x}\n")));
        return shell;
    }
}
