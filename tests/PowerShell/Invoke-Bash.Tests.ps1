BeforeAll {
    . $PSScriptRoot/Module.ps1
    $root = Resolve-Path (Join-Path $PSScriptRoot '..' '..')
    function Invoke-InNewPowerShell([string] $Text) {
        $import = "Import-Module '$(Join-Path (Get-Module BashTool).ModuleBase 'BashTool.psd1')'; "
        & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command ($import + $Text)
    }
}

Describe 'Invoke-Bash' {
    Context 'output' {
        It 'gives lines as strings without their newlines' {
            $lines = Invoke-Bash 'printf "a\nb\n"'
            $lines | Should -Be 'a', 'b'
            $lines[0] | Should -BeOfType [string]
        }

        It 'gives a last line that has no newline' {
            Invoke-Bash 'printf "a\nb"' | Should -Be 'a', 'b'
        }

        It 'gives empty lines' {
            Invoke-Bash 'printf "\n\nx\n"' | Should -Be '', '', 'x'
        }

        It 'gives nothing for no output' {
            Invoke-Bash 'true' | Should -BeNullOrEmpty
        }

        It 'reads UTF-8' {
            Invoke-Bash "printf '\xc3\xa4\xe2\x82\xac\n'" | Should -Be 'ä€'
        }

        It 'keeps bytes that are no text on their way through the pipeline' {
            Invoke-Bash "printf 'a\xffb\n'" | Invoke-Bash 'cat' -AsByteStream | Should -Be 97, 255, 98, 10
        }

        It 'streams while the command still runs' {
            $watch = [Diagnostics.Stopwatch]::StartNew()
            Invoke-Bash 'echo first; sleep 20' | Select-Object -First 1 | Should -Be 'first'
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 15
        }

        It 'ends an endless command when nobody wants more' {
            Invoke-Bash 'yes' | Select-Object -First 3 | Should -Be 'y', 'y', 'y'
            $LASTEXITCODE | Should -Be 141
        }

        It 'ends an endless loop when nobody wants more' {
            Invoke-Bash 'while :; do echo x; done' | Select-Object -First 2 | Should -Be 'x', 'x'
        }

        It 'is usable again after a pipeline was cut short' {
            $null = Invoke-Bash 'yes' | Select-Object -First 1
            Invoke-Bash 'echo fine' | Should -Be 'fine'
        }

        It 'has what a background job wrote' {
            Invoke-Bash 'sleep 0.2 && echo late & echo now' | Should -Be 'now', 'late'
        }

        It 'does not wait for a background job without its output' {
            $watch = [Diagnostics.Stopwatch]::StartNew()
            Invoke-Bash 'sleep 20 > /dev/null 2>&1 & echo now' | Should -Be 'now'
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 15
        }

        It 'gives bytes with -AsByteStream' {
            $bytes = Invoke-Bash "printf 'a\0\xff\n'" -AsByteStream
            $bytes | Should -Be 97, 0, 255, 10
            $bytes[0] | Should -BeOfType [byte]
        }

        It 'passes a large output through' {
            (Invoke-Bash 'seq 100000' | Measure-Object).Count | Should -Be 100000
        }
    }

    Context 'the pipeline of bash' {
        It 'runs <_>' -ForEach @(
            @{ Script = 'yes | head -3'; Expected = 'y', 'y', 'y' }
            @{ Script = 'printf "b\na\nb\n" | sort | uniq -c | sort -rn | head -1 | tr -s " "'; Expected = ' 2 b' }
            @{ Script = 'for i in 1 2 3; do echo $((i * i)); done'; Expected = '1', '4', '9' }
            @{ Script = 'f() { echo "<$1>"; }; f "a b"'; Expected = '<a b>' }
            @{ Script = 'cat <(echo x) - <<< y'; Expected = 'x', 'y' }
        ) {
            Invoke-Bash $Script | Should -Be $Expected
        }

        It 'prints the first lines of a file of this repository' {
            Push-Location $root
            try {
                Invoke-Bash 'sed -n 1,5p BashTool.psd1' | Should -Be (Get-Content BashTool.psd1 -TotalCount 5)
            }
            finally {
                Pop-Location
            }
        }
    }

    Context 'input' {
        It 'takes strings as lines' {
            'b', 'a' | Invoke-Bash 'sort' | Should -Be 'a', 'b'
        }

        It 'counts the numbers that have a 7' {
            1..1000 | Invoke-Bash 'grep 7 | wc -l' | Should -Be '271'
        }

        It 'takes numbers alike whatever the culture is' {
            $before = [cultureinfo]::CurrentCulture
            try {
                [cultureinfo]::CurrentCulture = [cultureinfo]::InvariantCulture.Clone()
                [cultureinfo]::CurrentCulture.NumberFormat.NumberDecimalSeparator = ','
                1.5, 2 | Invoke-Bash 'cat' | Should -Be '1.5', '2'
            }
            finally {
                [cultureinfo]::CurrentCulture = $before
            }
        }

        It 'takes bytes as bytes' {
            [byte[]](0, 255, 10) | Invoke-Bash 'wc -c' | Should -Be '3'
        }

        It 'takes a byte array as bytes' {
            , [byte[]](0, 255, 10) | Invoke-Bash 'wc -c' | Should -Be '3'
        }

        It 'takes files as their paths' {
            Set-Content TestDrive:/one.txt 'x' -NoNewline
            Get-ChildItem TestDrive:/ -Filter one.txt | Invoke-Bash 'xargs wc -c' | Should -Match '^1 .*/one\.txt$'
        }

        It 'takes directories as their paths' {
            Get-Item TestDrive:/ | Invoke-Bash 'xargs ls -d' | Should -Match '^/'
        }

        It 'takes other objects as they would be shown' {
            $shown = [pscustomobject]@{ Name = 'x'; Size = 1 } | Out-String -Stream
            $lines = [pscustomobject]@{ Name = 'x'; Size = 1 } | Invoke-Bash 'cat'
            ($lines -join "`n") | Should -Be ($shown -join "`n")
        }

        It 'takes an argument instead of the pipeline' {
            Invoke-Bash 'cat' -InputObject 'a', 'b' | Should -Be 'a', 'b'
        }

        It 'ends at once without input' {
            Invoke-Bash 'cat' | Should -BeNullOrEmpty
        }

        It 'skips what is null' {
            'a', $null, 'b' | Invoke-Bash 'cat' | Should -Be 'a', 'b'
        }

        It 'feeds and drains at once' {
            (1..50000 | Invoke-Bash 'cat' | Measure-Object).Count | Should -Be 50000
        }

        It 'does not wait for input when nobody wants more output' {
            1..100000 | Invoke-Bash 'cat' | Select-Object -First 3 | Should -Be '1', '2', '3'
        }

        It 'drops input that nobody reads' {
            1..50000 | Invoke-Bash 'head -1' | Should -Be '1'
            1..50000 | Invoke-Bash 'echo done' | Should -Be 'done'
        }

        It 'is fed by another Invoke-Bash' {
            Invoke-Bash 'seq 5' | Invoke-Bash 'tail -1' | Invoke-Bash 'cat' | Should -Be '5'
        }

        It 'is fed by a native program' -Skip:(-not $IsLinux -and -not $IsMacOS) {
            /bin/echo hello | Invoke-Bash 'tr a-z A-Z' | Should -Be 'HELLO'
        }
    }

    Context 'the script' {
        It 'takes several strings as lines' {
            Invoke-Bash 'x=1', 'echo $x' | Should -Be '1'
        }

        It 'binds arguments and never pastes them' {
            Invoke-Bash 'printf "<%s>" "$@"' -ArgumentList 'a b', '$(echo x)', '', '; echo y' | Should -Be '<a b><$(echo x)><><; echo y>'
        }

        It 'takes arguments by position' {
            Invoke-Bash 'echo $# $2' 'a', 'b' | Should -Be '2 b'
        }

        It 'runs a file with arguments' {
            Set-Content TestDrive:/s.sh 'echo "$#:$1"'
            Invoke-Bash -File TestDrive:/s.sh -ArgumentList 'a b' | Should -Be '1:a b'
        }

        It 'says that a file is not there' {
            Invoke-Bash -File TestDrive:/nosuch.sh -StandardError Output | Should -Match 'No such file'
            $LASTEXITCODE | Should -Be 127
        }

        It 'starts afresh each time' {
            Invoke-Bash 'x=1; cd /; f() { :; }; set -e'
            Invoke-Bash 'echo "[$x]"; [[ $- == *e* ]] || echo off; type f > /dev/null 2>&1 || echo none' | Should -Be '[]', 'off', 'none'
        }

        It 'runs nothing for an empty script' {
            Invoke-Bash '' | Should -BeNullOrEmpty
            $LASTEXITCODE | Should -Be 0
        }

        It 'is not deceived by quotes of PowerShell' {
            Invoke-Bash @'
echo "it's" '$HOME' \"
'@ | Should -Be "it's `$HOME `""
        }
    }

    Context 'the exit status' {
        It 'is <Status> after <Script>' -ForEach @(
            @{ Script = 'exit 3'; Status = 3 }
            @{ Script = 'true'; Status = 0 }
            @{ Script = 'false'; Status = 1 }
            @{ Script = 'nosuch 2> /dev/null'; Status = 127 }
            @{ Script = 'false | true'; Status = 0 }
            @{ Script = 'set -o pipefail; false | true'; Status = 1 }
            @{ Script = 'exit 259'; Status = 3 }
        ) {
            Invoke-Bash $Script
            $LASTEXITCODE | Should -Be $Status
        }

        It 'leaves $? true' {
            Invoke-Bash 'exit 3'
            $? | Should -BeTrue
        }

        It 'is an error record with -ErrorOnNonZero' {
            Invoke-Bash 'echo x; exit 3' -ErrorOnNonZero -ErrorAction SilentlyContinue -ErrorVariable problem | Should -Be 'x'
            $problem[0].FullyQualifiedErrorId | Should -Be 'BashExitStatus,BashTool.PowerShell.Cmdlets.InvokeBashCmdlet'
            $problem[0].TargetObject | Should -Be 3
            $LASTEXITCODE | Should -Be 3
        }

        It 'is no error record with -ErrorOnNonZero and status 0' {
            Invoke-Bash 'true' -ErrorOnNonZero -ErrorVariable problem
            $problem | Should -BeNullOrEmpty
        }

        It 'is 2 after a syntax error, which is a terminating error with the message of bash and its place' {
            $lines = @()
            $problem = $null
            try { Invoke-Bash "echo a`nif" -OutVariable lines } catch { $problem = $_ }
            $lines | Should -Be 'a'
            $problem.FullyQualifiedErrorId | Should -Be 'BashSyntaxError,BashTool.PowerShell.Cmdlets.InvokeBashCmdlet'
            $problem.CategoryInfo.Category | Should -Be 'ParserError'
            $problem.Exception | Should -BeOfType BashTool.BashSyntaxException
            $problem.Exception.Message | Should -Match '^bash: -c: line \d: syntax error: unexpected end of file'
            $problem.Exception.Line | Should -BeGreaterThan 1
            $LASTEXITCODE | Should -Be 2
        }

        It 'has the place of a syntax error in the line' {
            $problem = $null
            try { Invoke-Bash 'echo a; )' } catch { $problem = $_ }
            $problem.Exception.Line | Should -Be 1
            $problem.Exception.Column | Should -Be 9
        }

        It 'has a syntax error in the result with -AsResult' {
            $result = Invoke-Bash 'if' -AsResult
            $result.ExitCode | Should -Be 2
            $result.Error | Should -Match 'syntax error'
        }

        It 'leaves the session of the caller usable after a syntax error' {
            try { Invoke-Bash 'if' } catch { }
            Invoke-Bash 'echo fine' | Should -Be 'fine'
        }
    }

    Context 'standard error' {
        It 'does not end the caller''s script by itself' {
            $ErrorActionPreference = 'Stop'
            { Invoke-Bash 'echo x >&2; echo y' } | Should -Not -Throw
            Invoke-Bash 'echo x >&2; echo y' | Should -Be 'y'
        }

        It 'goes to the host and not into the pipeline' {
            Invoke-Bash 'echo problem >&2; echo fine' 2>&1 | Should -Be 'fine'
            (Invoke-InNewPowerShell "Invoke-Bash 'echo problem >&2'" 2>&1) | Out-String | Should -Match 'problem'
        }

        It 'goes to the error stream with -StandardError Error' {
            $all = Invoke-Bash 'echo problem >&2; echo fine' -StandardError Error 2>&1
            ($all | Where-Object { $_ -is [Management.Automation.ErrorRecord] }).Exception.Message | Should -Be 'problem'
            $all | Where-Object { $_ -is [string] } | Should -Be 'fine'
        }

        It 'ends the script with -StandardError Error and Stop' {
            $ErrorActionPreference = 'Stop'
            { Invoke-Bash 'echo problem >&2' -StandardError Error } | Should -Throw 'problem'
        }

        It 'is among the output, in order, with -StandardError Output' {
            Invoke-Bash 'echo 1; echo 2 >&2; echo 3' -StandardError Output | Should -Be '1', '2', '3'
        }

        It 'is nowhere with -StandardError Discard' {
            $all = Invoke-Bash 'echo problem >&2' -StandardError Discard *>&1
            $all | Should -BeNullOrEmpty
        }
    }

    Context 'the result object' {
        It 'has everything' {
            $result = Invoke-Bash 'echo a; echo b; echo c >&2; exit 4' -AsResult -CorrelationId 'id-1'
            $result | Should -BeOfType [BashTool.BashResult]
            $result.ExitCode | Should -Be 4
            $result.Output | Should -Be "a`nb"
            $result.Error | Should -Be 'c'
            $result.Duration | Should -BeGreaterThan ([timespan]::Zero)
            $result.CorrelationId | Should -Be 'id-1'
            $result.Succeeded | Should -BeFalse
            $result.TimedOut | Should -BeFalse
            $result.GetOutputLines() | Should -Be 'a', 'b'
            $LASTEXITCODE | Should -Be 4
        }

        It 'makes an id of its own for each call' {
            $first = Invoke-Bash ':' -AsResult
            $second = Invoke-Bash ':' -AsResult
            $first.CorrelationId | Should -Not -BeNullOrEmpty
            $first.CorrelationId | Should -Not -Be $second.CorrelationId
        }

        It 'becomes JSON' {
            $object = Invoke-Bash 'echo x' -AsResult | ConvertTo-Json | ConvertFrom-Json
            $object.Output | Should -Be 'x'
            $object.ExitCode | Should -Be 0
        }

        It 'has a view' {
            $text = Invoke-Bash 'echo x' -AsResult | Out-String
            $text | Should -Match 'ExitCode\s+: 0'
            $text | Should -Not -Match 'TimedOut'
        }

        It 'does not go with -AsByteStream' {
            { Invoke-Bash ':' -AsResult -AsByteStream } | Should -Throw -ErrorId 'AmbiguousOutput,BashTool.PowerShell.Cmdlets.InvokeBashCmdlet'
        }
    }

    Context 'the surroundings' {
        It 'starts in the current location' {
            Push-Location TestDrive:/
            try {
                Invoke-Bash 'echo x > here.txt; pwd -P' | Split-Path -Leaf | Should -Be (Split-Path -Leaf (Get-PSDrive TestDrive).Root)
                'TestDrive:/here.txt' | Should -FileContentMatch 'x'
            }
            finally {
                Pop-Location
            }
        }

        It 'starts in the last directory when the location is no directory' {
            Push-Location $root
            try {
                Set-Location Env:
                Invoke-Bash 'ls BashTool.psd1' | Should -Be 'BashTool.psd1'
            }
            finally {
                Pop-Location
            }
        }

        It 'starts in -WorkingDirectory' {
            New-Item TestDrive:/sub -ItemType Directory | Out-Null
            Invoke-Bash 'pwd' -WorkingDirectory TestDrive:/sub | Should -Match '/sub$'
        }

        It 'says that -WorkingDirectory is not there' {
            { Invoke-Bash ':' -WorkingDirectory TestDrive:/nosuch } | Should -Throw -ErrorId 'WorkingDirectoryNotFound*'
            Invoke-Bash 'echo fine' | Should -Be 'fine'
        }

        It 'sees the environment of the session' {
            $env:BASHTOOL_TEST = 'a b'
            try {
                Invoke-Bash 'echo "$BASHTOOL_TEST"' | Should -Be 'a b'
            }
            finally {
                Remove-Item Env:BASHTOOL_TEST
            }

            Invoke-Bash 'echo "[$BASHTOOL_TEST]"' | Should -Be '[]'
        }

        It 'adds and takes away with -Environment' {
            Invoke-Bash 'echo "$A ${HOME-none}"; printenv A' -Environment @{ A = '1 2'; HOME = $null } | Should -Be '1 2 none', '1 2'
        }

        It 'does not change the session''s environment' {
            Invoke-Bash 'export BASHTOOL_TEST=1; cd /'
            $env:BASHTOOL_TEST | Should -BeNullOrEmpty
        }

        It 'finds its own commands whatever PATH is' {
            Invoke-Bash 'ls -d /' -Environment @{ PATH = '/usr/bin' } | Should -Be '/'
        }
    }

    Context 'time' {
        It 'ends a loop with -TimeoutSec' {
            Invoke-Bash 'while :; do :; done' -TimeoutSec 0.2 -StandardError Output | Should -Match 'limit wall-time \(0.2 s\) reached'
            $LASTEXITCODE | Should -Be 125
        }

        It 'ends a wait with -TimeoutSec and says so in the result' {
            $result = Invoke-Bash 'echo a; sleep 60' -TimeoutSec 0.2 -AsResult
            $result.TimedOut | Should -BeTrue
            $result.Output | Should -Be 'a'
            $result.ExitCode | Should -Be 125
        }

        It 'does not matter to a command that is in time' {
            Invoke-Bash 'echo a' -TimeoutSec 60 | Should -Be 'a'
            $LASTEXITCODE | Should -Be 0
        }

        It 'stops when the pipeline is stopped' {
            $shell = [powershell]::Create()
            try {
                $shell.AddScript("Import-Module '$((Get-Module BashTool).Path)'; Invoke-Bash 'while :; do :; done'") | Out-Null
                $running = $shell.BeginInvoke()
                $deadline = [DateTime]::UtcNow.AddSeconds(30)
                while ($shell.InvocationStateInfo.State -ne 'Running' -and [DateTime]::UtcNow -lt $deadline) { }
                $stopping = $shell.BeginStop($null, $null)
                $stopping.AsyncWaitHandle.WaitOne(30000) | Should -BeTrue
                $shell.InvocationStateInfo.State | Should -Be 'Stopped'
                $running.IsCompleted | Should -BeTrue
            }
            finally {
                $shell.Dispose()
            }
        }
    }

    Context 'the sandbox' {
        It 'lets a session read what the user may read' {
            Set-Content TestDrive:/read.txt 'text'
            $file = (Get-Item TestDrive:/read.txt).FullName.Replace('\', '/')
            Invoke-Bash "cat '$file'" -WorkingDirectory $root | Should -Be 'text'
        }

        It 'lets a session write in the current tree alone' -Skip:$IsWindows {
            New-Item TestDrive:/tree -ItemType Directory | Out-Null
            Invoke-Bash 'echo x > a; cat a' -WorkingDirectory TestDrive:/tree | Should -Be 'x'
            Invoke-Bash 'echo x > /usr/a' -WorkingDirectory TestDrive:/tree -StandardError Output | Should -Match '/usr/a: .*BT-FS-002'
            $LASTEXITCODE | Should -Be 1
        }

        It 'lets nothing be written with -Sandbox ReadOnly' {
            Invoke-Bash 'echo x > b' -WorkingDirectory TestDrive:/ -Sandbox ReadOnly -StandardError Output | Should -Match 'BT-FS-003'
            $LASTEXITCODE | Should -Be 1
            'TestDrive:/b' | Should -Not -Exist
        }

        It 'hides everything outside a workspace' {
            New-Item TestDrive:/ws -ItemType Directory -Force | Out-Null
            Invoke-Bash 'pwd; echo x > a; cat a' -Workspace TestDrive:/ws | Should -Be '/home/claude', 'x'
            'TestDrive:/ws/claude/a' | Should -FileContentMatch 'x'
            $secret = (Get-Item $root).FullName.Replace('\', '/') + '/BashTool.psd1'
            Invoke-Bash "cat '$secret'" -Workspace TestDrive:/ws -StandardError Output | Should -Match 'BT-FS-001|No such file'
            $LASTEXITCODE | Should -Be 1
            Invoke-Bash 'cat ../../../../etc/shadow; echo x > /etc/x' -Workspace TestDrive:/ws -StandardError Discard
            $LASTEXITCODE | Should -Be 1
        }

        It 'shows no variables of the session in a workspace' {
            $env:BASHTOOL_SECRET = 'secret'
            try {
                New-Item TestDrive:/ws -ItemType Directory -Force | Out-Null
                Invoke-Bash 'env' -Workspace TestDrive:/ws | Should -Not -Match 'secret'
            }
            finally {
                Remove-Item Env:BASHTOOL_SECRET
            }
        }

        It 'starts in a directory of the workspace' {
            New-Item TestDrive:/ws/claude/sub -ItemType Directory -Force | Out-Null
            Invoke-Bash 'pwd' -Workspace TestDrive:/ws -WorkingDirectory /home/claude/sub | Should -Be '/home/claude/sub'
            { Invoke-Bash 'pwd' -Workspace TestDrive:/ws -WorkingDirectory /home/claude/nosuch } | Should -Throw -ErrorId 'WorkingDirectoryNotFound*'
        }

        It 'notices that a workspace was replaced by another of its name' {
            New-Item TestDrive:/again -ItemType Directory | Out-Null
            Invoke-Bash 'echo 1 > a' -Workspace TestDrive:/again
            Remove-Item TestDrive:/again -Recurse -Force
            New-Item TestDrive:/again -ItemType Directory | Out-Null
            Invoke-Bash 'ls; echo 2 > b' -Workspace TestDrive:/again | Should -BeNullOrEmpty
            'TestDrive:/again/claude/b' | Should -Exist
        }

        It 'starts no native program in a workspace' {
            New-Item TestDrive:/ws -ItemType Directory -Force | Out-Null
            Invoke-Bash 'pwsh -v' -Workspace TestDrive:/ws -StandardError Discard | Should -BeNullOrEmpty
            $LASTEXITCODE | Should -BeIn 126, 127
        }

        It 'says that a workspace is not there' {
            { Invoke-Bash ':' -Workspace TestDrive:/nosuch } | Should -Throw -ErrorId 'WorkspaceNotFound*'
        }

        It 'refuses a workspace that the profile does not use' {
            { Invoke-Bash ':' -Workspace TestDrive:/ -Sandbox None } | Should -Throw -ErrorId 'WorkspaceNotUsed*'
        }

        It 'refuses a profile that there is not' {
            { Invoke-Bash ':' -Sandbox Nonsense } | Should -Throw -ErrorId 'CannotConvertArgumentNoMessage*'
        }
    }

    Context 'other sessions' {
        It 'works in <_>' -ForEach 'Start-ThreadJob', 'Start-Job' {
            if (-not (Get-Command $_ -ErrorAction Ignore)) {
                Set-ItResult -Skipped -Because "there is no $_"
                return
            }

            $job = & $_ -ArgumentList (Get-Module BashTool).Path -ScriptBlock {
                param($module)
                Import-Module $module
                Invoke-Bash 'echo x; echo problem >&2; exit 3' -AsResult
            }
            $result = $job | Wait-Job -Timeout 60 | Receive-Job
            $job | Remove-Job -Force
            $result.Output | Should -Be 'x'
            $result.ExitCode | Should -Be 3
        }

        It 'works in parallel' {
            $path = Join-Path (Get-Module BashTool).ModuleBase 'BashTool.psd1'
            $sums = 1..8 | ForEach-Object -Parallel {
                Import-Module $using:path
                Invoke-Bash "seq $_ | tail -1" -WorkingDirectory ([IO.Path]::GetTempPath())
            } -ThrottleLimit 4
            $sums | Sort-Object { [int]$_ } | Should -Be (1..8 | ForEach-Object { "$_" })
        }

        It 'works as ibash' {
            ibash 'echo x' | Should -Be 'x'
        }

        It 'starts no process' -Skip:(-not $IsLinux) {
            $before = (Get-ChildItem "/proc/$PID/task" | ForEach-Object { Get-Content "$($_.FullName)/children" -Raw }) -join ''
            Invoke-Bash 'seq 3 | cat; ls / > /dev/null; (exit 3)' | Should -Be '1', '2', '3'
            $after = (Get-ChildItem "/proc/$PID/task" | ForEach-Object { Get-Content "$($_.FullName)/children" -Raw }) -join ''
            $after | Should -Be $before
        }
    }
}
