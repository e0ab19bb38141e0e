using BashTool.Core.Files;
using BashTool.Core.Limits;
using BashTool.Core.Sandbox;

namespace BashTool.Core.Tests.Sandbox;

public sealed class SandboxPolicyFileTests
{
    private const string Whole = """
        {
          // what a nightly job may do
          "profile": "workspace",
          "root": "work",
          "user": "agent",
          "writableUploads": true,
          "temporary": "/var/tmp",
          "copyOnWrite": true,
          "mounts": [
            { "at": "/data", "source": "/srv/data" },
            { "at": "/out", "source": "out", "access": "write" },
          ],
          "commands": { "denied": ["curl", "wget"] },
          "native": { "allowed": ["git", "/usr/bin/python3"], "denied": ["ssh"] },
          "network": { "allowed": [{ "host": "*.example.org", "methods": ["GET"], "ports": [443], "schemes": ["https"] }], "denied": [{ "host": "169.254.169.254" }] },
          "environment": { "allowed": ["CI", "BUILD_*"], "denied": ["BUILD_KEY"], "set": { "MODE": "night" } },
          "limits": { "profile": "hardened", "wallTime": "90s", "fileSize": "64M", "loopIterations": 5000, "processorTime": 1.5, "outputBytes": null, "openFiles": "unlimited" }
        }
        """;

    private static readonly HostPath Here = HostPath.OfThisMachine(OperatingSystem.IsWindows() ? @"C:\policies" : "/policies");

    [Fact]
    public void Everything_that_can_be_said_is_read()
    {
        SandboxPolicy policy = SandboxPolicyFile.Parse(Whole, Here);
        Assert.Equal(SandboxProfile.Workspace, policy.Profile);
        Assert.Equal(Here.Combine("work"), policy.WorkspaceRoot);
        Assert.Equal(("agent", true, true), (policy.UserName, policy.WritableUploads, policy.CopyOnWrite));
        Assert.Equal(["/data", "/out"], policy.Mounts.Select(static m => m.At.Text));
        Assert.Equal([false, true], policy.Mounts.Select(static m => m.Writable));
        Assert.Equal("BT-EX-003", policy.Commands.Check("wget")?.Code);
        Assert.Null(policy.NativePrograms.Check("git", policy.Profile));
        Assert.Equal("BT-EX-002", policy.NativePrograms.Check("ssh", policy.Profile)?.Code);
        Assert.Null(policy.Network.Check("GET", new Uri("https://a.example.org/"), policy.Profile));
        Assert.Equal("BT-NET-001", policy.Network.Check("GET", new Uri("http://a.example.org/"), policy.Profile)?.Code);
        Assert.Equal("BT-NET-003", policy.Network.Check("GET", new Uri("http://169.254.169.254/latest"), policy.Profile)?.Code);
        Assert.True(policy.Environment.LetsThrough("BUILD_ID", policy.Profile));
        Assert.False(policy.Environment.LetsThrough("BUILD_KEY", policy.Profile));
        Assert.Equal("night", policy.Environment.Set["MODE"]);
        Assert.Equal((90_000, 64 << 20, 5000, 1500), (policy.Limits.WallTime.Value, policy.Limits.FileSize.Value, policy.Limits.LoopIterations.Value, policy.Limits.ProcessorTime.Value));
        Assert.True(policy.Limits.OutputBytes.IsUnlimited && policy.Limits.OpenFiles.IsUnlimited);
        Assert.Equal(ExecutionLimits.Hardened.GlobResults.Value, policy.Limits.GlobResults.Value);
    }

    [Fact]
    public void What_is_written_reads_the_same()
    {
        string once = SandboxPolicyFile.ToJson(SandboxPolicyFile.Parse(Whole, Here));
        Assert.Equal(once, SandboxPolicyFile.ToJson(SandboxPolicyFile.Parse(once)));
        Assert.Equal("{\n  \"profile\": \"session\"\n}", SandboxPolicyFile.ToJson(new SandboxPolicy()).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_file_is_loaded_and_saved()
    {
        string file = Path.GetTempFileName();
        try
        {
            SandboxPolicyFile.Save(new SandboxPolicy { Profile = SandboxProfile.ReadOnly }, HostPath.OfThisMachine(file));
            Assert.Equal(SandboxProfile.ReadOnly, SandboxPolicyFile.Load(HostPath.OfThisMachine(file)).Profile);
            File.WriteAllText(file, "{\n  \"profile\": \"open\"\n}");
            SandboxPolicyException wrong = Assert.Throws<SandboxPolicyException>(() => SandboxPolicyFile.Load(HostPath.OfThisMachine(file)));
            Assert.Equal($"{file}:2:14: profile: 'open' is not one of session, workspace, readonly, none", wrong.Message);
        }
        finally
        {
            File.Delete(file);
        }

        Assert.Equal($"{file}: No such file or directory", Assert.Throws<SandboxPolicyException>(() => SandboxPolicyFile.Load(HostPath.OfThisMachine(file))).Message);
    }

    [Theory]
    [InlineData("{ \"profil\": \"none\" }", 1, "unknown setting 'profil'")]
    [InlineData("{\n \"profile\": 3 }", 2, "profile: a value of another kind is expected")]
    [InlineData("{\n\n \"mounts\": [ { \"at\": \"/a\", \"source\": \"/a\" },\n { \"at\": \"a\", \"source\": \"/b\" } ] }", 4, "mounts[1].at: 'a' is not an absolute virtual path")]
    [InlineData("{ \"mounts\": [\n { \"at\": \"/a\" } ] }", 2, "mounts[0]: 'source' is missing")]
    [InlineData("{ \"mounts\": [ { \"at\": \"/a\", \"source\": \"/a\",\n\"access\": \"rw\" } ] }", 2, "mounts[0].access: 'rw' is not one of read, write")]
    [InlineData("{ \"limits\": {\n\"loops\": 3 } }", 2, "limits.loops: there is no limit 'loops'")]
    [InlineData("{ \"limits\": {\n\"fileSize\": -1 } }", 2, "limits.fileSize: '-1' is not a whole number above zero, as 1000, \"64M\"")]
    [InlineData("{ \"limits\": {\n\"wallTime\": \"soon\" } }", 2, "limits.wallTime: 'soon' is not a time above zero, as 30, \"1.5s\", \"10m\"")]
    [InlineData("{ \"limits\": { \"profile\": \"strict\" } }", 1, "limits.profile: \"strict\" is not one of standard, hardened, unlimited")]
    [InlineData("{ \"network\": { \"allowed\": [ {\n\"host\": \"a/b\" } ] } }", 2, "network.allowed[0].host: a name or address of a host is expected")]
    [InlineData("{ \"network\": { \"denied\": [ { \"host\": \"a\",\n\"ports\": [0] } ] } }", 2, "network.denied[0].ports: 0 is not a port")]
    [InlineData("{ \"native\": { \"allowed\": [\"a\",\n\"\"] } }", 2, "native.allowed[1]: a name is expected")]
    [InlineData("{ \"environment\": {\n\"set\": { \"A=B\": \"\" } } }", 2, "environment.set: 'A=B' is not a name of a variable")]
    [InlineData("{ \"user\": \"../x\" }", 1, "user: '../x' is not a user name")]
    [InlineData("{ \"root\": \"/x\" }", 1, "root: goes with the profile workspace")]
    [InlineData("null", 1, "a policy is an object: { ... }")]
    public void A_mistake_is_named_with_its_line(string json, int line, string problem)
    {
        SandboxPolicyException wrong = Assert.Throws<SandboxPolicyException>(() => SandboxPolicyFile.Parse(json));
        Assert.Equal((line, problem), (wrong.Line, wrong.Problem));
        Assert.True(wrong.Column > 0);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{ \"profile\": \"none\" } x")]
    public void What_is_no_json_is_refused(string json) => Assert.Throws<SandboxPolicyException>(() => SandboxPolicyFile.Parse(json));

    [Fact]
    public void What_a_file_does_not_say_stays_as_it_was()
    {
        var basis = new SandboxPolicy { UserName = "me", Limits = ExecutionLimits.Hardened };
        SandboxPolicy policy = SandboxPolicyFile.Parse("{ \"limits\": { \"fileSize\": 1 } }", default, basis);
        Assert.Equal(("me", 1, ExecutionLimits.Hardened.WallTime.Value), (policy.UserName, policy.Limits.FileSize.Value, policy.Limits.WallTime.Value));
    }
}
