BeforeAll {
    . $PSScriptRoot/Module.ps1
}

AfterAll {
    Get-BashSession | Remove-BashSession
}

Describe 'New-BashSession' {
    It 'gives a session with a name, a number and a state' {
        $session = New-BashSession fresh
        $session | Should -BeOfType BashTool.BashSession
        $session.Name | Should -Be 'fresh'
        $session.Id | Should -BeGreaterThan 0
        "$($session.State)" | Should -Be 'Available'
        $session.CallCount | Should -Be 0
        $session.LastExitCode | Should -BeNullOrEmpty
        Remove-BashSession $session
    }

    It 'makes up a name' {
        $session = New-BashSession
        $session.Name | Should -Be "Bash$($session.Id)"
        Remove-BashSession $session
    }

    It 'refuses a name that is taken' {
        $session = New-BashSession taken
        { New-BashSession taken } | Should -Throw -ErrorId 'SessionExists,BashTool.PowerShell.Cmdlets.NewBashSessionCmdlet'
        Remove-BashSession $session
    }

    Context 'what lives from call to call' {
        BeforeAll {
            $session = New-BashSession lives
        }

        AfterAll {
            Remove-BashSession lives
        }

        It 'keeps variables' {
            Invoke-Bash 'x=5; a=(1 2 3); declare -A m=([k]=v)' -Session lives
            Invoke-Bash 'echo $x ${#a[@]} ${m[k]}' -Session lives | Should -Be '5 3 v'
        }

        It 'keeps functions and aliases' {
            Invoke-Bash 'f() { echo "f $1"; }; shopt -s expand_aliases; alias g="echo g"' -Session lives
            Invoke-Bash 'f 1; g' -Session lives | Should -Be 'f 1', 'g'
        }

        It 'keeps the working directory' {
            Invoke-Bash 'cd /usr' -Session lives
            Invoke-Bash 'pwd' -Session lives | Should -Be '/usr'
            $session.WorkingDirectory | Should -Be '/usr'
        }

        It 'keeps options' {
            Invoke-Bash 'set -o noglob; shopt -s nullglob' -Session lives
            Invoke-Bash 'echo *; set +o noglob' -Session lives | Should -Be '*'
        }

        It 'keeps open descriptors' {
            Invoke-Bash 'exec 5<<< "from before"' -Session lives
            Invoke-Bash 'read -u 5 line; echo "$line"' -Session lives | Should -Be 'from before'
        }

        It 'keeps positional parameters, and takes new ones' {
            Invoke-Bash 'set -- a b' -Session lives
            Invoke-Bash 'echo $#' -Session lives | Should -Be 2
            Invoke-Bash 'echo $1' -Session lives -ArgumentList z | Should -Be 'z'
        }

        It 'keeps the last status' {
            Invoke-Bash '(exit 7)' -Session lives
            Invoke-Bash 'echo $?' -Session lives | Should -Be 7
        }

        It 'counts its calls and remembers the status' {
            $before = $session.CallCount
            Invoke-Bash 'false' -Session lives
            $session.CallCount | Should -Be ($before + 1)
            $session.LastExitCode | Should -Be 1
        }

        It 'lets jobs run on, and shows their output in a later call' {
            Invoke-Bash '{ sleep 0.2; echo late; } & echo now' -Session lives | Should -Be 'now'
            Invoke-Bash 'wait' -Session lives | Should -Contain 'late'
        }

        It 'exports variables for good with -Environment' {
            Invoke-Bash ':' -Session lives -Environment @{ NEWONE = 'n' }
            Invoke-Bash 'printenv NEWONE' -Session lives | Should -Be 'n'
        }

        It 'runs a file in the session' {
            Set-Content TestDrive:/lib.sh 'fromfile=yes'
            Invoke-Bash -File TestDrive:/lib.sh -Session lives
            Invoke-Bash 'echo $fromfile' -Session lives | Should -Be 'yes'
        }

        It 'is as it was after a syntax error' {
            { Invoke-Bash 'if' -Session lives } | Should -Throw
            Invoke-Bash 'echo $x' -Session lives | Should -Be 5
        }

        It 'is as it was after a pipeline that was cut short' {
            Invoke-Bash 'while :; do echo y; done' -Session lives | Select-Object -First 1 | Should -Be 'y'
            Invoke-Bash 'echo $x' -Session lives | Should -Be 5
        }

        It 'is named by itself, its name and its number' {
            Invoke-Bash 'echo $x' -Session $session | Should -Be 5
            Invoke-Bash 'echo $x' -Session 'lives' | Should -Be 5
            Invoke-Bash 'echo $x' -Session $session.Id | Should -Be 5
        }

        It 'takes standard input' {
            'line' | Invoke-Bash 'read var' -Session lives
            Invoke-Bash 'echo $var' -Session lives | Should -Be 'line'
        }
    }

    Context 'the end' {
        It 'closes with exit' {
            $session = New-BashSession
            Invoke-Bash 'trap "echo bye" EXIT; exit 3' -Session $session | Should -Be 'bye'
            $LASTEXITCODE | Should -Be 3
            "$($session.State)" | Should -Be 'Closed'
        }

        It 'refuses a closed session, and leaves others usable' {
            $session = New-BashSession
            Remove-BashSession $session
            $problem = $null
            try { Invoke-Bash 'echo x' -Session $session } catch { $problem = $_ }
            $problem.FullyQualifiedErrorId | Should -Be 'SessionClosed,BashTool.PowerShell.Cmdlets.InvokeBashCmdlet'
            $problem.CategoryInfo.Category | Should -Be 'ResourceUnavailable'
            Invoke-Bash 'echo fine' | Should -Be 'fine'
        }

        It 'refuses a session that there is not' {
            { Invoke-Bash 'echo' -Session nobody } | Should -Throw "*no bash session named 'nobody'*"
        }

        It 'does not end with set -e and no failure' {
            $session = New-BashSession
            Invoke-Bash 'set -e; true' -Session $session
            "$($session.State)" | Should -Be 'Available'
            Invoke-Bash 'false; echo never' -Session $session | Should -BeNullOrEmpty
            "$($session.State)" | Should -Be 'Closed'
        }
    }

    Context 'concurrent use' {
        It 'refuses a second call while one runs' {
            $session = New-BashSession busy
            $problem = Invoke-Bash 'echo started; sleep 0.05; echo ended' -Session busy | ForEach-Object {
                if ($_ -eq 'started') {
                    "$((Get-BashSession busy).State)"
                    try { Invoke-Bash 'echo second' -Session busy } catch { $_.FullyQualifiedErrorId; $_.CategoryInfo.Category }
                }
            }
            $problem | Should -Be 'Busy', 'SessionBusy,BashTool.PowerShell.Cmdlets.InvokeBashCmdlet', 'ResourceBusy'
            Invoke-Bash 'echo after' -Session busy | Should -Be 'after'
            Remove-BashSession busy
        }
    }

    Context 'parameters' {
        It 'takes no parameter in a call that belongs to the session: <_>' -ForEach @('Workspace', 'Sandbox', 'WorkingDirectory', 'Policy', 'Strategy') {
            $session = New-BashSession
            $value = @{ Workspace = "$TestDrive"; Sandbox = 'ReadOnly'; WorkingDirectory = "$TestDrive"; Policy = @{}; Strategy = 'Auto' }[$_]
            $splat = @{ $_ = $value }
            { Invoke-Bash 'echo' -Session $session @splat } | Should -Throw -ErrorId 'ParameterNotWithSession,BashTool.PowerShell.Cmdlets.InvokeBashCmdlet'
            Remove-BashSession $session
        }

        It 'starts with an environment' {
            $session = New-BashSession -Environment @{ ONE = '1'; HOME = $null }
            Invoke-Bash 'echo $ONE ${HOME-unset}' -Session $session | Should -Be '1 unset'
            Remove-BashSession $session
        }

        It 'is confined to a workspace' {
            $session = New-BashSession -Workspace TestDrive:/
            Invoke-Bash 'pwd; echo x > f; ls' -Session $session | Should -Be '/home/claude', 'f'
            $session.Workspace | Should -Be "$TestDrive".TrimEnd('/', '\')
            Remove-BashSession $session
        }

        It 'starts in a working directory' {
            New-Item TestDrive:/sub -ItemType Directory -Force | Out-Null
            $session = New-BashSession -WorkingDirectory TestDrive:/sub
            Invoke-Bash 'basename "$PWD"' -Session $session | Should -Be 'sub'
            Remove-BashSession $session
        }
    }

    Context 'on an overlay' {
        BeforeEach {
            Push-Location TestDrive:/
            Set-Content kept.txt 'original'
            $session = New-BashSession -Overlay
        }

        AfterEach {
            Remove-BashSession $session
            Pop-Location
        }

        It 'leaves files as they are' {
            Invoke-Bash 'echo changed > kept.txt; echo made > made.txt; cat kept.txt made.txt' -Session $session | Should -Be 'changed', 'made'
            Get-Content kept.txt | Should -Be 'original'
            Test-Path made.txt | Should -BeFalse
        }

        It 'commits' {
            Invoke-Bash 'echo made > committed.txt' -Session $session
            $session.Commit()
            Get-Content committed.txt | Should -Be 'made'
        }

        It 'discards' {
            Invoke-Bash 'echo made > kept.txt; x=1' -Session $session
            $session.Discard()
            Invoke-Bash 'cat kept.txt; echo ${x-none}' -Session $session | Should -Be 'original', 'none'
        }

        It 'goes back to a snapshot' {
            Invoke-Bash 'echo one > f1' -Session $session
            $snapshot = $session.TakeSnapshot('first')
            Invoke-Bash 'echo two > f1; v=2' -Session $session
            $session.Restore($snapshot)
            Invoke-Bash 'cat f1; echo ${v-none}' -Session $session | Should -Be 'one', 'none'
        }

        It 'says that it is one' {
            $session.IsOverlay | Should -BeTrue
        }

        It 'tries out what would happen with -WhatIf' {
            $simulation = Invoke-Bash 'rm kept.txt' -Session $session -WhatIf
            $simulation.Changes | ForEach-Object { "$($_.Kind)" } | Should -Contain 'Removed'
            Invoke-Bash 'cat kept.txt' -Session $session | Should -Be 'original'
        }
    }

    Context 'test mode' {
        It 'answers with <Name>' -ForEach @(
            @{ Name = 'a text'; Answer = 'hello'; Expected = 'hello' }
            @{ Name = 'several lines'; Answer = 'a', 'b'; Expected = 'a', 'b' }
            @{ Name = 'a hashtable'; Answer = @{ Output = 'x'; ExitCode = 3 }; Expected = 'x' }
            @{ Name = 'a script block'; Answer = { "got $args" }; Expected = 'got 1 2' }
        ) {
            $session = New-BashSession -TestMode -Answer @{ 'some-program' = $Answer }
            Invoke-Bash 'some-program 1 2' -Session $session | Should -Be $Expected
            Remove-BashSession $session
        }

        It 'gives a status' {
            $session = New-BashSession -TestMode -Answer @{ tool = 4; other = @{ ExitCode = 5; Error = 'bad' } }
            Invoke-Bash 'tool; echo $?; other 2>&1; echo $?' -Session $session | Should -Be '4', 'bad', '5'
            Remove-BashSession $session
        }

        It 'records what would have been started' {
            $session = New-BashSession -TestMode
            Invoke-Bash 'docker run -it x; echo input | kubectl apply -f -' -Session $session
            $session.Started.Name | Should -Be 'docker', 'kubectl'
            $session.Started[0].Arguments | Should -Be 'run', '-it', 'x'
            Remove-BashSession $session
        }

        It 'answers for a subcommand' {
            $session = New-BashSession -TestMode -Answer @{ git = 'any'; 'git status' = 'clean' }
            Invoke-Bash 'git status; git log' -Session $session | Should -Be 'clean', 'any'
            Remove-BashSession $session
        }

        It 'goes before a command of our own' {
            $session = New-BashSession -TestMode -Answer @{ uname = 'Mock' }
            Invoke-Bash 'uname' -Session $session | Should -Be 'Mock'
            Remove-BashSession $session
        }

        It 'takes answers in test mode alone' {
            { New-BashSession -Answer @{ git = 1 } } | Should -Throw -ErrorId 'AnswerWithoutTestMode,BashTool.PowerShell.Cmdlets.NewBashSessionCmdlet'
        }
    }
}
