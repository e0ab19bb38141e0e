BeforeAll {
    . $PSScriptRoot/Module.ps1
    $path = Join-Path (Get-Module BashTool).ModuleBase 'BashTool.psd1'
}

Describe 'The module in other places' {
    It 'works in Start-Job, and results survive the way' {
        $job = Start-Job { Import-Module $using:path; Invoke-Bash 'echo out; exit 3' -AsResult; Invoke-Bash 'ls /' -AsObject | Select-Object -First 1 }
        $result, $file = $job | Wait-Job -Timeout 60 | Receive-Job
        $job | Remove-Job -Force
        $result.Output | Should -Be 'out'
        $result.ExitCode | Should -Be 3
        $result.PSTypeNames[0] | Should -Be 'Deserialized.BashTool.BashResult'
        $file.Name | Should -Not -BeNullOrEmpty
    }

    It 'works in Start-ThreadJob' {
        $job = Start-ThreadJob { Import-Module $using:path; 1..3 | Invoke-Bash 'tac' }
        $job | Wait-Job -Timeout 60 | Receive-Job | Should -Be '3', '2', '1'
        $job | Remove-Job -Force
    }

    It 'works in ForEach-Object -Parallel' {
        $results = 1..8 | ForEach-Object -Parallel { Import-Module $using:path; Invoke-Bash 'echo $(($1 * 2))' -ArgumentList $_ } -ThrottleLimit 4
        $results | ForEach-Object { [int] $_ } | Sort-Object | Should -Be 2, 4, 6, 8, 10, 12, 14, 16
    }

    It 'refuses a session that another thread uses' {
        $session = New-BashSession shared
        $answers = 1..6 | ForEach-Object -Parallel {
            Import-Module $using:path
            try { Invoke-Bash 'sleep 0.2; echo done' -Session $using:session } catch { "$($_.CategoryInfo.Category)" }
        } -ThrottleLimit 6
        $answers | Should -Contain 'done'
        $answers | Where-Object { $_ -notin 'done', 'ResourceBusy' } | Should -BeNullOrEmpty
        Remove-BashSession $session
    }

    It 'works in a session of another process, as over SSH' {
        # The remote end of a session over SSH is a PowerShell like this one, and speaks the same protocol.
        $start = [Management.Automation.Runspaces.PowerShellProcessInstance]::new($PSVersionTable.PSVersion, $null, $null, $false)
        $runspace = [runspacefactory]::CreateOutOfProcessRunspace([Management.Automation.Runspaces.TypeTable]::LoadDefaultTypeFiles(), $start)
        $runspace.Open()
        $shell = [powershell]::Create()
        $shell.Runspace = $runspace
        $result = $shell.AddScript("Import-Module '$path'; Invoke-Bash 'echo remote; exit 2' -AsResult").Invoke()[0]
        $result.Output | Should -Be 'remote'
        $result.ExitCode | Should -Be 2
        $shell.Dispose()
        $runspace.Dispose()
    }

    It 'works over SSH' -Skip:(-not (Get-Command sshd -ErrorAction Ignore) -or -not $env:BASHTOOL_TEST_SSH) {
        $remote = New-PSSession -HostName $env:BASHTOOL_TEST_SSH
        Invoke-Command $remote { Import-Module $using:path; Invoke-Bash 'echo over ssh' } | Should -Be 'over ssh'
        Remove-PSSession $remote
    }

    It 'works in constrained language' {
        $text = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command @"
Import-Module '$path'
`$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'
Invoke-Bash 'echo constrained | tr a-z A-Z'
(Invoke-Bash 'exit 4' -AsResult).ExitCode
1..2 | Invoke-Bash 'wc -l'
Invoke-Bash 'printf "b\na\n" | Sort-Object | head -1'
"@
        $text | Should -Be 'CONSTRAINED', '4', '2', 'a'
    }

    It 'works in a runspace of its own' {
        $state = [Management.Automation.Runspaces.InitialSessionState]::CreateDefault2()
        $shell = [powershell]::Create($state)
        $shell.AddScript("Import-Module '$path'; Invoke-Bash 'echo hosted; echo problem >&2'").Invoke() | Should -Be 'hosted'
        $shell.Streams.Information.MessageData -join ' ' | Should -Match 'problem|^$'
        $shell.Dispose()
    }

    It 'puts everything away when it is removed' {
        $text = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command "Import-Module '$path'; `$s = New-BashSession; Invoke-Bash 'sleep 100 &' -Session `$s; Remove-Module BashTool; `"`$(`$s.State)`""
        $text | Should -Be 'Closed'
    }

    It 'starts in a moment' {
        $program = (Get-Process -Id $PID).Path
        $bare = 1..3 | ForEach-Object { (Measure-Command { & $program -NoProfile -NonInteractive -Command 1 }).TotalMilliseconds } | Sort-Object | Select-Object -First 1
        $loaded = 1..3 | ForEach-Object { (Measure-Command { & $program -NoProfile -NonInteractive -Command "Import-Module '$path'; Invoke-Bash 'echo hi'" }).TotalMilliseconds } | Sort-Object | Select-Object -First 1
        # The bound of the build is 1.5; a loaded machine is given room.
        $loaded / $bare | Should -BeLessThan 3
    }
}
