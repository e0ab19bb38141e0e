namespace BashTool.Core.Sandbox.Hooks;

/// <summary>The hooks of a shell: asked in order before, told in reverse order after. A refused event is told as well.</summary>
public sealed class HookChain
{
    private readonly ShellHook[] lines;
    private readonly ShellHook[] commands;
    private readonly ShellHook[] files;
    private readonly ShellHook[] processes;
    private readonly ShellHook[] requests;

    public HookChain(IEnumerable<ShellHook> hooks)
    {
        ShellHook[] all = [.. hooks];
        lines = For(HookInterests.CommandLines);
        commands = For(HookInterests.Commands);
        files = For(HookInterests.Files);
        processes = For(HookInterests.Processes);
        requests = For(HookInterests.Network);

        ShellHook[] For(HookInterests interest) => Array.FindAll(all, hook => (hook.Interests & interest) != 0);
    }

    public static HookChain None { get; } = new([]);

    public bool SeesCommandLines => lines.Length > 0;

    public bool SeesCommands => commands.Length > 0;

    public bool SeesFiles => files.Length > 0;

    public bool SeesProcesses => processes.Length > 0;

    public bool SeesNetwork => requests.Length > 0;

    public void Before(CommandLineEvent line) => Ask(lines, line, static (hook, e) => hook.Before(e));

    public void After(CommandLineEvent line) => Tell(lines, line, static (hook, e) => hook.After(e));

    public void Before(CommandEvent command) => Ask(commands, command, static (hook, e) => hook.Before(e));

    public void After(CommandEvent command) => Tell(commands, command, static (hook, e) => hook.After(e));

    public void Before(FileEvent file) => Ask(files, file, static (hook, e) => hook.Before(e));

    public void After(FileEvent file) => Tell(files, file, static (hook, e) => hook.After(e));

    public void Before(ProcessEvent process) => Ask(processes, process, static (hook, e) => hook.Before(e));

    public void After(ProcessEvent process) => Tell(processes, process, static (hook, e) => hook.After(e));

    public void Before(NetworkEvent request) => Ask(requests, request, static (hook, e) => hook.Before(e));

    public void After(NetworkEvent request) => Tell(requests, request, static (hook, e) => hook.After(e));

    // All are asked, also after a refusal: one that records has to see what was refused.
    private static void Ask<T>(ShellHook[] hooks, T happening, Action<ShellHook, T> call)
    {
        foreach (ShellHook hook in hooks)
        {
            call(hook, happening);
        }
    }

    private static void Tell<T>(ShellHook[] hooks, T happening, Action<ShellHook, T> call)
    {
        for (int i = hooks.Length - 1; i >= 0; i--)
        {
            call(hooks[i], happening);
        }
    }
}
