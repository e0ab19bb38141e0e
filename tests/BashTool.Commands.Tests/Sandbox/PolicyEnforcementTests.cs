using BashTool.Core.Execution;
using BashTool.Core.Sandbox;

namespace BashTool.Commands.Tests.Sandbox;

/// <summary>What a policy says is what happens.</summary>
public sealed class PolicyEnforcementTests
{
    [Theory]
    [InlineData("rm x")]
    [InlineData("command rm x")]
    [InlineData("/usr/bin/rm x")]
    [InlineData("echo x | xargs rm")]
    [InlineData("env rm x")]
    [InlineData("exec rm x")]
    [InlineData("bash -c 'rm x'")]
    [InlineData("builtin eval 'rm x'")]
    public void A_denied_command_is_not_run(string script)
    {
        using var shell = new SandboxedShell(static policy => policy with { Commands = new CommandPolicy { Denied = new HashSet<string> { "rm" } } });
        shell.Run("touch x");
        CommandResult result = shell.Run(script);
        Assert.Contains("sandbox BT-EX-003: command rm is denied by the policy", result.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(shell.Home, "x")));
    }

    [Fact]
    public void Of_a_list_of_commands_no_other_is_run_builtins_included()
    {
        using var shell = new SandboxedShell(static policy => policy with { Commands = new CommandPolicy { Allowed = new HashSet<string> { "echo", "ca*" } } });
        CommandResult result = shell.Run("echo a | cat; printf b; ls; f() { echo c; }; f");
        Assert.Equal("a\nc\n", result.Output);
        Assert.Contains("printf: Permission denied (sandbox BT-EX-004: command printf is not among those allowed)", result.Error, StringComparison.Ordinal);
        Assert.Contains("ls: Permission denied (sandbox BT-EX-004", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AWS_SECRET_ACCESS_KEY", true)]
    [InlineData("GITHUB_TOKEN", true)]
    [InlineData("DB_PASSWORD", true)]
    [InlineData("MY_API_KEY", true)]
    [InlineData("OPENAI_APIKEY", true)]
    [InlineData("SSH_AUTH_SOCK", true)]
    [InlineData("DATABASE_URL", true)]
    [InlineData("PATH", false)]
    [InlineData("PWD", false)]
    [InlineData("LANG", false)]
    [InlineData("KEYBOARD", false)]
    [InlineData("EDITOR", false)]
    public void A_secret_is_known_by_its_name(string name, bool isSecret)
    {
        Assert.Equal(isSecret, EnvironmentPolicy.IsSecret(name));
        Assert.Equal(!isSecret, EnvironmentPolicy.Default.LetsThrough(name, SandboxProfile.Session));
        Assert.True(EnvironmentPolicy.Default.LetsThrough(name, SandboxProfile.None));
        Assert.True(new EnvironmentPolicy { Allowed = [name] }.LetsThrough(name, SandboxProfile.Workspace));
        Assert.False(new EnvironmentPolicy { All = true, Denied = [name[..2] + "*"] }.LetsThrough(name, SandboxProfile.None));
    }

    [Fact]
    public void A_workspace_gets_nothing_of_the_host_but_what_is_harmless_and_what_is_set()
    {
        var policy = new SandboxPolicy { Profile = SandboxProfile.Workspace, Environment = new EnvironmentPolicy { Set = new Dictionary<string, string> { ["MODE"] = "test", ["PATH"] = "/bin" } } };
        List<KeyValuePair<string, string>> variables = HostEnvironment.Select(policy);
        Assert.Contains(new("MODE", "test"), variables);
        Assert.Contains(new("PATH", "/bin"), variables);
        Assert.All(variables, static v => Assert.True(v.Key is "MODE" or "PATH" or "HOME" or "USER" or "LANG" or "TZ" or "TERM" or "COLUMNS" or "LINES" or "NO_COLOR" || v.Key.StartsWith("LC_", StringComparison.Ordinal), v.Key));
    }

    [Fact]
    public void Every_dangerous_program_has_a_code_of_its_own_and_is_refused_until_it_is_named()
    {
        Assert.Equal(DangerousProgram.All.Count, DangerousProgram.All.Select(static p => p.Code).Distinct().Count());
        foreach (DangerousProgram program in DangerousProgram.All)
        {
            foreach (string name in (string[])[program.Name, program.Name.ToUpperInvariant() + ".EXE", $@"C:\Windows\System32\{program.Name}.exe", "/sbin/" + program.Name])
            {
                Assert.Equal(program.Code, NativeProgramPolicy.Default.Check(name, SandboxProfile.Session)?.Code);
            }

            Assert.Null(new NativeProgramPolicy { Allowed = new HashSet<string> { program.Name } }.Check(program.Name, SandboxProfile.Workspace));
            Assert.Null(NativeProgramPolicy.Default.Check(program.Name, SandboxProfile.None));
        }

        foreach (string required in "format reg shutdown diskpart bcdedit cipher vssadmin wmic net sc schtasks takeown icacls".Split(' '))
        {
            Assert.NotNull(DangerousProgram.Find(required));
        }
    }

    [Fact]
    public void A_program_can_be_allowed_by_its_path_alone()
    {
        var policy = new NativeProgramPolicy { Allowed = new HashSet<string> { "/opt/tools/git" } };
        Assert.Null(policy.Check("git", SandboxProfile.Workspace, Core.Files.HostPath.OfThisMachine("/opt/tools/git")));
        Assert.Equal("BT-EX-001", policy.Check("git", SandboxProfile.Workspace, Core.Files.HostPath.OfThisMachine("/tmp/git"))?.Code);
    }
}
