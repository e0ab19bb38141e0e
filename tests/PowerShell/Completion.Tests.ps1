BeforeAll {
    . $PSScriptRoot/Module.ps1
    function Complete([string] $Text) {
        (TabExpansion2 $Text $Text.Length).CompletionMatches
    }
}

Describe 'Completion inside the command string' {
    BeforeAll {
        New-Item 'TestDrive:/sub dir' -ItemType Directory -Force | Out-Null
        Set-Content TestDrive:/alpha.txt 'x'
        Set-Content 'TestDrive:/sub dir/inner.txt' 'x'
        Push-Location TestDrive:/
    }

    AfterAll {
        Pop-Location
    }

    It 'completes <Text> to <Expected>' -ForEach @(
        @{ Text = "Invoke-Bash 'gre"; Expected = "'grep'" }
        @{ Text = "Invoke-Bash 'gre'"; Expected = "'grep'" }
        @{ Text = "ibash 'sha25"; Expected = "'sha256sum'" }
        @{ Text = 'Invoke-Bash "gre'; Expected = '"grep"' }
        @{ Text = 'Invoke-Bash gre'; Expected = "'grep'" }
        @{ Text = "Invoke-Bash -Command 'gre"; Expected = "'grep'" }
        @{ Text = "Invoke-Bash 'ls | base6"; Expected = "'ls | base64'" }
        @{ Text = "Invoke-Bash 'ls && base6"; Expected = "'ls && base64'" }
        @{ Text = "Invoke-Bash 'echo `$(base6"; Expected = "'echo `$(base64'" }
        @{ Text = "Invoke-Bash 'if base6"; Expected = "'if base64'" }
        @{ Text = "Invoke-Bash 'X=1 base6"; Expected = "'X=1 base64'" }
        @{ Text = "Invoke-Bash 'ls --almo"; Expected = "'ls --almost-all'" }
        @{ Text = "Invoke-Bash 'cat alp"; Expected = "'cat alpha.txt'" }
        @{ Text = "Invoke-Bash 'cat < alp"; Expected = "'cat < alpha.txt'" }
        @{ Text = "Invoke-Bash 'cat su"; Expected = "'cat sub\ dir/'" }
        @{ Text = "Invoke-Bash 'cat `"sub dir/in"; Expected = "'cat `"sub dir/inner.txt`"'" }
        @{ Text = "Invoke-Bash 'ls --color=al"; Expected = "'ls --color=alpha.txt'" }
        @{ Text = "Get-BashStrategy 'gre"; Expected = "'grep'" }
        @{ Text = "Test-BashSandbox 'gre"; Expected = "'grep'" }
    ) {
        (Complete $Text).CompletionText | Should -Contain $Expected
    }

    It 'shows what options do' {
        $match = Complete "Invoke-Bash 'sort --rev" | Select-Object -First 1
        $match.ToolTip | Should -Be 'reverse the result of comparisons'
        "$($match.ResultType)" | Should -Be 'ParameterName'
    }

    It 'completes short options' {
        (Complete "Invoke-Bash 'head -").ListItemText | Should -Contain '-n [-]NUM'
    }

    It 'completes options of a command behind xargs' {
        (Complete "Invoke-Bash 'ls | xargs grep --inv").CompletionText | Should -Contain "'ls | xargs grep --invert-match'"
    }

    It 'completes variables' {
        (Complete "Invoke-Bash 'echo `$HOM").CompletionText | Should -Contain "'echo `$HOME'"
        (Complete "Invoke-Bash 'echo `${HOM").CompletionText | Should -Contain "'echo `${HOME}'"
    }

    It 'completes no variable in single quotes of bash' {
        (Complete "Invoke-Bash 'echo ''`$HOM").CompletionText | Should -Not -Contain "'echo `$HOME'"
    }

    It 'completes directories alone after cd' {
        (Complete "Invoke-Bash 'cd ").CompletionText | Should -Be "'cd sub\ dir/'"
    }

    It 'knows the variables, functions and place of a session' {
        $session = New-BashSession completion
        Invoke-Bash 'myvariable=1; myfunction() { :; }; cd "sub dir"' -Session completion
        (Complete "Invoke-Bash -Session completion 'echo `$myvar").CompletionText | Should -Be "'echo `$myvariable'"
        (Complete "Invoke-Bash -Session completion 'myfun").CompletionText | Should -Be "'myfunction'"
        (Complete "Invoke-Bash -Session completion 'cat in").CompletionText | Should -Be "'cat inner.txt'"
        Remove-BashSession completion
    }

    It 'knows what was registered' {
        Register-BashCommand zebra-tool { }
        (Complete "Invoke-Bash 'zebr").CompletionText | Should -Be "'zebra-tool'"
        Unregister-BashCommand zebra-tool
    }

    It 'runs nothing' {
        Complete "Invoke-Bash 'touch made; echo > made2; cat " | Out-Null
        Test-Path made | Should -BeFalse
    }
}

Describe 'Completion of parameters' {
    It 'completes <Text> to <Expected>' -ForEach @(
        @{ Text = "Invoke-Bash 'ls' -Sandbox Read"; Expected = 'ReadOnly' }
        @{ Text = "Invoke-Bash 'ls' -Strategy PreferN"; Expected = 'PreferNative' }
        @{ Text = "Invoke-Bash 'ls' -StandardError Dis"; Expected = 'Discard' }
        @{ Text = "Invoke-Bash 'ls' -InputAs J"; Expected = 'Json' }
        @{ Text = 'Get-BashCommand -Kind Reg'; Expected = 'Registered' }
        @{ Text = 'Get-BashCommand tac'; Expected = 'tac' }
    ) {
        (Complete $Text).CompletionText | Should -Contain $Expected
    }

    It 'completes sessions for <_>' -ForEach @("Invoke-Bash 'ls' -Session ", 'Remove-BashSession ', 'Enter-BashSession ', 'Get-BashSession ', "Test-BashSandbox 'ls' -Session ") {
        $session = New-BashSession completed
        (Complete $_).CompletionText | Should -Contain 'completed'
        Remove-BashSession completed
    }

    It 'completes names for Unregister-BashCommand' {
        Register-BashCommand yak { }
        (Complete 'Unregister-BashCommand y').CompletionText | Should -Be 'yak'
        Unregister-BashCommand yak
    }
}
