using BashTool.PowerShell.Stages;

namespace BashTool.PowerShell.Tests.Stages;

public sealed class StageCommandLineTests
{
    [Theory]
    [InlineData("Get-Item", "file name", "'file name'")]
    [InlineData("Get-Item", "it's", "'it''s'")]
    [InlineData("Get-Item", "$(evil)", "'$(evil)'")]
    [InlineData("Get-Item", "a; b", "'a; b'")]
    [InlineData("Get-Item", "{ evil }", "'{ evil }'")]
    [InlineData("Get-Item", "@{a=evil}", "'@{a=evil}'")]
    [InlineData("Get-Item", "a\u2019; evil", "'a\u2019\u2019; evil'")]
    [InlineData("Get-Item", "-Path", "-Path")]
    [InlineData("Get-Item", "-Force:$true", "-Force:$true")]
    [InlineData("Get-Item", "-Path:$(evil)", "-Path:'$(evil)'")]
    [InlineData("Get-Item", "-1", "'-1'")]
    [InlineData("Get-Item", "-a b", "'-a b'")]
    [InlineData("Get-Item", "a,b", "'a,b'")]
    [InlineData("Select-Object", "a,b", "'a','b'")]
    [InlineData("ForEach-Object", "{ $_ }", "{ $_ }")]
    public void A_word_is_data(string command, string word, string expected) =>
        Assert.Equal($"& $global:BashToolStageCommand {expected} | & $global:BashToolStageEnd -Stage $global:BashToolStage", StageCommandLine.Render(command, [word], 0));
}
