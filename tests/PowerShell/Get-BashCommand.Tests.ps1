BeforeAll {
    . $PSScriptRoot/Module.ps1
}

Describe 'Get-BashCommand' {
    It 'lists commands and builtins, each once' {
        $all = Get-BashCommand
        $all.Count | Should -BeGreaterThan 100
        $all.Name | Should -Contain 'grep'
        $all.Name | Should -Contain 'cd'
        ($all.Name | Sort-Object -Unique).Count | Should -Be $all.Count
    }

    It 'says of every command what it does' {
        Get-BashCommand | Where-Object { -not $_.Summary } | ForEach-Object Name | Should -BeNullOrEmpty
    }

    It 'gives options with their names, values and descriptions' {
        $option = (Get-BashCommand sort).Options | Where-Object Names -Contains '--key'
        $option.Names | Should -Be '-k', '--key'
        $option.Value | Should -Not -BeNullOrEmpty
        $option.Description | Should -Not -BeNullOrEmpty
    }

    It 'says why an option is not supported' {
        (Get-BashCommand date).Options | Where-Object Names -Contains '--set' | ForEach-Object Unsupported | Should -Not -BeNullOrEmpty
    }

    It 'says who runs <Name>: <Executor>' -ForEach @(
        @{ Name = 'grep'; Executor = 'InProcess'; Kind = 'Command' }
        @{ Name = 'cd'; Executor = 'Shell'; Kind = 'Builtin' }
    ) {
        $command = Get-BashCommand $Name
        "$($command.Executor)" | Should -Be $Executor
        "$($command.Kind)" | Should -Be $Kind
    }

    It 'knows which commands keep lines' {
        (Get-BashCommand sort).KeepsLines | Should -BeTrue
        (Get-BashCommand wc).KeepsLines | Should -BeFalse
    }

    It 'has wildcards' {
        (Get-BashCommand 'md5*').Name | Should -Be 'md5sum'
    }

    It 'chooses by kind' {
        (Get-BashCommand -Kind Builtin).Kind | Sort-Object -Unique | Should -Be 'Builtin'
    }

    It 'shows what was registered' {
        Register-BashCommand shown-here { } -Description 'Does nothing.'
        $command = Get-BashCommand shown-here
        "$($command.Kind)" | Should -Be 'Registered'
        $command.Summary | Should -Be 'Does nothing.'
        Unregister-BashCommand shown-here
    }

    It 'writes an error for a command that there is not' {
        Get-BashCommand no-such -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -Be 'BashCommandNotFound,BashTool.PowerShell.Cmdlets.GetBashCommandCmdlet'
        $problem[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
    }

    It 'takes names from the pipeline' {
        ('ls', 'cat' | Get-BashCommand).Name | Should -Be 'ls', 'cat'
    }

    It 'has views for commands and options' {
        Get-BashCommand ls | Out-String | Should -Match 'InProcess'
        (Get-BashCommand head).Options | Out-String | Should -Match '--lines'
    }

    It 'completes names' {
        (TabExpansion2 'Get-BashCommand sha25' 21).CompletionMatches[0].CompletionText | Should -Be 'sha256sum'
    }
}
