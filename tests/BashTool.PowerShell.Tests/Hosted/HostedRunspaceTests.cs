using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using BashTool.PowerShell.Cmdlets;

namespace BashTool.PowerShell.Tests.Hosted;

/// <summary>The cmdlets in a runspace of this process.</summary>
public sealed class HostedRunspaceTests
{
    private static Collection<PSObject> Run(string script)
    {
        var state = InitialSessionState.CreateDefault2();
        state.Commands.Add(new SessionStateCmdletEntry("Invoke-Bash", typeof(InvokeBashCmdlet), null));
        state.Commands.Add(new SessionStateCmdletEntry("New-BashSession", typeof(NewBashSessionCmdlet), null));
        state.Commands.Add(new SessionStateCmdletEntry("Remove-BashSession", typeof(RemoveBashSessionCmdlet), null));
        using Runspace runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        using var shell = global::System.Management.Automation.PowerShell.Create();
        shell.Runspace = runspace;
        return shell.AddScript(script).Invoke();
    }

    [Theory]
    [InlineData("Invoke-Bash 'echo hi'", "hi")]
    [InlineData("1..3 | Invoke-Bash 'tac | head -1'", "3")]
    [InlineData("(Invoke-Bash 'exit 3' -AsResult).ExitCode", "3")]
    [InlineData("Invoke-Bash 'printf \"b\\na\\n\" | Sort-Object | head -1'", "a")]
    [InlineData("$s = New-BashSession; Invoke-Bash 'x=1' -Session $s; Invoke-Bash 'echo $x' -Session $s; Remove-BashSession $s", "1")]
    public void A_command_gives_what_it_gives_in_PowerShell(string script, string expected) =>
        Assert.Equal(expected, string.Join('\n', Run(script).Select(static o => o.ToString())));
}
