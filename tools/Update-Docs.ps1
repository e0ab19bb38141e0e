<#
.SYNOPSIS
    Brings the help in docs/en-US up to date with the module: syntax, and what is known of each parameter. The prose stays as it is.
.DESCRIPTION
    The schema is that of Microsoft.PowerShell.PlatyPS 1.x. A parameter without a description gets none here: write one.
    With -Check nothing is written; the files that are not up to date are given.
#>
param(
    [string] $Module = (Join-Path $PSScriptRoot '..' 'artifacts' 'module' 'BashTool' 'BashTool.psd1'),
    [string] $Docs = (Join-Path $PSScriptRoot '..' 'docs' 'en-US'),
    [switch] $Check
)

$ErrorActionPreference = 'Stop'
if (-not (Get-Module BashTool)) {
    Import-Module $Module
}

$common = [Management.Automation.Cmdlet]::CommonParameters + [Management.Automation.Cmdlet]::OptionalCommonParameters | Where-Object { $_ -notin 'WhatIf', 'Confirm' }

function Get-TypeName([type] $Type, [switch] $Short) {
    if ($Short) {
        $known = @{ 'System.String' = 'string'; 'System.String[]' = 'string[]'; 'System.Int32' = 'int'; 'System.Int32[]' = 'int[]'; 'System.Double' = 'double'; 'System.Object' = 'Object'; 'System.Object[]' = 'Object[]'; 'System.Management.Automation.PSObject' = 'psobject' }
        return $known[$Type.FullName] ?? $Type.Name
    }

    $Type.FullName
}

function Get-SyntaxText($Command, $Set) {
    $words = [Collections.Generic.List[string]]::new()
    $ordered = @($Set.Parameters | Where-Object Position -ge 0 | Sort-Object Position -Stable) + @($Set.Parameters | Where-Object Position -lt 0 | Sort-Object { -not $_.IsMandatory } -Stable)
    foreach ($parameter in $ordered | Where-Object Name -NotIn $common) {
        $value = if ($parameter.ParameterType -eq [switch]) { '' } else { " <$(Get-TypeName $parameter.ParameterType -Short)>" }
        $name = if ($parameter.Position -ge 0) { "[-$($parameter.Name)]" } else { "-$($parameter.Name)" }
        $text = "$name$value"
        $words.Add($(if ($parameter.IsMandatory) { $text } else { "[$text]" }))
    }

    $words.Add('[<CommonParameters>]')
    $lines = [Collections.Generic.List[string]]::new()
    $line = $Command.Name
    foreach ($word in $words) {
        if (($line + ' ' + $word).Length -gt 110) {
            $lines.Add($line)
            $line = ''
        }

        $line += " $word"
    }

    $lines.Add($line)
    $lines -join "`n"
}

function Get-ParameterYaml($Command, [string] $Name, [string] $Default) {
    $metadata = $Command.Parameters[$Name]
    $wildcards = [bool] ($metadata.Attributes | Where-Object { $_ -is [Management.Automation.SupportsWildcardsAttribute] })
    $text = [Text.StringBuilder]::new()
    [void] $text.Append("Type: $(Get-TypeName $metadata.ParameterType)`n")
    [void] $text.Append("DefaultValue: $Default`n")
    [void] $text.Append("SupportsWildcards: $("$wildcards".ToLowerInvariant())`n")
    [void] $text.Append($(if ($metadata.Aliases.Count) { "Aliases:`n" + (($metadata.Aliases | ForEach-Object { "- $_`n" }) -join '') } else { "Aliases: []`n" }))
    [void] $text.Append("ParameterSets:`n")
    $sets = $metadata.ParameterSets.GetEnumerator() | Sort-Object Key
    foreach ($set in $sets) {
        $information = $set.Value
        $position = if ($information.Position -eq [int]::MinValue) { 'Named' } else { $information.Position }
        $setName = if ($set.Key -eq '__AllParameterSets') { '(All)' } else { $set.Key }
        [void] $text.Append("- Name: $setName`n  Position: $position`n")
        foreach ($property in 'IsMandatory:IsRequired', 'ValueFromPipeline', 'ValueFromPipelineByPropertyName', 'ValueFromRemainingArguments') {
            $from, $to = $property -split ':'
            [void] $text.Append("  $($to ?? $from): $("$($information.$from)".ToLowerInvariant())`n")
        }
    }

    [void] $text.Append("DontShow: false`n")
    $type = $metadata.ParameterType
    $element = if ($type.IsArray) { $type.GetElementType() } else { $type }
    [void] $text.Append($(if ($element.IsEnum) { "AcceptedValues:`n" + (([Enum]::GetNames($element) | ForEach-Object { "- $_`n" }) -join '') } else { "AcceptedValues: []`n" }))
    [void] $text.Append("HelpMessage: ''")
    $text.ToString()
}

function Get-Updated([string] $Text, $Command) {
    $syntax = [Text.StringBuilder]::new()
    foreach ($set in $Command.ParameterSets | Sort-Object { -not $_.IsDefault }, Name) {
        $title = if ($set.Name -eq '__AllParameterSets') { '__AllParameterSets' } elseif ($set.IsDefault) { "$($set.Name) (Default)" } else { $set.Name }
        [void] $syntax.Append("### $title`n`n```````n$(Get-SyntaxText $Command $set)`n```````n`n")
    }

    $Text = [regex]::Replace($Text, '(?s)(?<=^## SYNTAX\n\n).*?(?=^## ALIASES)', { $syntax.ToString() }, 'Multiline')
    $existing = @{}
    $body = [regex]::Match($Text, '(?sm)^## PARAMETERS\n\n(.*?)(?=^### CommonParameters)').Groups[1].Value
    foreach ($match in [regex]::Matches($body, '(?sm)^### -(\w+)\n\n(.*?)(?=^### -|\z)')) {
        $existing[$match.Groups[1].Value] = $match.Groups[2].Value
    }

    $parameters = [Text.StringBuilder]::new()
    foreach ($name in $Command.Parameters.Keys | Where-Object { $_ -notin $common } | Sort-Object) {
        $old = $existing[$name]
        $description = if ($old) { ($old -split '(?m)^```yaml$')[0].Trim() } elseif ($name -eq 'WhatIf') { 'Shows what would happen. Nothing is changed.' } elseif ($name -eq 'Confirm') { 'Asks before it runs.' } else { '' }
        $default = if ($old -match '(?m)^DefaultValue: (.*)$') { $Matches[1] } else { "''" }
        [void] $parameters.Append("### -$name`n`n$description`n`n``````yaml`n$(Get-ParameterYaml $Command $name $default)`n```````n`n")
    }

    [regex]::Replace($Text, '(?s)(?<=^## PARAMETERS\n\n).*?(?=^### CommonParameters)', { $parameters.ToString() }, 'Multiline')
}

foreach ($command in Get-Command -Module BashTool -CommandType Cmdlet) {
    $file = Join-Path $Docs "$($command.Name).md"
    if (-not (Test-Path $file)) {
        Write-Error "There is no $file." -ErrorAction Continue
        continue
    }

    $before = (Get-Content $file -Raw).Replace("`r", '')
    $after = Get-Updated $before $command
    if ($after -cne $before) {
        if (-not $Check) {
            Set-Content $file $after -NoNewline
        }

        $file
    }
}
