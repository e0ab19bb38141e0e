using BashTool.Core.CommandModel;
using BashTool.Core.Expansion;
using BashTool.Core.Files;
using BashTool.Core.Streams;

namespace BashTool.Core.Interpreter;

/// <summary>The way from a command back into the shell that runs it.</summary>
internal sealed class ShellCommandHost(ShellInterpreter shell) : ICommandHost
{
    public CommandCatalog Catalog => shell.Session.Commands;

    public int Run(CommandInvocation invocation)
    {
        ShellState state = shell.State.ForSubshell();
        return Run(state, shell.Process, invocation);
    }

    public Task<int> Start(CommandInvocation invocation)
    {
        ShellState state = shell.State.ForBackground();
        VirtualProcess process = shell.Process;
        var completion = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        shell.Session.RunBeside(() =>
        {
            try
            {
                completion.SetResult(Run(state, process, invocation));
            }
            catch (Exception e)
            {
                completion.SetException(e);
            }
        });
        return completion.Task;
    }

    public IEnumerable<string> Locate(string name) => shell.Resolver.FindFiles(name).Where(static l => !l.IsRefused).Select(static l => l.Path!);

    public bool Signal(int processId, int signal) => shell.SendSignal(processId, signal) == Execution.SignalDelivery.Sent;

    public OpenFile? Descriptor(int number) => shell.State.Descriptors[number];

    private static int Run(ShellState state, VirtualProcess process, CommandInvocation invocation)
    {
        Replace(state.Descriptors, 0, invocation.Input);
        Replace(state.Descriptors, 1, invocation.Output);
        Replace(state.Descriptors, 2, invocation.Error);
        if (invocation.WorkingDirectory is { } directory)
        {
            state.WorkingDirectory = directory;
        }

        if (invocation.Environment is { } environment)
        {
            state.Variables = new ShellVariables();
            foreach ((string name, string value) in environment.All)
            {
                ShellVariable variable = state.Variables.GetOrCreate(name);
                variable.SetText(value);
                variable.Attributes |= VariableAttributes.Exported;
            }

            state.Hash = new CommandHash();
        }

        if (!invocation.Cancellation.CanBeCanceled)
        {
            return RunIn(new ShellInterpreter(state, process) { GivenEnvironment = invocation.Environment }, invocation);
        }

        // timeout: a process of its own that can be ended without the caller.
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(process.Cancellation, invocation.Cancellation);
        var own = new VirtualProcess(state.Session.NextProcessId(), either.Token);
        var shell = new ShellInterpreter(state, own) { GivenEnvironment = invocation.Environment };
        own.Begin(shell);
        try
        {
            return RunIn(shell, invocation);
        }
        catch (OperationCanceledException) when (!process.Cancellation.IsCancellationRequested)
        {
            return 128 + Signals.Terminate;
        }
    }

    private static int RunIn(ShellInterpreter shell, CommandInvocation invocation) => shell.RunToEnd(
        static (inner, call) =>
        {
            if (call.IsScript)
            {
                inner.State.ShellName = call.Words.Count > 1 ? call.Words[1] : "sh";
                inner.State.Parameters = [.. call.Words.Skip(2)];
                inner.State.CommandString = call.Words[0];
                return inner.RunText(call.Words[0], null);
            }

            return inner.RunForCommand([.. call.Words]);
        },
        invocation);

    private static void Replace(DescriptorTable descriptors, int number, OpenFile? file)
    {
        if (file is not null)
        {
            descriptors.Set(number, file.AddReference());
        }
    }
}
