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

    It 'has examples that do what they say' {
        foreach ($file in Get-ChildItem (Join-Path $root 'docs' 'en-US') -Filter '*-*.md') {
            $examples = [regex]::Matches((Get-Content $file -Raw), '(?s)### Example \d+: (.*?)\n.*?```powershell\n(.*?)\n```\n\n(?:```Output\n(.*?)\n```)?')
            $examples.Count | Should -BeGreaterOrEqual 3 -Because $file.Name
            foreach ($example in $examples) {
                $output = & ([scriptblock]::Create($example.Groups[2].Value))
                ($output -join "`n") | Should -BeExactly $example.Groups[3].Value.Replace("`r", '') -Because "$($file.BaseName): $($example.Groups[1].Value)"
            }
        }
    }

    It 'can be removed and imported again' {
        Remove-Module BashTool
        . $PSScriptRoot/Module.ps1
        Invoke-Bash 'echo again' | Should -Be 'again'
    }
}
