# What every test file begins with: the module as the build assembled it.
$module = Join-Path $PSScriptRoot '..' '..' 'artifacts' 'module' 'BashTool' 'BashTool.psd1'
if (-not (Test-Path $module)) {
    throw "The module is not built: $module. Run 'dotnet build -c Release'."
}

Import-Module $module -Force
