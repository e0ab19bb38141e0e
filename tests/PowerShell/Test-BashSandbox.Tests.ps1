BeforeAll {
    . $PSScriptRoot/Module.ps1
}

Describe 'Test-BashSandbox' {
    It 'finds what leaves the workspace' {
        $all = Test-BashSandbox "ls`necho x > /etc/passwd" -Workspace TestDrive:/
        $all | Should -HaveCount 2
        $finding = $all[0]
        $finding | Should -BeOfType [BashTool.Core.Planning.SandboxFinding]
        $finding.Code | Should -Be 'BT-FS-001'
        $finding.Severity | Should -Be 'Error'
        $finding.Subject | Should -Be '/etc/passwd'
        $finding.Line | Should -Be 2
        $finding.Column | Should -Be 8
        $finding.Reason | Should -Not -BeNullOrEmpty
        $finding.Remedy | Should -Not -BeNullOrEmpty
        $all[1].IsAllowed | Should -BeFalse
    }

    It 'ends with a verdict' {
        $verdict = Test-BashSandbox 'echo x > f' -Workspace TestDrive:/
        $verdict | Should -BeOfType [BashTool.Core.Planning.SandboxVerdict]
        $verdict.IsAllowed | Should -BeTrue
        $verdict.Profile | Should -Be 'Workspace'
    }

    It 'answers <Expected> with -Quiet for <Command>' -ForEach @(
        @{ Command = 'echo x > f'; Expected = $true }
        @{ Command = 'rm -rf /usr'; Expected = $false }
        @{ Command = 'cd /etc && rm x'; Expected = $false }
        @{ Command = 'sed -i s/a/b/ /etc/hosts'; Expected = $false }
        @{ Command = 'echo "> /etc/x"'; Expected = $true }
        @{ Command = 'git push'; Expected = $false }
        @{ Command = 'if'; Expected = $false }
    ) {
        Test-BashSandbox $Command -Workspace TestDrive:/ -Quiet | Should -BeExactly $Expected
    }

    It 'knows the profiles' {
        Test-BashSandbox 'touch /usr/x' -Sandbox None -Quiet | Should -BeTrue
        Test-BashSandbox 'touch x' -Sandbox ReadOnly -Quiet | Should -BeFalse
    }

    It 'knows the current tree of a session' -Skip:$IsWindows {
        Test-BashSandbox 'touch x' -WorkingDirectory TestDrive:/ -Quiet | Should -BeTrue
        (Test-BashSandbox 'touch /usr/x' -WorkingDirectory TestDrive:/)[0].Code | Should -Be 'BT-FS-002'
    }

    It 'warns of commands that there are not' {
        $finding = (Test-BashSandbox 'no-such-command-here')[0]
        $finding.Code | Should -Be 'BT-PL-001'
        $finding.Severity | Should -Be 'Warning'
    }

    It 'reads a file' {
        Set-Content TestDrive:/s.sh "echo`nrm /etc/x"
        (Test-BashSandbox -File TestDrive:/s.sh -Workspace TestDrive:/)[0].Line | Should -Be 2
        { Test-BashSandbox -File TestDrive:/nosuch.sh } | Should -Throw -ErrorId 'ScriptNotRead*'
    }

    It 'takes commands from the pipeline' {
        'ls', 'rm /etc/x' | Test-BashSandbox -Workspace TestDrive:/ -Quiet | Should -Be $true, $false
    }

    It 'runs nothing' {
        Test-BashSandbox 'touch made' -WorkingDirectory TestDrive:/ -Quiet | Should -BeTrue
        'TestDrive:/made' | Should -Not -Exist
    }

    It 'has a view' {
        $text = Test-BashSandbox 'echo x > /etc/passwd' -Workspace TestDrive:/ | Out-String -Width 200
        $text | Should -Match '1:8\s+Error\s+BT-FS-001'
        $text | Should -Match 'Workspace: refused, 1 finding'
    }

    It 'holds a command against the sandbox of a session' {
        $session = New-BashSession -Sandbox ReadOnly
        Test-BashSandbox 'touch a' -Session $session -Quiet | Should -BeFalse
        Test-BashSandbox 'cat a' -Session $session -Quiet | Should -BeTrue
        Remove-BashSession $session
    }

    It 'looks through the functions and traps of a session' {
        $session = New-BashSession -Sandbox ReadOnly
        Invoke-Bash 'f() { rm /etc/hosts; }; trap "touch /etc/trapped" EXIT' -Session $session
        $findings = Test-BashSandbox -Session $session | Where-Object Code
        $findings.Subject | Should -Contain '/etc/hosts'
        $findings.Subject | Should -Contain '/etc/trapped'
        Invoke-Bash 'trap - EXIT' -Session $session
        Remove-BashSession $session
    }

    It 'refuses a closed session' {
        $session = New-BashSession
        Remove-BashSession $session
        { Test-BashSandbox 'ls' -Session $session } | Should -Throw -ErrorId 'SessionClosed*'
    }

    It 'heeds a policy' {
        Test-BashSandbox 'rev x' -Policy @{ commands = @{ denied = @('rev') } } -Quiet | Should -BeFalse
    }
}
