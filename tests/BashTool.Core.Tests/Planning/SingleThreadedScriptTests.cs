using BashTool.Core.Interpreter;
using BashTool.Core.Planning;

namespace BashTool.Core.Tests.Planning;

public sealed class SingleThreadedScriptTests
{
    [Theory]
    [InlineData("echo hi")]
    [InlineData("x=1; echo $x > f")]
    [InlineData("for i in 1 2; do echo $i; done && grep -c x f || true")]
    [InlineData("if [ -f x ]; then cat x; else echo \"$(cat y)\"; fi")]
    [InlineData("! grep x f")]
    [InlineData("(cd x; cat y)")]
    [InlineData("")]
    public void A_script_of_plain_commands_keeps_to_one_thread(string script) => Assert.True(Is(script));

    [Theory]
    [InlineData("cat f | grep x")]
    [InlineData("cat f &")]
    [InlineData("echo \"$(cat f | grep x)\"")]
    [InlineData("cat <(echo a)")]
    [InlineData("coproc cat")]
    [InlineData("f() { echo a; }; f")]
    [InlineData("eval 'cat f | cat'")]
    [InlineData("trap 'cat f | cat' EXIT")]
    [InlineData(". ./f")]
    [InlineData("$x f")]
    [InlineData("unknown f")]
    [InlineData("xargs cat")]
    [InlineData("env cat f")]
    [InlineData("find . -exec cat {} +")]
    [InlineData("if")]
    public void Anything_that_may_need_another_thread_does_not(string script) => Assert.False(Is(script));

    private static bool Is(string script) =>
        SingleThreadedScript.Is(script, BuiltinCatalog.Contains, static name => name is "cat" or "grep" or "xargs" or "env" or "find");
}
