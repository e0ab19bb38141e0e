BeforeAll {
    . $PSScriptRoot/Module.ps1
}

Describe 'Unregister-BashCommand' {
    It 'takes a command away' {
        Register-BashCommand gone { 'here' }
        Unregister-BashCommand gone
        (Invoke-Bash 'gone' -AsResult).ExitCode | Should -Be 127
    }

    It 'uncovers what it stood in for' {
        Register-BashCommand basename { 'mine' }
        Invoke-Bash 'basename /a/b' | Should -Be 'mine'
        Unregister-BashCommand basename
        Invoke-Bash 'basename /a/b' | Should -Be 'b'
    }

    It 'has wildcards' {
        'w1', 'w2', 'v1' | ForEach-Object { Register-BashCommand $_ { } }
        Unregister-BashCommand 'w*'
        (Get-BashCommand -Kind Registered).Name | Should -Be 'v1'
        Unregister-BashCommand v1
    }

    It 'takes commands from the pipeline' {
        Register-BashCommand p1 { }
        Get-BashCommand p1 | Unregister-BashCommand
        Get-BashCommand -Kind Registered | Should -BeNullOrEmpty
    }

    It 'writes an error for a command that is not registered' {
        Unregister-BashCommand grep -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem[0].FullyQualifiedErrorId | Should -Be 'CommandNotRegistered,BashTool.PowerShell.Cmdlets.UnregisterBashCommandCmdlet'
        $problem[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
    }
}
