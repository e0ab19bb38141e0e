using BashTool.Core.Streams;

namespace BashTool.Core.CommandModel;

/// <summary>The way from a command back into the shell that runs it.</summary>
public interface ICommandHost
{
    /// <summary>Runs a command as an external one (no functions, no shell builtins that change state) and waits for it.</summary>
    /// <returns>Its status; 127 where there is no such command, 126 where it cannot be run, 128+n where signal n ended it. Nothing is printed for 126 and 127.</returns>
    int Run(CommandInvocation invocation);

    /// <summary>Starts a command on a thread of its own; dispose the task's result with its status.</summary>
    Task<int> Start(CommandInvocation invocation);

    /// <summary>Where a command name leads: a virtual path such as <c>/usr/bin/ls</c>; null if nowhere. For <c>which</c>.</summary>
    IEnumerable<string> Locate(string name);

    /// <summary>The commands there are.</summary>
    CommandCatalog Catalog { get; }

    /// <summary>Sends a signal to a job or process of the shell by its virtual or real process id; false if there is none.</summary>
    bool Signal(int processId, int signal);

    /// <summary>An open descriptor of the caller beyond the standard ones; null if closed.</summary>
    OpenFile? Descriptor(int number);
}
