using BashTool.Core.Sandbox;
using BashTool.Core.Sandbox.Native;

namespace BashTool.Core.Tests.Sandbox;

public sealed class NativeCallPolicyTests
{
    // The script may write below C:\work and /work, and what is relative is there.
    private static bool IsWritable(string path)
    {
        string text = path.Replace('\\', '/');
        return text.StartsWith("C:/work/", StringComparison.OrdinalIgnoreCase) || text.StartsWith("/work/", StringComparison.Ordinal)
            || !(text.StartsWith('/') || text.Contains(':') || text.Contains("..", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("BT-EX-011", "tool", @"D:\data")]
    [InlineData("BT-EX-011", "tool.exe", "--out=E:/x")]
    [InlineData("BT-EX-011", "tool", "C:/Windows/x")]
    [InlineData("BT-EX-011", "tool", "D:")]
    [InlineData("BT-EX-012", "cmd", "/c", @"del /q C:\Windows\x")]
    [InlineData("BT-EX-012", "cmd.exe", "/C", @"echo a & erase ..\..\x")]
    [InlineData("BT-EX-012", "rm", "-rf", "/etc")]
    [InlineData("BT-EX-012", "sh", "-c", "echo; rm -rf /etc")]
    [InlineData("BT-EX-013", "cmd", "/c", @"rd /s /q D:\x")]
    [InlineData("BT-EX-013", "cmd", "/c", "rmdir", @"C:\Users")]
    [InlineData("BT-EX-014", "cmd", "/c", @"move a.txt C:\Windows")]
    [InlineData("BT-EX-014", "mv", "a", "/etc/a")]
    [InlineData("BT-EX-015", "cmd", "/c", @"copy a.txt C:\Windows\a.txt")]
    [InlineData("BT-EX-015", "cp", "a", "/etc/a")]
    [InlineData("BT-EX-016", "cmd", "/c", @"ren C:\Windows\a b")]
    [InlineData("BT-EX-017", "powershell", "-Command", @"Remove-Item -Recurse C:\Windows")]
    [InlineData("BT-EX-017", "pwsh", "-c", @"Get-Item x; ri '..\..\x'")]
    [InlineData("BT-EX-018", "pwsh", "-Command", @"Move-Item a -Destination C:\x")]
    [InlineData("BT-EX-019", "pwsh", "-c", @"Copy-Item a C:\x")]
    [InlineData("BT-EX-020", "pwsh", "-c", @"Rename-Item C:\x y")]
    [InlineData("BT-EX-021", "pwsh", "-c", @"'a' | Out-File C:\x")]
    [InlineData("BT-EX-021", "pwsh", "-c", @"Set-Content -Path C:\x -Value y")]
    [InlineData("BT-EX-017", "Remove-Item", @"C:\x")]
    [InlineData("BT-DP-001", "cmd", "/c", "format C:")]
    [InlineData("BT-DP-002", "powershell", "-c", "reg delete HKLM\\x")]
    [InlineData("BT-DP-003", "cmd", "/c", "echo bye && shutdown /s")]
    [InlineData("BT-DP-058", "env", "sudo", "x")]
    public void What_is_told_to_a_program_is_looked_at(string code, string program, params string[] arguments)
    {
        string? found = NativeCallPolicy.Check(NativeProgramPolicy.Default, SandboxProfile.Session, program, arguments, IsWritable)?.Code;
        Assert.Equal(code == "BT-DP-058" ? DangerousProgram.Find("sudo")!.Code : code, found);
        Assert.Null(NativeCallPolicy.Check(NativeProgramPolicy.Default, SandboxProfile.None, program, arguments, IsWritable));
    }

    [Theory]
    [InlineData("git", "commit", "-m", "x: y")]
    [InlineData("cmd", "/c", @"del /q a.txt")]
    [InlineData("cmd", "/c", @"copy C:\Windows\a.txt a.txt")]
    [InlineData("cmd", "/c", @"rd /s C:\work\x")]
    [InlineData("pwsh", "-c", @"Remove-Item C:\work\a")]
    [InlineData("pwsh", "-c", "Get-ChildItem C:/work/")]
    [InlineData("rm", "-rf", "build")]
    [InlineData("cp", "/etc/passwd", "a")]
    [InlineData("python", "-c", "print('rm /etc')")]
    [InlineData("tool", "http://c/x", "s:a:b:", "a:/b")]
    public void Ordinary_calls_are_left_alone(string program, params string[] arguments)
        => Assert.True(NativeCallPolicy.Check(NativeProgramPolicy.Default, SandboxProfile.Session, program, arguments, static path => path == "a:/b" || IsWritable(path)) is null);

    [Fact]
    public void A_name_in_the_list_of_allowed_programs_is_not_looked_at()
        => Assert.Null(NativeCallPolicy.Check(
            new NativeProgramPolicy { Allowed = new HashSet<string> { "rm" } }, SandboxProfile.Session, "rm", ["-rf", "/etc"], IsWritable));

    [Fact]
    public void Every_check_has_a_code_of_its_own()
        => Assert.Equal(NativeCallPolicy.Checks.Count, NativeCallPolicy.Checks.Select(static check => check.Code).Distinct().Count());
}
