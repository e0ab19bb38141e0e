namespace BashTool.Core.Sandbox.Hooks;

/// <summary>
/// Sees what scripts do, before and after. Override what is of interest and name it in <see cref="Interests"/>: what nobody
/// is interested in costs nothing. Stages of a pipeline call from several threads at once.
/// </summary>
public abstract class ShellHook
{
    /// <summary>The kinds of events this hook is called for.</summary>
    public virtual HookInterests Interests => HookInterests.All;

    /// <summary>Before a command line is run.</summary>
    public virtual void Before(CommandLineEvent line)
    {
    }

    public virtual void After(CommandLineEvent line)
    {
    }

    /// <summary>Before a simple command is run.</summary>
    public virtual void Before(CommandEvent command)
    {
    }

    public virtual void After(CommandEvent command)
    {
    }

    /// <summary>Before a file is opened or changed.</summary>
    public virtual void Before(FileEvent file)
    {
    }

    public virtual void After(FileEvent file)
    {
    }

    /// <summary>Before a program of the host is started.</summary>
    public virtual void Before(ProcessEvent process)
    {
    }

    public virtual void After(ProcessEvent process)
    {
    }

    /// <summary>Before a request to the network is made.</summary>
    public virtual void Before(NetworkEvent request)
    {
    }

    public virtual void After(NetworkEvent request)
    {
    }
}
