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
    TypesToProcess       = @('BashTool.Types.ps1xml')
    CmdletsToExport      = @(
        'ConvertFrom-WindowsPath', 'ConvertTo-WindowsPath', 'Enter-BashSession', 'Get-BashCommand', 'Get-BashSession', 'Get-BashStrategy', 'Invoke-Bash',
        'New-BashSession', 'Register-BashCommand', 'Remove-BashSession', 'Test-BashSandbox', 'Unregister-BashCommand'
    )
    AliasesToExport      = @('ibash')
    FunctionsToExport    = @()
    VariablesToExport    = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('bash', 'shell', 'sh', 'unix', 'grep', 'sed', 'awk', 'sandbox', 'agent', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            ProjectUri   = 'https://github.com/bashtool/BashTool.PowerShell'
            IconUri      = 'https://raw.githubusercontent.com/bashtool/BashTool.PowerShell/main/docs/icon.png'
            ReleaseNotes = 'Sessions, objects, PowerShell commands as stages, registered commands, completion, policies, strategies, test mode, overlays, a prompt, and help.'
        }
    }
}
