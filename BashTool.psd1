@{
    RootModule           = 'BashTool.PowerShell.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '6f2b6a0e-53c1-4d0c-9f6e-7a7c1c8e2d41'
    Author               = 'The BashTool contributors'
    CompanyName          = 'BashTool'
    Copyright            = '(c) The BashTool contributors.'
    Description          = 'Bash for PowerShell, in process: a real parser, a real interpreter and the Unix commands, in a sandbox, with PowerShell''s pipeline at both ends. No bash, no WSL and no other process is started.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('BashTool.Format.ps1xml')
    CmdletsToExport      = @('ConvertFrom-WindowsPath', 'ConvertTo-WindowsPath', 'Get-BashCommand', 'Get-BashSession', 'Get-BashStrategy', 'Invoke-Bash', 'New-BashSession', 'Register-BashCommand', 'Remove-BashSession', 'Test-BashSandbox', 'Unregister-BashCommand')
    AliasesToExport      = @('ibash')
    FunctionsToExport    = @()
    VariablesToExport    = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('bash', 'shell', 'sh', 'unix', 'sandbox', 'agent', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            ReleaseNotes = 'The first form: Invoke-Bash, Get-BashStrategy, Test-BashSandbox, ConvertTo-WindowsPath.'
        }
    }
}
