using System.Management.Automation;
using BashTool.Core.CommandModel;
using BashTool.Core.Interpreter;
using BashTool.PowerShell.Stages;

namespace BashTool.PowerShell.Cmdlets;

/// <summary><c>Register-BashCommand</c>: makes a script block or a class a command of bash command lines in this runspace.</summary>
[Cmdlet(VerbsLifecycle.Register, "BashCommand", DefaultParameterSetName = ScriptSet)]
[OutputType(typeof(BashCommandInfo))]
public sealed class RegisterBashCommandCmdlet : PSCmdlet
{
    private const string ScriptSet = "ScriptBlock";
    private const string TypeSet = "Type";

    /// <summary>The command's name.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ScriptSet)]
    [Parameter(Position = 0, ParameterSetName = TypeSet)]
    [ValidateNotNullOrEmpty]
    [ValidatePattern("^[^\\s/\\\\'\"$&|;<>()`*?\\[\\]]+$")]
    public string? Name { get; set; }

    /// <summary>What it does: standard input comes as <c>$input</c>, the arguments as <c>$args</c> or parameters, <c>exit</c> gives the status.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = ScriptSet)]
    [ValidateNotNull]
    public ScriptBlock ScriptBlock { get; set; } = null!;

    /// <summary>A class that is a <c>BashTool.Core.CommandModel.BashCommand</c> and can be made without arguments.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TypeSet)]
    [ValidateNotNull]
    public Type Type { get; set; } = null!;

    /// <summary>One line that Get-BashCommand and completion show.</summary>
    [Parameter(ParameterSetName = ScriptSet)]
    [ValidateNotNull]
    public string Description { get; set; } = "";

    /// <summary>Takes the place of a command that was registered under that name.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        BashCommand? command = null;
        string name = Name ?? "";
        if (ParameterSetName == TypeSet)
        {
            command = Make();
            name = Name ?? command.Spec.Name;
        }

        if (BuiltinCatalog.Contains(name) || ShellKeywords.Contains(name))
        {
            throw Failure(new ArgumentException($"{name} is part of the shell; a command of that name would never run."), "CommandNameReserved", ErrorCategory.InvalidArgument, name);
        }

        string summary = Description.Length > 0 ? Description : command?.Spec.Summary ?? "A script block.";
        if (!RegisteredCommands.Current.Add(new RegisteredCommands.Entry(name, command is null ? ScriptBlock : null, command, summary), Force))
        {
            throw Failure(new InvalidOperationException($"{name} is registered already. -Force takes its place."), "CommandExists", ErrorCategory.ResourceExists, name);
        }
    }

    private BashCommand Make()
    {
        if (!Type.IsSubclassOf(typeof(BashCommand)) || Type.IsAbstract || Type.GetConstructor(global::System.Type.EmptyTypes) is null)
        {
            throw Failure(
                new ArgumentException($"{Type} is no class derived from {typeof(BashCommand)} with a constructor without parameters."),
                "NotACommandType", ErrorCategory.InvalidType, Type);
        }

        return (BashCommand)Activator.CreateInstance(Type)!;
    }

    private static RuntimeException Failure(Exception exception, string id, ErrorCategory category, object target) => SandboxCmdlet.Failure(exception, id, category, target);
}
