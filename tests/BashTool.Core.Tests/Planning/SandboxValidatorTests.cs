using BashTool.Core.Files;
using BashTool.Core.Planning;
using BashTool.Core.Sandbox;

namespace BashTool.Core.Tests.Planning;

public sealed class SandboxValidatorTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("bashtool-validator-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private SandboxVerdict Validate(string text, SandboxProfile profile = SandboxProfile.Workspace, NativeProgramPolicy? programs = null)
    {
        var policy = new SandboxPolicy
        {
            Profile = profile,
            CurrentLocation = HostPath.OfThisMachine(directory),
            WorkspaceRoot = HostPath.OfThisMachine(directory),
            NativePrograms = programs ?? NativeProgramPolicy.Default,
        };
        using SandboxSession session = SandboxSession.Open(policy);
        var capabilities = new KnownCapabilities { AllowsPrograms = profile is SandboxProfile.Session or SandboxProfile.None };
        return new SandboxValidator(session, capabilities).Validate(text);
    }

    [Theory]
    [InlineData("echo x > /etc/passwd", "/etc/passwd")]
    [InlineData("echo x >> /etc/x", "/etc/x")]
    [InlineData("echo x &> /x", "/x")]
    [InlineData("echo x 2> ../../x", "/x")]
    [InlineData("rm -rf /usr", "/usr")]
    [InlineData("rm -- /etc/a", "/etc/a")]
    [InlineData("cp a b /etc", "/etc")]
    [InlineData("cp -t /etc a", "/etc")]
    [InlineData("mv /etc/a b", "/etc/a")]
    [InlineData("sed -i s/a/b/ /etc/hosts", "/etc/hosts")]
    [InlineData("sort -o /etc/x f", "/etc/x")]
    [InlineData("dd of=/etc/x", "/etc/x")]
    [InlineData("cd /etc; touch x", "/etc/x")]
    [InlineData("cd /; rm \"$PWD/x\"", "/x")]
    [InlineData("tee \"/etc\"'/x'", "/etc/x")]
    [InlineData("find . | xargs tee /etc/x", "/etc/x")]
    [InlineData("cat < /nosuch", "/nosuch")]
    [InlineData("f() { echo x > /etc/x; }", "/etc/x")]
    [InlineData("echo $(echo x > /etc/x)", "/etc/x")]
    public void A_path_outside_the_workspace_would_be_refused(string text, string path)
    {
        SandboxVerdict verdict = Validate(text);
        Assert.False(verdict.IsAllowed);
        SandboxFinding finding = Assert.Single(verdict.Findings, f => f.Severity == FindingSeverity.Error);
        Assert.Equal("BT-FS-001", finding.Code);
        Assert.Equal(path, finding.Subject);
    }

    [Theory]
    [InlineData("echo x > f")]
    [InlineData("echo x > /tmp/f")]
    [InlineData("echo x > ~/f")]
    [InlineData("echo x > \"$HOME/f\" 2>&1")]
    [InlineData("echo x > /dev/null 2> /dev/stderr")]
    [InlineData("rm -rf ./a; mkdir -p a/b")]
    [InlineData("cp /etc/passwd a")]
    [InlineData("echo x > /mnt/user-data/outputs/f")]
    [InlineData("(cd /etc); touch x")]
    [InlineData("echo '> /etc/x'; echo /etc/x")]
    [InlineData("sed -n p f; cat f | sort")]
    public void What_stays_inside_is_allowed(string text)
    {
        SandboxVerdict verdict = Validate(text);
        Assert.True(verdict.IsAllowed, string.Join('\n', verdict.Findings));
    }

    [Fact]
    public void Uploads_are_read_only() => Assert.Equal("BT-FS-004", Assert.Single(Validate("rm /mnt/user-data/uploads/a").Findings).Code);

    [Fact]
    public void A_session_may_not_write_outside_the_current_tree()
    {
        SandboxFinding finding = Assert.Single(Validate(OperatingSystem.IsWindows() ? "echo x > /c/Windows/x" : "echo x > /etc/x", SandboxProfile.Session).Findings);
        Assert.Equal("BT-FS-002", finding.Code);
        Assert.NotEmpty(finding.Remedy);
    }

    [Fact]
    public void A_read_only_profile_writes_nowhere() => Assert.Equal("BT-FS-003", Assert.Single(Validate("touch x", SandboxProfile.ReadOnly).Findings).Code);

    [Fact]
    public void Without_a_sandbox_there_is_nothing_to_say() => Assert.Empty(Validate(OperatingSystem.IsWindows() ? "rm -rf /c/" : "rm -rf /", SandboxProfile.None).Findings);

    [Fact]
    public void A_program_that_is_not_allowed_is_named()
    {
        SandboxFinding finding = Assert.Single(Validate("git push").Findings);
        Assert.Equal(("BT-EX-001", "git", FindingSeverity.Error), (finding.Code, finding.Subject, finding.Severity));
    }

    [Fact]
    public void An_unknown_command_is_a_warning_and_only_a_hint_where_a_file_is_sourced()
    {
        Assert.Equal(FindingSeverity.Warning, Assert.Single(Validate("nosuch", SandboxProfile.None).Findings).Severity);
        Assert.Equal(FindingSeverity.Information, Assert.Single(Validate(". lib; nosuch", SandboxProfile.None).Findings).Severity);
    }

    [Fact]
    public void What_is_known_only_when_it_runs_is_said_to_be()
    {
        SandboxFinding finding = Assert.Single(Validate("echo x > \"$f\"").Findings);
        Assert.Equal((FindingCodes.KnownWhenRun, FindingSeverity.Information), (finding.Code, finding.Severity));
        Assert.Equal(FindingSeverity.Warning, Assert.Single(Validate("rm /etc/$f").Findings).Severity);
        Assert.Equal(FindingCodes.KnownWhenRun, Assert.Single(Validate("$x").Findings).Code);
        Assert.Equal(FindingCodes.KnownWhenRun, Assert.Single(Validate("if a=1; then cd /etc; fi; touch x").Findings).Code);
    }

    [Fact]
    public void A_finding_knows_its_line_and_column()
    {
        SandboxFinding finding = Assert.Single(Validate("ls\nls; echo x > /etc/x").Findings);
        Assert.Equal((2, 12), (finding.Line, finding.Column));
    }

    [Fact]
    public void A_syntax_error_comes_after_what_stands_before_it()
    {
        SandboxVerdict verdict = Validate("rm /etc/x\nif");
        Assert.Equal(["BT-FS-001", "BT-SX-001"], verdict.Findings.Select(f => f.Code));
    }
}
