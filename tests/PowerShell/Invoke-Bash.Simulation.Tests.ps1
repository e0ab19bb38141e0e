BeforeAll {
    . $PSScriptRoot/Module.ps1
}

Describe 'Invoke-Bash -WhatIf' {
    BeforeEach {
        Push-Location TestDrive:/
        Set-Content there.txt 'there'
    }

    AfterEach {
        Pop-Location
        Remove-Item TestDrive:/* -Recurse -Force
    }

    It 'changes nothing' {
        Invoke-Bash 'echo x > there.txt; touch new; mkdir -p a/b; rm -f there.txt' -WhatIf | Out-Null
        Get-Content there.txt | Should -Be 'there'
        Get-ChildItem | ForEach-Object Name | Should -Be 'there.txt'
    }

    It 'lists what <Command> would do: <Kind> <Name>' -ForEach @(
        @{ Command = 'touch new'; Kind = 'Added'; Name = 'new' }
        @{ Command = 'rm there.txt'; Kind = 'Removed'; Name = 'there.txt' }
        @{ Command = 'echo more >> there.txt'; Kind = 'Modified'; Name = 'there.txt' }
        @{ Command = 'mkdir made'; Kind = 'Added'; Name = 'made' }
        @{ Command = 'cp there.txt copy'; Kind = 'Added'; Name = 'copy' }
    ) {
        $simulation = Invoke-Bash $Command -WhatIf
        $change = $simulation.Changes | Where-Object { $_.Path.Text -like "*/$Name" }
        "$($change.Kind)" | Should -Be $Kind
    }

    It 'has sizes' {
        $change = (Invoke-Bash 'printf 12345 > sized' -WhatIf).Changes
        $change.NewSize | Should -Be 5
    }

    It 'has the plan' {
        "$((Invoke-Bash 'ls | wc -l' -WhatIf).Strategy.Type)" | Should -Be 'InProcess'
    }

    It 'has output and status' {
        $simulation = Invoke-Bash 'cat there.txt; echo e >&2; exit 4' -WhatIf
        $simulation.Output | Should -Be 'there'
        $simulation.Error | Should -Be 'e'
        $simulation.ExitCode | Should -Be 4
    }

    It 'starts no program and no PowerShell command, and lists them' {
        function global:Set-SimulationTest { $global:simulated = $true }
        $simulation = Invoke-Bash 'git init; Set-SimulationTest' -WhatIf
        $simulation.NotSimulated | Should -Contain 'git init'
        $simulation.NotSimulated | Should -Contain 'Set-SimulationTest'
        Test-Path .git | Should -BeFalse
        $global:simulated | Should -BeNullOrEmpty
        Remove-Item Function:/Set-SimulationTest
    }

    It 'takes standard input' {
        'fed' | Invoke-Bash 'cat > fed.txt' -WhatIf | ForEach-Object { $_.Changes.NewSize } | Should -Be 4
    }

    It 'is what $WhatIfPreference asks for' {
        $WhatIfPreference = $true
        Invoke-Bash 'rm there.txt' | Should -BeOfType BashTool.BashSimulation
    }

    It 'works in a workspace' {
        New-Item ws -ItemType Directory | Out-Null
        (Invoke-Bash 'echo x > f' -Workspace ws -WhatIf).Changes.Path.Text | Should -Be '/home/claude/f'
    }

    It 'needs a session on an overlay' {
        $session = New-BashSession
        { Invoke-Bash 'echo' -Session $session -WhatIf } | Should -Throw -ErrorId 'WhatIfNeedsOverlay,BashTool.PowerShell.Cmdlets.InvokeBashCmdlet'
        Remove-BashSession $session
    }

    It 'has a view' {
        Invoke-Bash 'rm there.txt; git status' -WhatIf | Out-String | Should -Match '(?s)would change: D .*there\.txt.*not simulated: git status'
    }
}
