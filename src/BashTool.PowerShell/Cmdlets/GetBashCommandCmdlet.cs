using System.Management.Automation;
using BashTool.Core.CommandModel;
using BashTool.Core.Execution;
using BashTool.Core.Interpreter;
using BashTool.Core.Planning;
using BashTool.PowerShell.Completion;
using BashTool.PowerShell.Engine;
using BashTool.PowerShell.Stages;

namespace BashTool.PowerShell.Cmdlets;

/// <summary><c>Get-BashCommand</c>: which commands there are, and what they take.</summary>
[Cmdlet(VerbsCommon.Get, "BashCommand")]
[OutputType(typeof(BashCommandInfo))]
public sealed class GetBashCommandCmdlet : SandboxCmdlet
{
    private EngineSession? engine;
    private HostCapabilities? capabilities;

    /// <summary>Names, with wildcards.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(CommandNameCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Only those of a kind.</summary>
    [Parameter]
    public BashCommandKind[] Kind { get; set; } = [];

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        engine = RentEngine(out _);
        capabilities = engine.NewCapabilities();
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string name in Name)
        {
            if (!WildcardPattern.ContainsWildcardCharacters(name))
            {
                if (Find(name) is { } found)
                {
                    Write(found);
                }
                else
                {
                    WriteError(new ErrorRecord(new CommandNotFoundException($"There is no bash command named '{name}'."), "BashCommandNotFound", ErrorCategory.ObjectNotFound, name));
                }

                continue;
            }

            var pattern = new WildcardPattern(name);
            foreach (string each in CommandNames.All)
            {
                if (pattern.IsMatch(each) && Find(each) is { } found)
                {
                    Write(found);
                }
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => EnginePool.Return(engine!);

    private void Write(BashCommandInfo info)
    {
        if (Kind.Length == 0 || Array.IndexOf(Kind, info.Kind) >= 0)
        {
            WriteObject(info);
        }
    }

    private BashCommandInfo? Find(string name)
    {
        if (RegisteredCommands.Current.Find(name) is { } registered)
        {
            return registered.Command is { } own
                ? Of(name, BashCommandKind.Registered, own.Spec)
                : new BashCommandInfo { Name = name, Kind = BashCommandKind.Registered, Executor = StageExecutor.PowerShell, Summary = registered.Summary, Program = capabilities!.FindProgram(name) };
        }

        if (BuiltinCatalog.Find(name) is { } builtin)
        {
            return new BashCommandInfo
            {
                Name = name,
                Kind = BashCommandKind.Builtin,
                Executor = StageExecutor.Shell,
                Summary = builtin.Summary.TrimEnd('.'),
                Usage = [builtin.SynopsisOf(name)],
                Program = capabilities!.FindProgram(name),
            };
        }

        return EngineSession.Catalog.Find(name) is { } command ? Of(name, BashCommandKind.Command, command.Spec) : null;
    }

    private BashCommandInfo Of(string name, BashCommandKind kind, CommandSpec spec)
    {
        var options = new List<BashOptionInfo>();
        foreach (Option option in spec.Options)
        {
            if (!option.Hidden)
            {
                List<string> names = [.. option.Letters.Select(static letter => "-" + letter), .. option.LongNames.Select(static longName => "--" + longName)];
                options.Add(new BashOptionInfo([.. names], option.ValueName, option.Value == OptionValue.Optional, option.Description.Replace('\n', ' '), option.Unsupported));
            }
        }

        return new BashCommandInfo
        {
            Name = name,
            Kind = kind,
            Executor = StageExecutor.InProcess,
            Summary = spec.Summary.Replace('\n', ' ').TrimEnd('.'),
            Usage = [.. spec.Usage.Select(usage => usage.Length > 0 ? $"{name} {usage}" : name)],
            Options = [.. options],
            Limitations = [.. spec.Limitations],
            Examples = [.. spec.Examples.Select(static example => example.Command)],
            Writes = spec.Writes,
            KeepsLines = spec.KeepsLines,
            Imitates = spec.Imitates,
            Program = capabilities!.FindProgram(name),
        };
    }
}
