BeforeAll {
    . $PSScriptRoot/Module.ps1
}

AfterAll {
    Get-BashSession | Remove-BashSession
}

Describe 'Remove-BashSession' {
    It 'closes a session' {
        $session = New-BashSession
        Remove-BashSession $session
        "$($session.State)" | Should -Be 'Closed'
        Get-BashSession | Should -Not -Contain $session
    }

    It 'takes sessions from the pipeline, by name and by number' {
        $one = New-BashSession r1
        $two = New-BashSession r2
        $three = New-BashSession r3
        $one | Remove-BashSession
        Remove-BashSession r2
        Remove-BashSession $three.Id
        $one, $two, $three | ForEach-Object { "$($_.State)" } | Should -Be 'Closed', 'Closed', 'Closed'
    }

    It 'runs the EXIT trap' {
        $session = New-BashSession
        Invoke-Bash 'trap "echo goodbye" EXIT' -Session $session
        Remove-BashSession $session -InformationVariable said
        $said.MessageData | Should -Be 'goodbye'
    }

    It 'ends background jobs' {
        $session = New-BashSession
        Invoke-Bash 'sleep 100 > /dev/null 2>&1 &' -Session $session
        $session.RunningJobs | Should -Be 1
        Remove-BashSession $session
        "$($session.State)" | Should -Be 'Closed'
    }

    It 'does nothing to a closed one' {
        $session = New-BashSession
        Remove-BashSession $session
        { Remove-BashSession $session -ErrorAction Stop } | Should -Not -Throw
    }

    It 'does nothing with -WhatIf' {
        $session = New-BashSession
        Remove-BashSession $session -WhatIf
        "$($session.State)" | Should -Be 'Available'
        Remove-BashSession $session
    }

    It 'refuses a busy session' {
        $session = New-BashSession removebusy
        $id = Invoke-Bash 'echo started; sleep 0.05' -Session $session | ForEach-Object {
            Remove-BashSession removebusy -ErrorVariable problem -ErrorAction SilentlyContinue
            $problem[0].FullyQualifiedErrorId
        }
        $id | Should -Be 'SessionBusy,BashTool.PowerShell.Cmdlets.RemoveBashSessionCmdlet'
        Remove-BashSession $session
    }

    It 'carries out changes with -Commit' {
        Push-Location TestDrive:/
        $session = New-BashSession -Overlay
        Invoke-Bash 'echo y > done.txt' -Session $session
        Remove-BashSession $session -Commit
        Get-Content done.txt | Should -Be 'y'
        Pop-Location
    }

    It 'forgets changes without it' {
        Push-Location TestDrive:/
        $session = New-BashSession -Overlay
        Invoke-Bash 'echo y > undone.txt' -Session $session
        Remove-BashSession $session
        Test-Path undone.txt | Should -BeFalse
        Pop-Location
    }
}
