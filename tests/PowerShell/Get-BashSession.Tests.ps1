BeforeAll {
    . $PSScriptRoot/Module.ps1
    $one = New-BashSession get-one
    $two = New-BashSession get-two -Overlay
}

AfterAll {
    Get-BashSession | Remove-BashSession
}

Describe 'Get-BashSession' {
    It 'gives all sessions in the order they were made' {
        (Get-BashSession get-*).Name | Should -Be 'get-one', 'get-two'
    }

    It 'gives one by its name' {
        (Get-BashSession get-two).Id | Should -Be $two.Id
    }

    It 'gives one by its number' {
        (Get-BashSession -Id $one.Id).Name | Should -Be 'get-one'
    }

    It 'takes names by property' {
        ([pscustomobject]@{ Name = 'get-one' } | Get-BashSession).Id | Should -Be $one.Id
    }

    It 'writes an error for a name that there is not' {
        $null = Get-BashSession nobody -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem[0].FullyQualifiedErrorId | Should -Be 'SessionNotFound,BashTool.PowerShell.Cmdlets.GetBashSessionCmdlet'
        $problem[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
    }

    It 'writes an error for a number that there is not' {
        $null = Get-BashSession -Id 999999 -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem[0].TargetObject | Should -Be 999999
    }

    It 'writes none for a pattern that nothing matches' {
        Get-BashSession 'zzz*' -ErrorAction Stop | Should -BeNullOrEmpty
    }

    It 'gives what a session on an overlay has changed' {
        Push-Location TestDrive:/
        $session = New-BashSession changed -Overlay
        Invoke-Bash 'echo x > new; V=1; f() { :; }' -Session changed
        $difference = Get-BashSession changed -Difference
        ($difference | Where-Object { $_ -is [BashTool.Core.Files.FileDifference] }).Path.Text | Should -BeLike '*/new'
        ($difference | Where-Object { $_ -is [BashTool.Core.Interpreter.StateDifference] }).Name | Should -Contain 'V'
        ($difference | Where-Object { $_ -is [BashTool.Core.Interpreter.StateDifference] }).Name | Should -Contain 'f'
        Remove-BashSession changed
        Pop-Location
    }

    It 'says where there is no overlay' {
        $null = Get-BashSession get-one -Difference -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem[0].FullyQualifiedErrorId | Should -Be 'SessionNotOverlay,BashTool.PowerShell.Cmdlets.GetBashSessionCmdlet'
    }

    It 'has a view' {
        ($one | Out-String) | Should -Match 'get-one'
        ($one | Out-String) | Should -Match 'Session'
    }

    It 'completes names' {
        (TabExpansion2 'Get-BashSession get-' 20).CompletionMatches.CompletionText | Should -Be 'get-one', 'get-two'
    }
}
