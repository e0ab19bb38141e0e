BeforeAll {
    . $PSScriptRoot/Module.ps1
    $import = "Import-Module '$(Join-Path (Get-Module BashTool).ModuleBase 'BashTool.psd1')'; "

    # A new PowerShell whose standard input is what somebody types.
    function Invoke-Typed([string] $Command, [string[]] $Lines) {
        $Lines -join "`n" | & (Get-Process -Id $PID).Path -NoProfile -Command ($import + $Command) 2>&1 | ForEach-Object { "$_" }
    }
}

AfterAll {
    Get-BashSession | Remove-BashSession
}

Describe 'Enter-BashSession' {
    It 'runs the lines that are typed' {
        $shown = Invoke-Typed 'Enter-BashSession' 'x=5', 'echo "x is $x"', 'exit'
        ($shown -join "`n") | Should -Match 'x is 5'
    }

    It 'takes commands over several lines' {
        $shown = Invoke-Typed 'Enter-BashSession' 'for i in 1 2', 'do echo "i=$i"', 'done', 'cat <<E', 'inside', 'E', "echo 'a", "b'"
        $text = $shown -join "`n"
        $text | Should -Match 'i=1'
        $text | Should -Match 'i=2'
        $text | Should -Match 'inside'
        $text | Should -Match "a\s+b"
    }

    It 'goes on after a mistake' {
        $shown = Invoke-Typed 'Enter-BashSession' 'echo )', 'echo after'
        ($shown -join "`n") | Should -Match 'syntax error'
        ($shown -join "`n") | Should -Match 'after'
    }

    It 'goes on in a session, which stays open at the end of the input' {
        $shown = Invoke-Typed '$s = New-BashSession p; Invoke-Bash "y=7" -Session p; Enter-BashSession p; "$($s.State) $(Invoke-Bash ''echo $y'' -Session p)"' 'y=$((y + 1))'
        ($shown -join "`n") | Should -Match 'Available 8'
    }

    It 'is closed by exit' {
        $shown = Invoke-Typed '$s = New-BashSession p; Enter-BashSession p; "$($s.State)"' 'exit'
        ($shown -join "`n") | Should -Match 'Closed'
    }

    It 'shows where it is, or PS1' {
        $shown = Invoke-Typed '$null = New-BashSession q; Enter-BashSession q' 'cd /usr', "PS1='<\w> '", 'true'
        ($shown -join "`n") | Should -Match 'q:/usr\$ '
        ($shown -join "`n") | Should -Match '</usr> '
    }

    It 'refuses a closed session' {
        $session = New-BashSession
        Remove-BashSession $session
        { Enter-BashSession $session } | Should -Throw -ErrorId 'SessionClosed,BashTool.PowerShell.Cmdlets.EnterBashSessionCmdlet'
    }
}
