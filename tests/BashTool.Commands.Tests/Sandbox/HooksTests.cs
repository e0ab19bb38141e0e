using System.Text;
using System.Text.Json;
using BashTool.Core.Files;
using BashTool.Core.Sandbox;
using BashTool.Core.Sandbox.Hooks;

namespace BashTool.Commands.Tests.Sandbox;

/// <summary>Hooks see, refuse and rewrite.</summary>
public sealed class HooksTests
{
    private sealed class Hook : ShellHook
    {
        public List<string> Seen { get; } = [];

        public Action<CommandLineEvent>? OnLine { get; init; }

        public Action<CommandEvent>? OnCommand { get; init; }

        public Action<FileEvent>? OnFile { get; init; }

        public Action<ProcessEvent>? OnProcess { get; init; }

        public Action<NetworkEvent>? OnNetwork { get; init; }

        public override void Before(CommandLineEvent line) => OnLine?.Invoke(line);

        public override void After(CommandLineEvent line) => See($"line {line.ExitCode}");

        public override void Before(CommandEvent command) => OnCommand?.Invoke(command);

        public override void After(CommandEvent command) => See($"{command.Sort} {string.Join(' ', command.Words)} = {command.ExitCode}");

        public override void Before(FileEvent file) => OnFile?.Invoke(file);

        public override void After(FileEvent file) => See($"{file.Action} {file.Path.Text} {file.Error}");

        public override void Before(ProcessEvent process) => OnProcess?.Invoke(process);

        public override void After(ProcessEvent process) => See($"process {process.Program.FileName} = {process.ExitCode}");

        public override void Before(NetworkEvent request) => OnNetwork?.Invoke(request);

        public override void After(NetworkEvent request) => See($"{request.Method} {request.Address} {request.Denial?.Code}");

        private void See(string what)
        {
            lock (Seen)
            {
                Seen.Add(what);
            }
        }
    }

    [Fact]
    public void Everything_is_seen_in_order()
    {
        var hook = new Hook();
        using var shell = new SandboxedShell(null, hook);
        shell.Run("f() { echo in f; }; f; echo x > file; cat file; rm file; mkdir d");
        Assert.Equal(
            [
                "Builtin echo in f = 0", "Function f = 0", "Open /home/claude/file None", "Builtin echo x = 0", "Open /home/claude/file None", "InProcess cat file = 0",
                "RemoveFile /home/claude/file None", "InProcess rm file = 0", "CreateDirectory /home/claude/d None", "InProcess mkdir d = 0", "line 0",
            ],
            hook.Seen);
    }

    [Fact]
    public void A_command_line_can_be_refused()
    {
        using var shell = new SandboxedShell(null, new Hook { OnLine = static line => line.Deny("not today") });
        CommandResult result = shell.Run("echo hi > f");
        Assert.Equal((126, "", "bash: Permission denied (sandbox BT-HK-001: not today)\n"), (result.Status, result.Output, result.Error));
        Assert.False(File.Exists(Path.Combine(shell.Home, "f")));
    }

    [Fact]
    public void A_command_line_can_be_rewritten()
    {
        using var shell = new SandboxedShell(null, new Hook { OnLine = static line => line.Text = line.Text.Replace("rm", "echo rm", StringComparison.Ordinal) });
        Assert.Equal("rm -rf x\n", shell.Run("rm -rf x").Output);
    }

    [Theory]
    [InlineData("rm f")]
    [InlineData("command rm f")]
    [InlineData("/bin/rm f")]
    [InlineData("env rm f")]
    [InlineData("echo f | xargs rm")]
    [InlineData("find f -exec rm {} ';'")]
    [InlineData("(exec rm f)")]
    [InlineData("x=rm; $x f")]
    [InlineData("eval 'rm f'")]
    [InlineData("bash -c 'rm f'")]
    [InlineData("timeout 5 rm f")]
    [InlineData("nice rm f")]
    [InlineData("ls | rm f")]
    [InlineData("echo $(rm f)")]
    [InlineData("awk 'BEGIN { system(\"rm f\") }'")]
    public void A_refused_command_does_not_run_however_it_is_called(string script)
    {
        static void Deny(CommandEvent command)
        {
            if (command.Words[0].EndsWith("rm", StringComparison.Ordinal))
            {
                command.Deny("nothing is removed here");
            }
        }

        using var shell = new SandboxedShell(null, new Hook { OnCommand = Deny });
        shell.Run("touch f");
        shell.Run(script);
        Assert.True(File.Exists(Path.Combine(shell.Home, "f")));
    }

    [Fact]
    public void The_refusal_of_a_command_is_a_message_and_126()
    {
        using var shell = new SandboxedShell(null, new Hook { OnCommand = static command => { if (command.Words[0] == "ls") { command.Deny("no listing"); } } });
        CommandResult result = shell.Run("ls; echo $?");
        Assert.Equal(("126\n", "bash: line 1: ls: Permission denied (sandbox BT-HK-001: no listing)\n"), (result.Output, result.Error));
    }

    [Fact]
    public void A_command_can_be_rewritten()
    {
        using var shell = new SandboxedShell(null, new Hook { OnCommand = static command => { if (command.Words[0] == "rm") { command.Words = ["echo", "would remove", .. command.Words.Skip(1)]; } } });
        Assert.Equal("would remove a b\n", shell.Run("rm a b").Output);
    }

    [Fact]
    public void An_opening_can_be_refused_and_rewritten()
    {
        static void Decide(FileEvent file)
        {
            if (file.Path.FileName == "locked")
            {
                file.Deny("locked");
            }
            else if (file.Path.FileName == "alias")
            {
                file.Path = VirtualPath.Parse("/home/claude/real");
            }
        }

        using var shell = new SandboxedShell(null, new Hook { OnFile = Decide });
        shell.Run("echo real > real");
        CommandResult result = shell.Run("cat alias; echo x > locked; cat locked; rm locked");
        Assert.Equal("real\n", result.Output);
        Assert.Contains("locked: Permission denied (sandbox BT-HK-001: locked)", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_to_the_network_is_checked_seen_and_rewritten()
    {
        var hook = new Hook { OnNetwork = static request => { if (request.Address.Host == "old.example.org") { request.Address = new Uri("https://new.example.org/"); } } };
        using var shell = new SandboxedShell(
            static policy => policy with { Network = new NetworkPolicy { Allowed = [new NetworkRule { Host = "*.example.org", Methods = new HashSet<string> { "GET" } }] } }, hook);
        NetworkAccess network = shell.Shell.Session.Network;
        NetworkEvent request = network.Begin("GET", new Uri("https://old.example.org/x"));
        request.StatusCode = 200;
        network.End(request);
        Assert.Equal("new.example.org", request.Address.Host);
        Assert.Equal("BT-NET-002", Assert.Throws<SandboxDeniedException>(() => network.Begin("POST", new Uri("https://new.example.org/"))).Code);
        Assert.Equal("BT-NET-001", Assert.Throws<SandboxDeniedException>(() => network.Begin("GET", new Uri("https://evil.test/"))).Code);
        Assert.Equal("BT-NET-001", Assert.Throws<SandboxDeniedException>(() => network.Begin("GET", new Uri("https://example.org.evil.test/"))).Code);
    }

    [Fact]
    public void A_program_of_the_host_can_be_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs /bin/echo of the host");
        var hook = new Hook { OnProcess = static process => process.Deny("no programs") };
        using var shell = new SandboxedShell(static policy => new SandboxPolicy { Profile = SandboxProfile.None, CurrentLocation = policy.WorkspaceRoot }, hook);
        CommandResult result = shell.Run("cp /bin/true ./native; ./native; echo $?");
        Assert.Equal("126\n", result.Output);
        Assert.Contains("process native = 126", hook.Seen);
    }

    [Fact]
    public void The_audit_log_is_a_json_object_a_line()
    {
        var stream = new MemoryStream();
        using var shell = new SandboxedShell(static policy => policy with { Limits = policy.Limits.With("loopIterations", 3) }, new AuditLog(stream));
        shell.Run("echo 'a \"b\"' > f; while :; do cat f; done");
        List<JsonElement> lines = [.. Encoding.UTF8.GetString(stream.ToArray()).TrimEnd('\n').Split('\n').Select(static line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(Enumerable.Range(1, lines.Count), lines.Select(static line => line.GetProperty("sequence").GetInt32()));
        Assert.Equal("command-line", lines[0].GetProperty("kind").GetString());
        JsonElement last = lines[^1];
        Assert.Equal(("end", 125, "BT-LIM-004"), (last.GetProperty("phase").GetString(), last.GetProperty("exitCode").GetInt32(), last.GetProperty("limit").GetProperty("code").GetString()));
        Assert.Contains(lines, static line => line.GetProperty("kind").GetString() == "command" && line.GetProperty("words")[0].GetString() == "cat");
        Assert.Contains(lines, static line => line.GetProperty("kind").GetString() == "file" && line.GetProperty("path").GetString() == "/home/claude/f");
    }

    [Fact]
    public void What_nobody_is_interested_in_is_not_told()
    {
        var stream = new MemoryStream();
        using var shell = new SandboxedShell(null, new AuditLog(stream, HookInterests.Files));
        shell.Run("echo hi; touch f");
        string text = Encoding.UTF8.GetString(stream.ToArray());
        Assert.Contains("\"kind\":\"file\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"kind\":\"command\"", text, StringComparison.Ordinal);
    }
}
