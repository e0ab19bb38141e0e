using BashTool.Core.Execution;
using BashTool.Core.Planning;

namespace BashTool.Core.Tests.Execution;

/// <summary>How command lines are written for PowerShell and cmd, and how programs are found by PATHEXT.</summary>
public sealed class CommandLineFormsTests
{
    [Theory]
    [InlineData("Get-Item", true)]
    [InlineData("ConvertTo-Json", true)]
    [InlineData("apt-get", false)]
    [InlineData("get-item", false)]
    [InlineData("Get-", false)]
    [InlineData("-Item", false)]
    [InlineData("Get-Item;ls", false)]
    [InlineData("git", false)]
    public void A_cmdlet_is_a_verb_and_a_noun(string name, bool isCmdlet) => Assert.Equal(isCmdlet, PowerShellCommandLine.LooksLikeCmdlet(name));

    [Theory]
    [InlineData("Get-Item -Path a", "$input | & 'Get-Item' -Path 'a'")]
    [InlineData("Write-Output it's", "$input | & 'Write-Output' 'it''s'")]
    [InlineData("Write-Output $(rm)", "$input | & 'Write-Output' '$(rm)'")]
    [InlineData("Write-Output -1", "$input | & 'Write-Output' '-1'")]
    [InlineData("Write-Output -a;b", "$input | & 'Write-Output' '-a;b'")]
    [InlineData("Write-Output \u2019x", "$input | & 'Write-Output' '\u2019\u2019x'")]
    public void Arguments_reach_PowerShell_as_they_are(string words, string script) => Assert.Equal(script, PowerShellCommandLine.Script(words.Split(' ')));

    [Theory]
    [InlineData(new[] { "/c", "echo", "a b" }, "/c echo \"a b\"")]
    [InlineData(new[] { "/c", "echo a b" }, "/c echo a b")]
    [InlineData(new[] { "/d", "/s", "/c", "dir" }, "/d /s /c dir")]
    [InlineData(new string[0], "")]
    [InlineData(new[] { "/C", "x", "" }, "/C x \"\"")]
    public void Words_become_a_line_for_cmd(string[] words, string line) => Assert.Equal(line, CommandInterpreterLine.ForInterpreter(words));

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a b", "\"a b\"")]
    [InlineData("a&calc", "\"a&calc\"")]
    [InlineData("100%PATH%", "\"100%%cd:~,%PATH%%cd:~,%\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("end\\", "\"end\\\\\"")]
    [InlineData("", "\"\"")]
    public void A_batch_file_gets_its_arguments_as_they_are(string argument, string quoted) =>
        Assert.Equal($"/d /s /v:off /c \"C:\\x.cmd {quoted}\"", CommandInterpreterLine.ForBatchFile(@"C:\x.cmd", [argument]));

    [Theory]
    [InlineData("git", null, ".com .exe .bat .cmd")]
    [InlineData("git.exe", null, "")]
    [InlineData("tool.PS1", ".EXE;.PS1", "")]
    [InlineData("tool", " .EXE ; ;x;.PS1", ".exe .ps1")]
    [InlineData("v1.2", null, ".com .exe .bat .cmd")]
    public void Endings_come_from_PATHEXT(string name, string? variable, string endings) =>
        Assert.Equal(endings, string.Join(' ', ProgramExtensions.For(name, variable)));

    [Theory]
    [InlineData("python3", StageExecutor.Python)]
    [InlineData("python3.11", StageExecutor.Python)]
    [InlineData("pip.exe", StageExecutor.Python)]
    [InlineData("cmd.exe", StageExecutor.Cmd)]
    [InlineData("build.CMD", StageExecutor.Cmd)]
    [InlineData("pwsh", StageExecutor.PowerShell)]
    [InlineData("git", StageExecutor.Native)]
    public void A_name_tells_the_kind_of_program(string name, StageExecutor kind) => Assert.Equal(kind, ProgramKinds.Of(name));
}
