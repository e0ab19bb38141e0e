BeforeAll {
    . $PSScriptRoot/Module.ps1
    function global:Get-StageTest { param([string] $Text = 'default', [switch] $Loud) if ($Loud) { $Text.ToUpper() } else { $Text } }
    Set-Alias -Name stagealias -Value Get-StageTest -Scope Global
}

AfterAll {
    Remove-Item Function:/Get-StageTest, Alias:/stagealias -ErrorAction Ignore
}

Describe 'PowerShell inside bash' {
    It 'runs a cmdlet as the first stage' {
        Invoke-Bash 'Get-Process -Id $P | grep -c pwsh' -Environment @{ P = "$PID" } | Should -Be 1
    }

    It 'runs a cmdlet as the last stage' {
        Invoke-Bash 'printf "a\nb\n" | ForEach-Object ToUpper' | Should -Be 'A', 'B'
    }

    It 'runs a cmdlet between commands of bash' {
        Invoke-Bash 'seq 5 | Where-Object "{ [int] \$_ % 2 }" | paste -sd,' | Should -Be '1,3,5'
    }

    It 'runs a function' {
        Invoke-Bash 'Get-StageTest -Text "a b" -Loud | rev' | Should -Be 'B A'
    }

    It 'runs an alias' {
        Invoke-Bash 'stagealias' | Should -Be 'default'
    }

    It 'lets a bash command win over an alias of the same name: <_>' -ForEach @('ls', 'cat', 'sort', 'echo', 'pwd') {
        (Invoke-Bash "type -t $_") | Should -BeIn 'file', 'builtin'
    }

    It 'hands objects from one PowerShell stage to the next' {
        Invoke-Bash 'Get-Process -Id $P | Select-Object Id,ProcessName | ForEach-Object Id' -Environment @{ P = "$PID" } | Should -Be $PID
    }

    It 'hands objects on through commands that keep lines' {
        Invoke-Bash 'Get-Process | Sort-Object Id | grep -F "$P" | head -1 | Select-Object -ExpandProperty Id' -Environment @{ P = " $PID " } | Should -Be $PID
    }

    It 'gives objects with -AsObject' {
        $process = Invoke-Bash 'Get-Process -Id $P' -Environment @{ P = "$PID" } -AsObject
        $process | Should -BeOfType System.Diagnostics.Process
    }

    It 'treats words as data' {
        Invoke-Bash 'Write-Output "\$(Get-Date)" "a; b" "it''s" "-- x"' | Should -Be '$(Get-Date)', 'a; b', "it's", '-- x'
    }

    It 'binds parameters with a colon' {
        Invoke-Bash 'Get-StageTest -Text:x -Loud:\$false' | Should -Be 'x'
    }

    It 'is in the runspace of the caller' {
        $global:stageVariable = 'before'
        Invoke-Bash 'Set-Variable -Scope Global stageVariable after'
        $global:stageVariable | Should -Be 'after'
    }

    It 'writes errors to standard error, with the status 1' {
        Invoke-Bash 'Get-Item no-such-file 2>&1; echo $?' | Should -Be "Get-Item: Cannot find path '$(Join-Path $PWD.ProviderPath 'no-such-file')' because it does not exist.", '1'
    }

    It 'lets standard error be thrown away' {
        Invoke-Bash 'Write-Error hidden 2>/dev/null || echo failed' -ErrorVariable problem | Should -Be 'failed'
    }

    It 'turns an exception into the status 1' {
        function global:Invoke-StageThrow { throw 'thrown here' }
        Invoke-Bash 'Invoke-StageThrow 2>&1; echo $?' | Should -Be 'Invoke-StageThrow: thrown here', '1'
        Remove-Item Function:/Invoke-StageThrow
    }

    It 'ends an endless stage when nobody reads' {
        function global:Get-StageForever { $i = 0; while ($true) { ($i++) } }
        Invoke-Bash 'Get-StageForever | head -3' | Should -Be '0', '1', '2'
        Remove-Item Function:/Get-StageForever
    }

    It 'streams a large input through two stages' {
        Invoke-Bash 'seq 20000 | ForEach-Object "{ \$_ }" | ForEach-Object "{ \$_ }" | tail -1' | Should -Be 20000
    }

    It 'does not deadlock where stages and input alternate' {
        1..20000 | Invoke-Bash 'cat | ForEach-Object "{ \"x\$_\" }" | grep -c x' | Should -Be 20000
    }

    It 'works in substitutions, conditions and loops' {
        Invoke-Bash 'x=$(Get-StageTest); if Get-StageTest >/dev/null; then for i in 1 2; do Get-StageTest "$x$i"; done; fi' | Should -Be 'default1', 'default2'
    }

    It 'reads and writes files by redirection' {
        Push-Location TestDrive:/
        Invoke-Bash 'printf "b\na\n" > in; Sort-Object < in > out; cat out' | Should -Be 'a', 'b'
        Pop-Location
    }

    It 'is refused in a workspace' {
        Invoke-Bash 'Get-Date; echo $?' -Workspace TestDrive:/ -StandardError Output | Should -Match 'Permission denied.*BT-EX-001|126'
    }

    It 'is allowed in a workspace by a policy' {
        Invoke-Bash 'Get-StageTest' -Workspace TestDrive:/ -Policy @{ native = @{ allowed = @('Get-StageTest') } } | Should -Be 'default'
    }

    It 'is not found where there is none' {
        (Invoke-Bash 'Get-NothingLikeThis' -AsResult).ExitCode | Should -Be 127
    }

    It 'is reported as uncontained' {
        (Invoke-Bash 'Get-StageTest' -AsResult).Uncontained | Should -Be 'Get-StageTest'
        (Get-BashStrategy 'Get-StageTest | wc -l').Uncontained | Should -Be 'Get-StageTest'
    }

    It 'sees variables of the caller only when asked' {
        $notexported = 'secret'
        Invoke-Bash 'echo "${notexported-none}"' | Should -Be 'none'
        Invoke-Bash 'echo "$notexported"' -ExportVariable notexp* | Should -Be 'secret'
    }
}
