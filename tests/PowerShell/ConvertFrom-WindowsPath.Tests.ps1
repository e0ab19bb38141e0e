BeforeAll {
    . $PSScriptRoot/Module.ps1
}

Describe 'ConvertFrom-WindowsPath' {
    It 'converts <Path> to <Expected>' -ForEach @(
        @{ Path = 'C:\x\y'; Expected = '/c/x/y' }
        @{ Path = 'c:/x/y'; Expected = '/c/x/y' }
        @{ Path = 'D:\'; Expected = '/d/' }
        @{ Path = 'C:\My Files\a (1).txt'; Expected = '/c/My Files/a (1).txt' }
        @{ Path = '\\server\share\dir'; Expected = '//server/share/dir' }
        @{ Path = '\\?\C:\long'; Expected = '/c/long' }
        @{ Path = 'a\b\c'; Expected = 'a/b/c' }
        @{ Path = '..\up'; Expected = '../up' }
        @{ Path = 'file:///C:/a%20b'; Expected = '/c/a b' }
        @{ Path = '/c/already'; Expected = '/c/already' }
        @{ Path = 'C:\a\..\b'; Expected = '/c/b' }
    ) {
        (ConvertFrom-WindowsPath $Path).TrimEnd('/') | Should -BeExactly $Expected.TrimEnd('/')
    }

    It 'converts <Path> of a workspace to <Expected>' -ForEach @(
        @{ Path = 'D:\ws\claude\a.txt'; Expected = '/home/claude/a.txt' }
        @{ Path = 'D:\ws\uploads\b'; Expected = '/mnt/user-data/uploads/b' }
        @{ Path = 'd:\WS\outputs'; Expected = '/mnt/user-data/outputs' }
        @{ Path = '~\x'; Expected = '/home/claude/x' }
    ) {
        ConvertFrom-WindowsPath $Path -Workspace 'D:\ws' | Should -BeExactly $Expected
    }

    It 'refuses <Path>' -ForEach @(
        @{ Path = '' }
        @{ Path = '\\.\PhysicalDrive0' }
        @{ Path = 'C:relative' }
        @{ Path = '\rooted' }
        @{ Path = 'C:\a\CON' }
        @{ Path = 'C:\a:stream' }
    ) {
        ConvertFrom-WindowsPath $Path -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -Be 'NoVirtualPath,BashTool.PowerShell.Cmdlets.ConvertFromWindowsPathCmdlet'
        $problem[0].CategoryInfo.Category | Should -Be 'InvalidArgument'
    }

    It 'refuses what is outside of the workspace' {
        ConvertFrom-WindowsPath 'C:\elsewhere' -Workspace 'D:\ws' -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        "$($problem[0])" | Should -Match 'outside of the workspace'
    }

    It 'converts <Text> in text' -ForEach @(
        @{ Text = 'see C:\log and D:/x'; Expected = 'see /c/log and /d/x' }
        @{ Text = 'open "C:\My Files\x": no'; Expected = 'open "/c/My Files/x": no' }
        @{ Text = 'http://c/x 1/2 a:b'; Expected = 'http://c/x 1/2 a:b' }
    ) {
        ConvertFrom-WindowsPath $Text -InText | Should -BeExactly $Expected
    }

    It 'takes every character as it is with -Literal' {
        ConvertFrom-WindowsPath '~\x' -Literal | Should -BeExactly '~/x'
    }

    It 'takes paths from the pipeline and by property' {
        'C:\a', 'C:\b' | ConvertFrom-WindowsPath | Should -Be '/c/a', '/c/b'
        [pscustomobject]@{ FullName = 'C:\p' } | ConvertFrom-WindowsPath | Should -Be '/c/p'
    }

    It 'refuses what is no path at all' {
        ConvertFrom-WindowsPath 42 -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -Be 'PathNotText,BashTool.PowerShell.Cmdlets.ConvertFromWindowsPathCmdlet'
        $problem[0].CategoryInfo.Category | Should -Be 'InvalidType'
    }

    It 'goes there and back again: <_>' -ForEach @('C:\x', 'C:\a b\c.txt', '\\srv\share\x', 'rel\path') {
        ConvertTo-WindowsPath (ConvertFrom-WindowsPath $_) | Should -BeExactly $_
    }
}
