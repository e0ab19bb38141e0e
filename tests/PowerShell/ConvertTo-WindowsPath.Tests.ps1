BeforeAll {
    . $PSScriptRoot/Module.ps1
}

Describe 'ConvertTo-WindowsPath' {
    It 'writes <Path> as <Expected>' -ForEach @(
        @{ Path = '/c/x/y.txt'; Expected = 'C:\x\y.txt' }
        @{ Path = '/c'; Expected = 'C:\' }
        @{ Path = '/mnt/c/x'; Expected = 'C:\x' }
        @{ Path = '/cygdrive/d/x'; Expected = 'D:\x' }
        @{ Path = 'C:/x/y'; Expected = 'C:\x\y' }
        @{ Path = 'c:\x\..\y'; Expected = 'C:\y' }
        @{ Path = '//server/share/x'; Expected = '\\server\share\x' }
        @{ Path = '\\server\share\x'; Expected = '\\server\share\x' }
        @{ Path = 'a/b/c.txt'; Expected = 'a\b\c.txt' }
        @{ Path = '../a'; Expected = '..\a' }
        @{ Path = 'file:///c:/x%20y'; Expected = 'C:\x y' }
        @{ Path = '/c/x/../y'; Expected = 'C:\y' }
        @{ Path = '/home/anna/x'; Expected = 'C:\Users\anna\x' }
    ) {
        ConvertTo-WindowsPath $Path | Should -BeExactly $Expected
    }

    It 'writes <Path> of a workspace as <Expected>' -ForEach @(
        @{ Path = '/home/claude/a/b'; Expected = 'D:\ws\claude\a\b' }
        @{ Path = '~/a'; Expected = 'D:\ws\claude\a' }
        @{ Path = '~'; Expected = 'D:\ws\claude' }
        @{ Path = '/mnt/user-data/uploads/f.csv'; Expected = 'D:\ws\uploads\f.csv' }
        @{ Path = '/mnt/user-data/outputs'; Expected = 'D:\ws\outputs' }
        @{ Path = '/home/claude/../../../etc'; Expected = $null }
        @{ Path = '~/../../x'; Expected = 'D:\ws\claude\x' }
    ) {
        ConvertTo-WindowsPath $Path -Workspace 'D:\ws' -ErrorAction SilentlyContinue | Should -BeExactly $Expected
    }

    It 'takes a workspace in Unix form' {
        ConvertTo-WindowsPath '~/a' -Workspace '/d/ws' | Should -BeExactly 'D:\ws\claude\a'
    }

    It 'refuses a workspace that is not absolute' {
        { ConvertTo-WindowsPath '~' -Workspace 'ws' } | Should -Throw -ErrorId 'WorkspaceNotAbsolute*'
    }

    It 'writes an error for <Path> and goes on' -ForEach @(
        @{ Path = '/usr/bin/x' }
        @{ Path = '/c/CON' }
        @{ Path = '/c/a:b' }
        @{ Path = '' }
        @{ Path = 'a?b' }
    ) {
        $all = ConvertTo-WindowsPath $Path, '/c/y' -ErrorAction SilentlyContinue -ErrorVariable problem
        $all | Should -Be 'C:\y'
        $problem[0].FullyQualifiedErrorId | Should -Be 'NoWindowsPath,BashTool.PowerShell.Cmdlets.ConvertToWindowsPathCmdlet'
    }

    It 'takes paths from the pipeline' {
        '/c/a', 'b/c' | ConvertTo-WindowsPath | Should -Be 'C:\a', 'b\c'
    }

    It 'converts <Text> within text' -ForEach @(
        @{ Text = 'see /c/a/b and /usr/bin'; Expected = 'see C:\a\b and /usr/bin' }
        @{ Text = 'http://c/x'; Expected = 'http://c/x' }
        @{ Text = 'PATH=/c/a:/d/b'; Expected = 'PATH=C:\a:D:\b' }
        @{ Text = 'in "/c/My Files/x".'; Expected = 'in "C:\My Files\x".' }
        @{ Text = '1/2, s/c/d/, a/c/b'; Expected = '1/2, s/c/d/, a/c/b' }
    ) {
        ConvertTo-WindowsPath $Text -InText | Should -BeExactly $Expected
    }

    It 'takes every character as it is with -Literal' {
        ConvertTo-WindowsPath '~/x' -Literal | Should -BeExactly '~\x'
        ConvertTo-WindowsPath '/c/a%20b' -Literal | Should -BeExactly 'C:\a%20b'
    }

    It 'refuses -Literal together with -InText' {
        { ConvertTo-WindowsPath '/c/x' -Literal -InText } | Should -Throw -ErrorId 'LiteralInText*'
    }

    It 'refuses what is no path at all: <_>' -ForEach @(42, 1.5) {
        ConvertTo-WindowsPath $_ -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -Be 'PathNotText,BashTool.PowerShell.Cmdlets.ConvertToWindowsPathCmdlet'
        $problem[0].CategoryInfo.Category | Should -Be 'InvalidType'
    }
}
