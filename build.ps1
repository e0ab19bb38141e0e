#!/usr/bin/env pwsh
<#
.SYNOPSIS
    Builds, tests and packs BashTool.
.DESCRIPTION
    Build      builds everything; the module is in artifacts/module/BashTool then, ready to import.
    Test       builds and runs all tests, those in PowerShell among them.
    Pester     runs the tests in PowerShell alone, against the module that was built.
    Docs       brings docs/en-US up to date with the cmdlets, and holds it against what PlatyPS makes of it, where that is installed.
    Pack       builds and makes artifacts/package/BashTool.VERSION.nupkg.
    Install    builds and copies the module to where PowerShell finds the user's modules.
    Bootstrap  installs Pester and PlatyPS for the current user.
    Clean      removes artifacts.
.EXAMPLE
    ./build.ps1
.EXAMPLE
    ./build.ps1 -Task Build, Pester
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Pester', 'Docs', 'Pack', 'Install', 'Bootstrap', 'Clean')]
    [string[]] $Task = 'Build',

    # Pack: for every system instead of for this one; such a package starts slower, for nothing in it is compiled ahead of time.
    [switch] $Portable,

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$module = Join-Path $root 'artifacts' 'module' 'BashTool'

function Invoke-Program {
    $program, $arguments = $args
    & $program @arguments
    if ($LASTEXITCODE -ne 0) {
        throw "$program $arguments ended with status $LASTEXITCODE."
    }
}

function Build {
    $ahead = if ($Portable) { @('-p:CompileAhead=false') } else { @() }
    Invoke-Program dotnet build (Join-Path $root 'BashTool.PowerShell.sln') -c $Configuration -nologo -v q @ahead
}

function Docs {
    Build
    $changed = Invoke-Program (Get-Process -Id $PID).Path -NoProfile -NonInteractive -File (Join-Path $root 'tools' 'Update-Docs.ps1')
    $changed
    if ($changed) {
        # The help in the module is made from what has just changed.
        Build
    }

    $platy = Get-Module -ListAvailable Microsoft.PowerShell.PlatyPS | Select-Object -First 1
    if (-not $platy) {
        Write-Warning 'Microsoft.PowerShell.PlatyPS is not installed; build.ps1 -Task Bootstrap installs it. The help was made without it.'
        return
    }

    Import-Module $platy
    $scratch = Join-Path $root 'artifacts' 'platyps'
    New-Item $scratch -ItemType Directory -Force | Out-Null
    $pages = Get-ChildItem (Join-Path $root 'docs' 'en-US') -Filter '*-*.md'
    $bad = $pages | Test-MarkdownCommandHelp | Where-Object { $_ -is [bool] -and -not $_ -or $_.IsValid -eq $false }
    if ($bad) {
        throw "PlatyPS does not take the markdown: $bad"
    }

    $pages | Import-MarkdownCommandHelp | Export-MamlCommandHelp -OutputFolder $scratch -Force | Out-Null
    $theirs = [xml] (Get-Content (Get-ChildItem $scratch -Filter *.xml -Recurse | Select-Object -First 1) -Raw)
    $ours = [xml] (Get-Content (Join-Path $module 'en-US' 'BashTool.PowerShell.dll-Help.xml') -Raw)
    $names = { $args[0].helpItems.command | ForEach-Object { "$($_.details.name): $(($_.parameters.parameter.name | Sort-Object) -join ' ')" } | Sort-Object }
    if (Compare-Object (& $names $ours) (& $names $theirs)) {
        throw 'PlatyPS makes another help of the markdown than the build does.'
    }
}

function Test {
    Invoke-Program dotnet test (Join-Path $root 'BashTool.PowerShell.sln') -c $Configuration -nologo
}

function Pester {
    Invoke-Program (Get-Process -Id $PID).Path -NoProfile -File (Join-Path $root 'tests' 'PowerShell' 'Run.ps1') -Output Normal
}

function Pack {
    Build
    $package = Join-Path $root 'artifacts' 'package'
    New-Item $package -ItemType Directory -Force | Out-Null
    $manifest = Import-PowerShellDataFile (Join-Path $module 'BashTool.psd1')
    $escape = { [Security.SecurityElement]::Escape($args[0]) }
    $specification = Join-Path $package 'BashTool.nuspec'
    @"
<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
  <metadata>
    <id>BashTool</id>
    <version>$($manifest.ModuleVersion)</version>
    <authors>$(& $escape $manifest.Author)</authors>
    <copyright>$(& $escape $manifest.Copyright)</copyright>
    <description>$(& $escape $manifest.Description)</description>
    <projectUrl>$(& $escape $manifest.PrivateData.PSData.ProjectUri)</projectUrl>
    <releaseNotes>$(& $escape $manifest.PrivateData.PSData.ReleaseNotes)</releaseNotes>
    <tags>PSModule $($manifest.PrivateData.PSData.Tags -join ' ')</tags>
  </metadata>
  <files>
    <file src="**" />
  </files>
</package>
"@ | Set-Content $specification
    Invoke-Program dotnet pack (Join-Path $root 'src' 'BashTool.PowerShell') -c $Configuration --no-build -nologo -v q "-p:NuspecFile=$specification" "-p:NuspecBasePath=$module" '-p:NoDefaultExcludes=true' '-p:NoWarn=NU5100%3BNU5128%3BNU5110%3BNU5111' -o $package
    Get-ChildItem $package -Filter *.nupkg
}

function Install {
    Build
    $documents = if ($IsWindows) { Join-Path ([Environment]::GetFolderPath('MyDocuments')) 'PowerShell' } else { Join-Path $HOME '.local' 'share' 'powershell' }
    $version = (Import-PowerShellDataFile (Join-Path $module 'BashTool.psd1')).ModuleVersion
    $target = Join-Path $documents 'Modules' 'BashTool' $version
    New-Item $target -ItemType Directory -Force | Out-Null
    Copy-Item (Join-Path $module '*') $target -Recurse -Force
    $target
}

function Bootstrap {
    Install-PSResource Pester -Version '[5.0, 6.0)' -Scope CurrentUser -TrustRepository
    Install-PSResource Microsoft.PowerShell.PlatyPS -Scope CurrentUser -TrustRepository
}

function Clean {
    Remove-Item (Join-Path $root 'artifacts') -Recurse -Force -ErrorAction Ignore
}

foreach ($name in $Task) {
    & $name
}
