# Runs the Pester tests against the assembled module. Exit status 0 if all of them passed.
param(
    [string] $Report,
    [string] $Output = 'None',
    [string[]] $Path = $PSScriptRoot
)

$env:NO_COLOR = '1'
Import-Module Pester -MinimumVersion 5.0
$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = $Output
if ($Report) {
    $configuration.TestResult.Enabled = $true
    $configuration.TestResult.OutputFormat = 'NUnitXml'
    $configuration.TestResult.OutputPath = $Report
}

$result = Invoke-Pester -Configuration $configuration
exit [int]($result.Result -ne 'Passed')
