BeforeAll {
    . $PSScriptRoot/Module.ps1
    New-Item TestDrive:/d -ItemType Directory -Force | Out-Null
    Set-Content TestDrive:/a.md 'x'
    Set-Content TestDrive:/b.md 'some words here', 'and more'
    Set-Content TestDrive:/c.txt 'q'
}

Describe 'Invoke-Bash -AsObject' {
    BeforeEach {
        Push-Location TestDrive:/
    }

    AfterEach {
        Pop-Location
    }

    Context 'files' {
        It 'gives files for <_>' -ForEach @('ls', 'ls -1', 'ls -l', 'ls -la', 'find . -name "*.md"', 'find . -maxdepth 1 -ls', 'stat a.md b.md') {
            $files = Invoke-Bash $_ -AsObject
            $files.Count | Should -BeGreaterThan 1
            $files | ForEach-Object { $_.PSTypeNames[0] } | Sort-Object -Unique | Should -Be 'BashTool.Commands.Files.FileEntry'
            $file = $files | Where-Object Name -EQ 'a.md'
            $file.Size | Should -Be 2
            $file.FullName | Should -Be (Get-Item a.md).FullName
            $file.LastWriteTime | Should -BeOfType DateTimeOffset
        }

        It 'has the facts of a file' {
            $file = Invoke-Bash 'ls -l b.md' -AsObject
            $file.Size | Should -Be (Get-Item b.md).Length
            $file.Length | Should -Be $file.Size
            $file.Type | Should -Be 'Regular'
            $file.IsDirectory | Should -BeFalse
            $file.Mode | Should -BeLike '-rw*'
            $file.Path | Should -BeLike '*/b.md'
        }

        It 'knows directories' {
            (Invoke-Bash 'ls -d d' -AsObject).IsDirectory | Should -BeTrue
        }

        It 'keeps the object through <_>' -ForEach @(
            'ls -l | grep b.md', 'ls | sort -r | head -9 | grep b.md', 'ls -l | grep md | sort -k5n | tail -1', 'ls | tac | grep b.md',
            'ls | cat | grep b.md', 'ls | uniq | grep b.md', 'ls -1 | tee copy | grep b.md', 'find . -name "b.md" | cat'
        ) {
            $file = Invoke-Bash $_ -AsObject
            $file.Count | Should -Be 1
            $file.Name | Should -Be 'b.md'
            $file.Size | Should -BeGreaterThan 10
        }

        It 'sorts by what the text says, and gives objects' {
            (Invoke-Bash 'ls -l *.md *.txt | sort -k5nr | head -2' -AsObject).Name | Should -Be 'b.md', 'a.md'
        }

        It 'gives a line where a command changes it' {
            Invoke-Bash 'ls *.md | sed s/a/A/' -AsObject | Should -Be 'A.md', 'b.md'
        }

        It 'is as good as a file for PowerShell' {
            Invoke-Bash 'ls *.txt' -AsObject | Get-Content -LiteralPath { $_.FullName } | Should -Be 'q'
        }

        It 'gives objects in loops and groups' {
            (Invoke-Bash 'for f in a.md b.md; do ls $f; done; { ls c.txt; }' -AsObject).Name | Should -Be 'a.md', 'b.md', 'c.txt'
        }

        It 'gives the text that a format asks for' {
            Invoke-Bash 'stat -c %s a.md; find . -name a.md -printf "%s\n"' -AsObject | Should -Be '2', '2'
        }
    }

    Context 'other commands' {
        It 'gives disk usage' {
            $usage = Invoke-Bash 'du -ab .' -AsObject
            ($usage | Where-Object Path -EQ './b.md').Size | Should -Be (Get-Item b.md).Length
        }

        It 'gives file systems, without the header' {
            $system = Invoke-Bash 'df .' -AsObject
            $system.Count | Should -Be 1
            $system.Size | Should -BeGreaterThan 0
            $system.MountPoint | Should -Not -BeNullOrEmpty
        }

        It 'gives variables' {
            $all = Invoke-Bash 'ONE="a b" env' -AsObject
            ($all | Where-Object Name -EQ 'ONE').Value | Should -Be 'a b'
        }

        It 'gives a variable of several lines once' {
            $found = Invoke-Bash "export TWO=`$'a\nb'; env" -AsObject | Where-Object { $_.Name -eq 'TWO' }
            $found.Value | Should -Be "a`nb"
        }

        It 'gives dates' {
            $date = Invoke-Bash 'date -u -d "2024-02-28 12:00"' -AsObject
            $date | Should -BeOfType DateTimeOffset
            $date.UtcDateTime | Should -Be ([datetime]::new(2024, 2, 28, 12, 0, 0, [DateTimeKind]::Utc))
        }

        It 'gives the text of a date that was formatted' {
            Invoke-Bash 'date -u -d @0 +%Y' -AsObject | Should -Be '1970'
        }

        It 'gives counts' {
            $count = Invoke-Bash 'wc b.md' -AsObject
            $count.Lines | Should -Be 2
            $count.Words | Should -Be 5
            $count.Path | Should -Be 'b.md'
        }

        It 'gives counts of standard input, and only those asked for' {
            $count = Invoke-Bash 'wc -l < b.md' -AsObject
            $count.Lines | Should -Be 2
            $count.Words | Should -BeNullOrEmpty
            $count.Path | Should -BeNullOrEmpty
        }

        It 'gives digests with <Command>' -ForEach @(
            @{ Command = 'md5sum'; Algorithm = 'MD5' }
            @{ Command = 'sha1sum'; Algorithm = 'SHA1' }
            @{ Command = 'sha256sum'; Algorithm = 'SHA256' }
        ) {
            $digest = Invoke-Bash "$Command a.md" -AsObject
            $digest.Hash | Should -Be (Get-FileHash a.md -Algorithm $Algorithm).Hash
            $digest.Algorithm | Should -Be $Algorithm
        }

        It 'gives lines for what has no objects' {
            Invoke-Bash 'echo a; seq 2' -AsObject | Should -Be 'a', '1', '2'
        }
    }

    Context 'JSON' {
        It 'gives an object for a line' {
            $value = Invoke-Bash "echo '{`"a`": 1, `"b`": [true, null, `"x`"], `"c`": {`"d`": 1.5}}'" -AsObject
            $value.a | Should -Be 1
            $value.a | Should -BeOfType long
            $value.b[0] | Should -BeTrue
            $value.b[2] | Should -Be 'x'
            $value.c.d | Should -Be 1.5
        }

        It 'gives an object for several lines' {
            (Invoke-Bash "printf '{\n  `"name`": `"x`"\n}\n'" -AsObject).name | Should -Be 'x'
        }

        It 'gives the items of a list' {
            (Invoke-Bash "printf '[\n{`"n`":1},\n{`"n`":2}]\n'" -AsObject).n | Should -Be 1, 2
        }

        It 'gives lines for what only looks like JSON: <_>' -ForEach @('{ not', '[ERROR] x', '{"a": }', '[1,', '{}}') {
            Invoke-Bash 'printf "%s\n" "$1"' -ArgumentList $_ -AsObject | Should -Be $_
        }

        It 'gives what stands between' {
            $out = Invoke-Bash "echo before; echo '{`"a`":1}'; echo after" -AsObject
            $out[0] | Should -Be 'before'
            $out[1].a | Should -Be 1
            $out[2] | Should -Be 'after'
        }
    }

    Context 'views' {
        It 'has a table for <_>' -ForEach @('ls', 'du .', 'df .', 'env', 'wc a.md', 'md5sum a.md') {
            $text = Invoke-Bash $_ -AsObject | Out-String
            $text | Should -Match '(?m)^ *\S.*\r?\n *-+ '
        }

        It 'shows a date in one line' {
            (Invoke-Bash 'date -u -d @0' -AsObject | Out-String).Trim() | Should -Be '1970-01-01 00:00:00 +00:00'
        }

        It 'has no colours where $PSStyle says so' {
            $before = $PSStyle.OutputRendering
            $PSStyle.OutputRendering = 'PlainText'
            try {
                Invoke-Bash 'ls' -AsObject | Out-String | Should -Not -Match "`e\["
            }
            finally {
                $PSStyle.OutputRendering = $before
            }
        }
    }

    It 'survives serialisation' {
        $copy = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize((Invoke-Bash 'ls b.md' -AsObject)))
        $copy.Name | Should -Be 'b.md'
        $copy.Size | Should -BeGreaterThan 10
    }
}
