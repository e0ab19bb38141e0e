#!/usr/bin/env pwsh
<#
.SYNOPSIS
    Builds, tests and packs BashTool.
.DESCRIPTION
    Build      builds everything; the module is in artifacts/module/BashTool then, ready to import.
    Test       builds and runs all tests, those in PowerShell among them.
    Pester     runs the tests in PowerShell alone, against the module that was built.
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
    [ValidateSet('Build', 'Test', 'Pester', 'Pack', 'Install', 'Bootstrap', 'Clean')]
    [string[]] $Task = 'Build',

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
    Invoke-Program dotnet build (Join-Path $root 'BashTool.PowerShell.sln') -c $Configuration -nologo -v q
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
