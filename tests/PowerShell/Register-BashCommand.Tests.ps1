BeforeAll {
    . $PSScriptRoot/Module.ps1
}

Describe 'Register-BashCommand' {
    AfterEach {
        Unregister-BashCommand *
    }

    It 'makes a script block a command' {
        Register-BashCommand hello { 'hello from PowerShell' }
        Invoke-Bash 'hello' | Should -Be 'hello from PowerShell'
    }

    It 'gives it its arguments' {
        Register-BashCommand show { $args.Count; $args }
        Invoke-Bash 'show "a b" c' | Should -Be '2', 'a b', 'c'
    }

    It 'binds parameters' {
        Register-BashCommand add { param([int] $Left, [int] $Right, [switch] $Negate) $sum = $Left + $Right; if ($Negate) { -$sum } else { $sum } }
        Invoke-Bash 'add 2 3; add -Left 4 -Right 5 -Negate' | Should -Be '5', '-9'
    }

    It 'gives it standard input as $input' {
        Register-BashCommand total { ($input | Measure-Object -Sum).Sum }
        Invoke-Bash 'seq 10 | total' | Should -Be 55
    }

    It 'streams through a process block' {
        Register-BashCommand upper { process { $_.ToUpper() } }
        Invoke-Bash 'yes | upper | head -2' | Should -Be 'Y', 'Y'
    }

    It 'ends an endless one when nobody reads' {
        Register-BashCommand forever { while ($true) { 'x' } }
        Invoke-Bash 'forever | head -3; echo ${PIPESTATUS[0]}' | Should -Be 'x', 'x', 'x', '141'
    }

    It 'has the status of exit, and the caller goes on' {
        Register-BashCommand failing { 'out'; exit 9 }
        Invoke-Bash 'failing; echo $?' | Should -Be 'out', '9'
    }

    It 'has the status 1 after an error, and its message on standard error' {
        Register-BashCommand broken { Write-Error 'it broke' }
        Invoke-Bash 'broken 2>&1; echo $?' | Should -Be 'broken: it broke', '1'
    }

    It 'has the status 1 after an exception' {
        Register-BashCommand thrower { throw 'thrown' }
        Invoke-Bash 'thrower 2>/dev/null || echo "status $?"' | Should -Be 'status 1'
    }

    It 'stands in for a command of our own' {
        Register-BashCommand git { "mock git $args" }
        Invoke-Bash 'git push' | Should -Be 'mock git push'
    }

    It 'is found by which, type and xargs' {
        Register-BashCommand mytool { "tool $args" }
        Invoke-Bash 'which mytool; echo a | xargs mytool' | Should -Be '/usr/bin/mytool', 'tool a'
    }

    It 'works in command substitutions, loops and functions' {
        Register-BashCommand pick { $args[0] }
        Invoke-Bash 'f() { pick "$1"; }; for i in 1 2; do x=$(f $i); echo "<$x>"; done' | Should -Be '<1>', '<2>'
    }

    It 'works in a session' {
        Register-BashCommand insession { 'yes' }
        $session = New-BashSession
        Invoke-Bash 'insession' -Session $session | Should -Be 'yes'
        Remove-BashSession $session
    }

    It 'sees variables of the caller' {
        $script:answer = 42
        Register-BashCommand answer { $script:answer }
        Invoke-Bash 'answer' | Should -Be 42
    }

    It 'makes a class a command' {
        Add-Type -ReferencedAssemblies (Join-Path (Get-Module BashTool).ModuleBase 'BashTool.Core.dll'), 'System.Runtime', 'System.Collections', 'System.Memory' -TypeDefinition @'
using BashTool.Core.CommandModel;
public sealed class ShoutCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new CommandSpec("shout") { Summary = "Shouts.", Usage = new[] { "[WORD]..." } };
    public override CommandSpec Spec { get { return Declaration; } }
    public override int Run(CommandContext context)
    {
        context.Output.WriteLine(string.Join(" ", context.Arguments).ToUpperInvariant() + "!");
        return 6;
    }
}
'@
        Register-BashCommand -Type ([ShoutCommand])
        Invoke-Bash 'shout hey you; echo $?' | Should -Be 'HEY YOU!', '6'
        (Get-BashCommand shout).Summary | Should -Be 'Shouts'
    }

    It 'refuses a type that is no command' {
        { Register-BashCommand x -Type ([string]) } | Should -Throw -ErrorId 'NotACommandType,BashTool.PowerShell.Cmdlets.RegisterBashCommandCmdlet'
    }

    It 'refuses the name of a builtin' {
        { Register-BashCommand cd { } } | Should -Throw -ErrorId 'CommandNameReserved,BashTool.PowerShell.Cmdlets.RegisterBashCommandCmdlet'
    }

    It 'refuses a name that is no word: <_>' -ForEach @('a b', 'a/b', 'a|b') {
        { Register-BashCommand $_ { } } | Should -Throw
    }

    It 'refuses a second one of the same name, but with -Force' {
        Register-BashCommand twice { 1 }
        { Register-BashCommand twice { 2 } } | Should -Throw -ErrorId 'CommandExists,BashTool.PowerShell.Cmdlets.RegisterBashCommandCmdlet'
        Register-BashCommand twice { 2 } -Force
        Invoke-Bash 'twice' | Should -Be 2
    }

    It 'is of its own runspace' {
        Register-BashCommand mine { 'mine' }
        $path = Join-Path (Get-Module BashTool).ModuleBase 'BashTool.psd1'
        $other = [powershell]::Create()
        $other.AddScript("Import-Module '$path'; @(Get-BashCommand -Kind Registered).Count").Invoke() | Should -Be 0
        $other.Dispose()
    }
}
