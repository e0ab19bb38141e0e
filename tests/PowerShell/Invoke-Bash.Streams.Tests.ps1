BeforeAll {
    . $PSScriptRoot/Module.ps1
}

Describe 'Invoke-Bash and the streams' {
    Context '-PassThru' {
        It 'passes the input on, and the output goes to the information stream' {
            1..3 | Invoke-Bash 'wc -l' -PassThru -InformationVariable said | Should -Be 1, 2, 3
            $said.MessageData | Should -Be 3
            $said[0].Tags | Should -Contain 'BashStandardOutput'
        }

        It 'passes objects on as they are' {
            $item = Get-Item $PSScriptRoot | Invoke-Bash 'cat > /dev/null' -PassThru
            $item | Should -BeOfType IO.DirectoryInfo
        }
    }

    Context '-InputAs Json' {
        It 'gives a line for an object' {
            [pscustomobject]@{ a = 1; b = 'x"y'; c = $null; d = $true; e = 1.5 } | Invoke-Bash 'cat' -InputAs Json | Should -Be '{"a":1,"b":"x\u0022y","c":null,"d":true,"e":1.5}'
        }

        It 'gives nested objects, lists and hashtables' {
            @{ list = 1, 2; inner = @{ k = 'v' } } | Invoke-Bash 'cat' -InputAs Json | ConvertFrom-Json | ForEach-Object { "$($_.list[1]) $($_.inner.k)" } | Should -Be '2 v'
        }

        It 'gives text as text' {
            'plain' | Invoke-Bash 'cat' -InputAs Json | Should -Be 'plain'
        }

        It 'gives dates as ISO 8601' {
            [pscustomobject]@{ t = [datetime]::new(2024, 1, 2, 3, 4, 5, [DateTimeKind]::Utc) } | Invoke-Bash 'cat' -InputAs Json | Should -Be '{"t":"2024-01-02T03:04:05Z"}'
        }

        It 'comes back as it went' {
            $back = [pscustomobject]@{ n = 5; s = 'ä€' } | Invoke-Bash 'cat' -InputAs Json | Invoke-Bash 'cat' -AsObject
            $back.n | Should -Be 5
            $back.s | Should -Be 'ä€'
        }
    }

    Context 'verbose and debug' {
        It 'explains the strategy and the place' {
            $text = Invoke-Bash 'ls | wc -l' -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] } | Out-String
            $text | Should -Match 'Sandbox Session'
            $text | Should -Match 'Strategy InProcess'
            $text | Should -Match 'wc: InProcess'
        }

        It 'says nothing without -Verbose' {
            Invoke-Bash 'true' 4>&1 | Should -BeNullOrEmpty
        }

        It 'says how it ended in the debug stream' {
            $DebugPreference = 'Continue'
            Invoke-Bash 'exit 3' 5>&1 | Out-String | Should -Match 'Exit status 3'
        }
    }

    Context 'progress' {
        It 'is shown for what takes longer than a second' {
            $shell = [powershell]::Create()
            $path = Join-Path (Get-Module BashTool).ModuleBase 'BashTool.psd1'
            $shell.AddScript("Import-Module '$path'; Invoke-Bash 'echo a; sleep 1.3; echo b'").Invoke() | Should -Be 'a', 'b'
            $shell.Streams.Progress.Count | Should -BeGreaterThan 0
            $shell.Streams.Progress[0].Activity | Should -Be 'bash'
            "$($shell.Streams.Progress[-1].RecordType)" | Should -Be 'Completed'
            $shell.Dispose()
        }

        It 'is not shown for what does not' {
            $shell = [powershell]::Create()
            $path = Join-Path (Get-Module BashTool).ModuleBase 'BashTool.psd1'
            $shell.AddScript("Import-Module '$path'; Invoke-Bash 'echo a'").Invoke() | Should -Be 'a'
            $shell.Streams.Progress.Count | Should -Be 0
            $shell.Dispose()
        }
    }

    Context 'the result' {
        It 'has <Property>' -ForEach @(
            @{ Property = 'Command'; Expected = 'echo out; echo err >&2; exit 3' }
            @{ Property = 'ExitCode'; Expected = 3 }
            @{ Property = 'Output'; Expected = 'out' }
            @{ Property = 'Error'; Expected = 'err' }
            @{ Property = 'Succeeded'; Expected = $false }
            @{ Property = 'TimedOut'; Expected = $false }
            @{ Property = 'OutputTruncated'; Expected = $false }
            @{ Property = 'ErrorTruncated'; Expected = $false }
            @{ Property = 'CorrelationId'; Expected = 'id-1' }
            @{ Property = 'Session'; Expected = $null }
            @{ Property = 'Limit'; Expected = $null }
        ) {
            (Invoke-Bash 'echo out; echo err >&2; exit 3' -AsResult -CorrelationId 'id-1').$Property | Should -Be $Expected
        }

        It 'has the strategy, the duration and the place' {
            $result = Invoke-Bash 'cd /' -AsResult
            "$($result.Strategy)" | Should -Not -BeNullOrEmpty
            $result.Duration | Should -BeOfType timespan
            $result.WorkingDirectory | Should -Be '/'
        }

        It 'is cut off where it is too large, and says so' {
            $result = Invoke-Bash 'seq 10000; seq 5000 >&2' -AsResult -MaxOutputBytes 100
            $result.OutputTruncated | Should -BeTrue
            $result.ErrorTruncated | Should -BeTrue
            $result.Output.Length | Should -BeLessOrEqual 100
            $result.ExitCode | Should -Be 0
        }

        It 'has the limit that was reached' {
            $result = Invoke-Bash 'while :; do :; done' -Policy @{ limits = @{ loopIterations = 1000 } } -AsResult
            $result.ExitCode | Should -Be 125
            $result.Limit.Code | Should -Match '^BT-LIM-\d{3}$'
            $result.Limit.Value | Should -Be 1000
            $result.Error | Should -Match 'limit loop iterations \(1000\) reached'
        }

        It 'has the time limit' {
            $result = Invoke-Bash 'sleep 20' -TimeoutSec 0.1 -AsResult
            $result.TimedOut | Should -BeTrue
            $result.Limit.Code | Should -Be 'BT-LIM-001'
        }

        It 'has the name of the session' {
            $session = New-BashSession resultsession
            (Invoke-Bash 'true' -Session $session -AsResult).Session | Should -Be 'resultsession'
            Remove-BashSession $session
        }
    }

    Context 'policies' {
        It 'reads a file' {
            Set-Content TestDrive:/policy.json '{ "commands": { "denied": ["rev"] } }'
            Invoke-Bash 'echo x | rev' -Policy TestDrive:/policy.json -StandardError Output | Should -Match 'BT-'
        }

        It 'takes a hashtable' {
            Invoke-Bash 'echo x | rev' -Policy @{ commands = @{ denied = @('rev') } } -StandardError Output | Should -Match 'BT-'
        }

        It 'takes an object' {
            $policy = [BashTool.Core.Sandbox.SandboxPolicy]::new()
            Invoke-Bash 'echo fine' -Policy $policy | Should -Be 'fine'
        }

        It 'writes an error for a file that there is not' {
            $problem = $null
            try { Invoke-Bash 'echo' -Policy TestDrive:/none.json } catch { $problem = $_ }
            $problem.FullyQualifiedErrorId | Should -Be 'PolicyNotFound,BashTool.PowerShell.Cmdlets.InvokeBashCmdlet'
            $problem.CategoryInfo.Category | Should -Be 'ObjectNotFound'
        }

        It 'writes an error for a policy that is wrong: <_>' -ForEach @('{ "bogus": 1 }', 'no json', '{ "limits": { "nothing": 1 } }') {
            Set-Content TestDrive:/wrong.json $_
            $problem = $null
            try { Invoke-Bash 'echo' -Policy TestDrive:/wrong.json } catch { $problem = $_ }
            $problem.FullyQualifiedErrorId | Should -Be 'PolicyNotValid,BashTool.PowerShell.Cmdlets.InvokeBashCmdlet'
            $problem.CategoryInfo.Category | Should -Be 'InvalidData'
            Invoke-Bash 'echo usable' | Should -Be 'usable'
        }

        It 'writes an error for what is no policy' {
            { Invoke-Bash 'echo' -Policy 42 } | Should -Throw -ErrorId 'PolicyNotValid,BashTool.PowerShell.Cmdlets.InvokeBashCmdlet'
        }
    }

    Context 'bad input' {
        It 'refuses a path that is no path: -<_> 42' -ForEach @('Workspace', 'WorkingDirectory', 'File') {
            $splat = @{ $_ = 42 }
            if ($_ -ne 'File') { $splat.Command = 'echo' }
            $problem = $null
            try { Invoke-Bash @splat } catch { $problem = $_ }
            $problem.FullyQualifiedErrorId | Should -Be 'ParameterArgumentTransformationError,BashTool.PowerShell.Cmdlets.InvokeBashCmdlet'
            $problem.CategoryInfo.Category | Should -Be 'InvalidData'
            "$problem" | Should -Match 'A path is a string or a file object'
        }

        It 'takes a file object for a path' {
            New-Item TestDrive:/wsobject -ItemType Directory -Force | Out-Null
            Invoke-Bash 'pwd' -Workspace (Get-Item TestDrive:/wsobject) | Should -Be '/home/claude'
        }

        It 'refuses a strategy that there is not' {
            { Invoke-Bash 'echo' -Strategy Bogus } | Should -Throw -ErrorId 'CannotConvertArgumentNoMessage,BashTool.PowerShell.Cmdlets.InvokeBashCmdlet'
        }

        It 'refuses two forms of output at once' {
            { Invoke-Bash 'echo' -AsResult -AsObject } | Should -Throw -ErrorId 'AmbiguousOutput,BashTool.PowerShell.Cmdlets.InvokeBashCmdlet'
        }
    }

    Context 'scripts on the caller''s own thread' {
        It 'gives the same as on another: <_>' -ForEach @('echo a; echo b', 'for i in 1 2 3; do printf "%s\n" $i; done', 'x=5; [ $x -gt 3 ] && echo yes || echo no', '(exit 3)', 'echo "$(echo inner)"') {
            $session = New-BashSession
            $there = Invoke-Bash $_ -Session $session
            Remove-BashSession $session
            Invoke-Bash $_ | Should -Be $there
        }

        It 'ends when nobody wants more' {
            Invoke-Bash 'while :; do echo y; done' | Select-Object -First 2 | Should -Be 'y', 'y'
            $LASTEXITCODE | Should -Be 141
        }

        It 'passes an exception of the pipeline on' {
            { Invoke-Bash 'echo a; echo b' | ForEach-Object { throw 'downstream' } } | Should -Throw 'downstream'
            Invoke-Bash 'echo fine' | Should -Be 'fine'
        }

        It 'passes a large output on' {
            (Invoke-Bash 'for ((i = 0; i < 50000; i++)); do echo "line $i"; done' | Measure-Object).Count | Should -Be 50000
        }

        It 'heeds the time limit' {
            Invoke-Bash 'while :; do :; done' -TimeoutSec 0.2 -StandardError Discard
            $LASTEXITCODE | Should -Be 125
        }
    }
}
