BeforeAll {
    . $PSScriptRoot/Module.ps1
    $root = Resolve-Path (Join-Path $PSScriptRoot '..' '..')
}

Describe 'The module' {
    It 'has a valid manifest' {
        { Test-ModuleManifest (Join-Path (Get-Module BashTool).ModuleBase 'BashTool.psd1') -ErrorAction Stop } | Should -Not -Throw
    }

    It 'exports its cmdlets and nothing else' {
        $manifest = Import-PowerShellDataFile (Join-Path $root 'BashTool.psd1')
        (Get-Module BashTool).ExportedCmdlets.Keys | Sort-Object | Should -Be ($manifest.CmdletsToExport | Sort-Object)
        (Get-Module BashTool).ExportedFunctions.Count | Should -Be 0
        (Get-Module BashTool).ExportedVariables.Count | Should -Be 0
        (Get-Module BashTool).ExportedAliases.Keys | Should -Be 'ibash'
    }

    It 'exports every cmdlet that it has' {
        $types = (Get-Command Invoke-Bash).ImplementingType.Assembly.GetExportedTypes()
        $names = $types | ForEach-Object { $_.GetCustomAttributes([Management.Automation.CmdletAttribute], $false) } | ForEach-Object { "$($_.VerbName)-$($_.NounName)" }
        $names | Sort-Object | Should -Be ((Get-Module BashTool).ExportedCmdlets.Keys | Sort-Object)
    }

    It 'documents every cmdlet, and only those' {
        $docs = Get-ChildItem (Join-Path $root 'docs' 'en-US') -Filter '*-*.md' | ForEach-Object BaseName
        $docs | Sort-Object | Should -Be ((Get-Module BashTool).ExportedCmdlets.Keys | Sort-Object)
    }

    It 'has a test file for every cmdlet' {
        foreach ($name in (Get-Module BashTool).ExportedCmdlets.Keys) {
            Join-Path $PSScriptRoot "$name.Tests.ps1" | Should -Exist
        }
    }

    It 'documents every parameter' {
        foreach ($name in (Get-Module BashTool).ExportedCmdlets.Keys) {
            $text = Get-Content (Join-Path $root 'docs' 'en-US' "$name.md") -Raw
            $common = [Management.Automation.Cmdlet]::CommonParameters
            foreach ($parameter in (Get-Command $name).Parameters.Keys | Where-Object { $_ -notin $common }) {
                $text | Should -Match "(?m)^### -$parameter`$" -Because "$name has -$parameter"
            }
        }
    }

    It 'has examples that do what they say: <Name>' -ForEach @(
        Get-ChildItem (Join-Path $PSScriptRoot '..' '..' 'docs' 'en-US') -Filter '*-*.md' | ForEach-Object { @{ Name = $_.BaseName; File = $_.FullName } }
    ) {
        $examples = [regex]::Matches((Get-Content $File -Raw), '(?s)### Example \d+: ([^\n]*)\n.*?```powershell\n(.*?)\n```\n\n(?:```Output\n(.*?)\n```)?')
        $examples.Count | Should -BeGreaterOrEqual 3
        New-Item "TestDrive:/$Name" -ItemType Directory -Force | Out-Null
        Push-Location "TestDrive:/$Name"
        try {
            foreach ($example in $examples) {
                # A prompt waits for somebody who types: those examples have tests of their own.
                if ($example.Groups[2].Value -match 'Enter-BashSession') {
                    continue
                }

                $output = & ([scriptblock]::Create($example.Groups[2].Value))
                ($output -join "`n") | Should -BeExactly $example.Groups[3].Value.Replace("`r", '') -Because "$($example.Groups[1].Value)"
            }
        }
        finally {
            Get-BashSession | Remove-BashSession
            Pop-Location
        }
    }

    It 'has help that is up to date with the cmdlets' {
        & (Join-Path $root 'tools' 'Update-Docs.ps1') -Check | Should -BeNullOrEmpty
    }

    It 'has Get-Help for <_>' -ForEach @('ConvertFrom-WindowsPath', 'ConvertTo-WindowsPath', 'Enter-BashSession', 'Get-BashCommand', 'Get-BashSession', 'Get-BashStrategy', 'Invoke-Bash', 'New-BashSession', 'Register-BashCommand', 'Remove-BashSession', 'Test-BashSandbox', 'Unregister-BashCommand') {
        $help = Get-Help $_ -Full
        $text = Get-Content (Join-Path $root 'docs' 'en-US' "$_.md") -Raw
        $help.examples.example.Count | Should -Be ([regex]::Matches($text, '(?m)^### Example ').Count)
        $text.Contains($help.Synopsis.Trim().Split(' ')[0]) | Should -BeTrue
        $documented = [regex]::Matches($text, '(?m)^### -(\w+)$') | ForEach-Object { $_.Groups[1].Value }
        $help.parameters.parameter.name | Sort-Object | Should -Be ($documented | Sort-Object)
    }

    It 'has the topic <_>' -ForEach @('about_BashTool', 'about_BashTool_Sandbox', 'about_BashTool_Paths') {
        $file = Join-Path (Get-Module BashTool).ModuleBase 'en-US' "$_.help.txt"
        $file | Should -Exist
        Get-Content $file -TotalCount 2 | Should -Be 'TOPIC', "    $_"
    }

    It 'shows the examples of Invoke-Bash' {
        Get-Help Invoke-Bash -Examples | Out-String | Should -Match 'sed -n 1,2p'
    }

    It 'is a manifest that a gallery takes' {
        $manifest = Import-PowerShellDataFile (Join-Path $root 'BashTool.psd1')
        $manifest.CompatiblePSEditions | Should -Be 'Core'
        [version] $manifest.PowerShellVersion | Should -Be ([version] '7.6')
        $manifest.PrivateData.PSData.Tags.Count | Should -BeGreaterThan 5
        foreach ($key in 'ProjectUri', 'IconUri', 'ReleaseNotes') {
            $manifest.PrivateData.PSData[$key] | Should -Not -BeNullOrEmpty -Because $key
        }

        foreach ($key in 'CmdletsToExport', 'AliasesToExport') {
            $manifest[$key] | Should -Not -Contain '*'
        }
    }

    It 'loads no assembly but its own' {
        $text = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command "`$before = [AppDomain]::CurrentDomain.GetAssemblies().Location; Import-Module '$(Join-Path (Get-Module BashTool).ModuleBase 'BashTool.psd1')'; Invoke-Bash 'echo hi' | Out-Null; [AppDomain]::CurrentDomain.GetAssemblies().Location | Where-Object { `$_ -and `$_ -notin `$before } | Split-Path -Leaf"
        $text | Where-Object { $_ -notlike 'BashTool.*' -and $_ -notlike 'System.*' -and $_ -notlike 'Microsoft.*' } | Should -BeNullOrEmpty
    }

    It 'can be removed and imported again' {
        Remove-Module BashTool
        . $PSScriptRoot/Module.ps1
        Invoke-Bash 'echo again' | Should -Be 'again'
    }
}
