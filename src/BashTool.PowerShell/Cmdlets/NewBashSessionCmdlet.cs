using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;
using BashTool.Core;
using BashTool.Core.Execution;
using BashTool.Core.Files;
using BashTool.Core.Planning;
using BashTool.PowerShell.Engine;
using BashTool.PowerShell.Stages;

namespace BashTool.PowerShell.Cmdlets;

/// <summary><c>New-BashSession</c>: a shell that lives from call to call.</summary>
[Cmdlet(VerbsCommon.New, "BashSession")]
[OutputType(typeof(BashSession))]
public sealed class NewBashSessionCmdlet : SandboxCmdlet
{
    /// <summary>A name to find it by.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>Environment variables to add or, with a null value, to take away.</summary>
    [Parameter]
    [AllowNull]
    public IDictionary? Environment { get; set; }

    /// <summary>In which order executors are asked for a command.</summary>
    [Parameter]
    public StrategyPolicy Strategy { get; set; }

    /// <summary>Keeps changes of files back until they are committed: Get-BashSession -Difference shows them.</summary>
    [Parameter]
    public SwitchParameter Overlay { get; set; }

    /// <summary>Starts no program, pretends that every one is there, records what would have been started and answers from a table.</summary>
    [Parameter]
    public SwitchParameter TestMode { get; set; }

    /// <summary>What programs answer in test mode: by name a text, a status, a script block that is given the call, or a hashtable of Output, Error and ExitCode.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Answer { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Name is not null && SessionTable.Find(Name) is { } other)
        {
            throw Failure(new InvalidOperationException($"There is a bash session named '{Name}' already."), "SessionExists", ErrorCategory.ResourceExists, other);
        }

        if (Answer is not null && !TestMode)
        {
            throw Failure(new ArgumentException("-Answer goes with -TestMode."), "AnswerWithoutTestMode", ErrorCategory.InvalidArgument, Answer);
        }

        var commands = new PowerShellCommands();
        TestMode? testMode = TestMode ? new TestMode(Answers(commands)) : null;
        EngineSession engine = OpenEngine(out VirtualPath start, Overlay);
        int id = SessionTable.NextId();
        ExecutionSettings execution = ExecutionSettings.Default with
        {
            Strategy = Strategy,
            PowerShell = commands,
            TestMode = testMode,
            Statistics = MyInvocation.BoundParameters.ContainsKey(nameof(Strategy)) ? EngineSession.Statistics : null,
        };
        BashShell shell = engine.NewShell(Variables(engine), execution, start);
        var session = new BashSession(id, Name ?? $"Bash{id}", engine, shell, commands, testMode);
        SessionTable.Add(session);
        WriteObject(session);
    }

    private List<TestAnswer> Answers(PowerShellCommands commands)
    {
        var answers = new List<TestAnswer>();
        foreach (DictionaryEntry entry in Answer ?? new Hashtable())
        {
            string name = LanguagePrimitives.ConvertTo<string>(entry.Key);
            object? given = entry.Value is PSObject wrapped ? wrapped.BaseObject : entry.Value;

            // "git status" answers for that subcommand alone.
            string[] words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            TestAnswer answer = given is ScriptBlock script
                ? new TestAnswer { Name = words[0], Handler = start => Ask(commands, script, start) }
                : Answered(words[0], given);
            answers.Add(answer with { Arguments = words[1..] });
        }

        // What is more specific goes first.
        answers.Sort(static (left, right) => right.Arguments.Count.CompareTo(left.Arguments.Count));
        return answers;
    }

    private static TestAnswer Ask(PowerShellCommands commands, ScriptBlock script, TestStart start)
    {
        TestAnswer? answer = null;
        commands.RunOnCaller(() =>
        {
            try
            {
                Collection<PSObject> output = script.InvokeWithContext(null, [new PSVariable("_", start)], [.. start.Arguments]);
                answer = output is [{ BaseObject: IDictionary table }]
                    ? Answered(start.Name, table)
                    : TestAnswer.Of(start.Name, string.Concat(output.Select(static line => line?.ToString() + "\n")));
            }
            catch (RuntimeException e)
            {
                answer = TestAnswer.Of(start.Name, "", 1, e.Message + "\n");
            }
        });
        return answer!;
    }

    private static TestAnswer Answered(string name, object? given)
    {
        if (given is IDictionary table)
        {
            return TestAnswer.Of(name, Text(table["Output"]), table["ExitCode"] is { } status ? LanguagePrimitives.ConvertTo<int>(status) : 0, Text(table["Error"]));
        }

        return given is int number ? TestAnswer.Of(name, "", number) : TestAnswer.Of(name, Text(given));
    }

    // Lines, as a program would print them.
    private static string Text(object? value) => value switch
    {
        null => "",
        PSObject wrapped => Text(wrapped.BaseObject),
        string text => text.Length == 0 || text.EndsWith('\n') ? text : text + "\n",
        IEnumerable list => string.Concat(list.Cast<object?>().Select(Text)),
        _ => value + "\n",
    };

    private List<KeyValuePair<string, string>> Variables(EngineSession engine)
    {
        List<KeyValuePair<string, string>> variables = engine.Variables();
        foreach (DictionaryEntry entry in Environment ?? new Hashtable())
        {
            string name = LanguagePrimitives.ConvertTo<string>(entry.Key);
            variables.RemoveAll(v => v.Key == name);
            if (entry.Value is not null)
            {
                variables.Add(new(name, LanguagePrimitives.ConvertTo<string>(entry.Value)));
            }
        }

        return variables;
    }
}
