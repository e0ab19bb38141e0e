BeforeAll {
    . $PSScriptRoot/Module.ps1
}

Describe 'Get-BashStrategy' {
    It 'says <Type> of <Command>' -ForEach @(
        @{ Command = 'ls'; Type = 'Single' }
        @{ Command = 'cat f | sort | head -3'; Type = 'InProcess' }
        @{ Command = 'no-such-command-here'; Type = 'Fail' }
        @{ Command = 'cd /'; Type = 'Single' }
    ) {
        (Get-BashStrategy $Command).Type | Should -Be $Type
    }

    It 'analyses the structure' {
        $analysis = (Get-BashStrategy 'sort f 2> e | uniq -c | sort -rn | head && cat <(ls) > o').Analysis
        $analysis.HasPipeline | Should -BeTrue
        $analysis.HasChain | Should -BeTrue
        $analysis.HasRedirection | Should -BeTrue
        $analysis.HasStandardErrorRedirection | Should -BeTrue
        $analysis.HasProcessSubstitution | Should -BeTrue
        $analysis.MatchedPattern | Should -Be 'top-counts'
        $analysis.Complexity | Should -Be 'Complex'
        $analysis.CommandCount | Should -Be 6
        $analysis.CommandNames | Should -Be 'sort', 'uniq', 'head', 'cat', 'ls'
    }

    It 'says for each stage who runs it and why' {
        $stages = (Get-BashStrategy "ls`n  sort f | no-such-command-here").Stages
        $stages.Command | Should -Be 'ls', 'sort', 'no-such-command-here'
        $stages[1].Executor | Should -Be 'InProcess'
        $stages[1].Line | Should -Be 2
        $stages[1].Column | Should -Be 3
        $stages[2].Executor | Should -Be 'None'
        $stages[2].Reason | Should -Be 'command not found'
    }

    It 'takes commands from the pipeline' {
        ('ls', 'no-such-command-here' | Get-BashStrategy).Type | Should -Be 'Single', 'Fail'
    }

    It 'heeds the sandbox' {
        $stage = (Get-BashStrategy 'pwsh -v' -Workspace TestDrive:/).Stages[0]
        $stage.Executor | Should -Be 'None'
        $stage.Denial.Code | Should -Be 'BT-EX-001'
        (Get-BashStrategy 'pwsh -v' -Sandbox None).Type | Should -Be 'PowerShell'
    }

    It 'runs nothing' {
        Push-Location TestDrive:/
        try {
            Get-BashStrategy 'echo x > made; touch made2' | Out-Null
            'TestDrive:/made' | Should -Not -Exist
            'TestDrive:/made2' | Should -Not -Exist
        }
        finally {
            Pop-Location
        }
    }

    It 'writes an error record for what is not bash' {
        Get-BashStrategy 'if' -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -Be 'BashSyntaxError,BashTool.PowerShell.Cmdlets.GetBashStrategyCmdlet'
        $problem[0].CategoryInfo.Category | Should -Be 'ParserError'
        $problem[0].Exception.Message | Should -Match 'syntax error'
    }

    It 'has a readable view' {
        $text = Get-BashStrategy 'cat f | grep x' | Out-String
        $text | Should -Match 'strategy:\s+'
        $text | Should -Match 'cat-grep'
        $text | Should -Match '1\s+cat f\s+in-process'
    }

    It 'has a view of stages' {
        (Get-BashStrategy 'ls').Stages | Out-String | Should -Match 'Where\s+Command\s+Executor'
    }

    It 'takes another order of executors: <Strategy>' -ForEach @(
        @{ Strategy = 'InProcess'; Executor = 'InProcess' }
        @{ Strategy = 'Auto'; Executor = 'InProcess' }
        @{ Strategy = 'PreferNative'; Executor = 'Native' }
    ) {
        $stage = (Get-BashStrategy 'sort f' -Strategy $Strategy).Stages[0]
        if ($Executor -eq 'Native' -and -not (Get-Command sort -CommandType Application -ErrorAction Ignore)) { $Executor = 'InProcess' }
        "$($stage.Executor)" | Should -Be $Executor
    }

    It 'names the commands that would run outside of the sandbox' {
        function global:Get-StrategyTest { }
        (Get-BashStrategy 'Get-StrategyTest | wc -l').Uncontained | Should -Be 'Get-StrategyTest'
        Remove-Item Function:/Get-StrategyTest
    }

    It 'shows what was measured' {
        Invoke-Bash 'seq 3 | wc -l' -Strategy Auto | Should -Be 3
        $rows = Get-BashStrategy -Statistics
        ($rows | Where-Object Command -EQ 'wc').Runs | Should -BeGreaterThan 0
        $rows | Out-String | Should -Match 'Mean'
    }
}
