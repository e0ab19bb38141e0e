using BashTool.Core.CommandModel;
using BashTool.Core.Expansion;
using BashTool.Core.Files;
using BashTool.Core.Limits;

namespace BashTool.Core.Interpreter;

// The shell as the expansions see it.
public sealed partial class ShellInterpreter : IExpansionHost
{
    ShellVariables IExpansionHost.Variables => State.Variables;

    ShellOptions IExpansionHost.Options => State.Options;

    string IExpansionHost.ShellName => State.ShellName;

    ReadOnlySpan<string> IExpansionHost.Positional => State.Parameters;

    int IExpansionHost.LastStatus => State.LastStatus;

    int IExpansionHost.ProcessId => State.ShellProcessId;

    int IExpansionHost.LastBackgroundId => State.LastBackgroundId;

    /// <summary><c>$-</c></summary>
    public string OptionLetters => Letters + (State.CommandString is not null ? "c" : State.ReadsStandardInput ? "s" : "");

    private string Letters
    {
        get
        {
            string letters = State.Options.Letters;
            return State.IsInteractive ? letters.Insert(letters.AsSpan().LastIndexOfAny("abefh") + 1, "i") : letters;
        }
    }

    IFileSystem IExpansionHost.Files => Session.Files;

    ExecutionMeter IExpansionHost.Meter => Session.Meter;

    VirtualPath IExpansionHost.WorkingDirectory => State.WorkingDirectory;

    PromptInformation IExpansionHost.Prompt
    {
        get
        {
            ISystemInformation system = Session.System;
            return new PromptInformation
            {
                UserName = system.FindUser(system.UserId)?.Name ?? "user",
                HostName = system.HostName,
                IsRoot = system.UserId == 0,
                Jobs = State.Jobs.All.Count,
                HistoryNumber = State.History.FirstNumber + State.History.Count - (State.History.HoldsCurrent && State.History.Count > 0 ? 1 : 0),
                CommandNumber = State.CommandNumber,
                FormatTime = format => Text.TimeFormat.Format(
                    format, new Text.BrokenDownTime(Session.Clock.GetUtcNow().ToUnixTimeSeconds(), 0, system.ZoneRules(State.Variables.Get("TZ")))),
            };
        }
    }

    string? IExpansionHost.DirectoryStackEntry(int index, bool fromRight)
    {
        List<string> stack = State.DirectoryStack;
        int at = fromRight ? stack.Count - index : index;
        return at < 0 || at > stack.Count ? null : at == 0 ? State.WorkingDirectory.Text : stack[at - 1];
    }

    public string? HomeDirectory(string? user) =>
        (user is null ? Session.System.FindUser(Session.System.UserId) : Session.System.FindUser(user))?.Home;

    void IExpansionHost.Warn(string message) => ReportError(message);
}
