using BashTool.Core.Files;
using BashTool.Core.Interpreter;

namespace BashTool.Core;

/// <summary>Going back: a shell whose policy says copy on write can remember, compare, branch off, commit and discard.</summary>
public sealed partial class BashShell
{
    private ShellState? baseState;

    /// <summary>Whether changes of files are kept back until <see cref="Commit"/>.</summary>
    public bool CopiesOnWrite => sandbox.Layers is not null;

    /// <summary>Remembers this moment: files and state. To be called while nothing runs.</summary>
    /// <exception cref="InvalidOperationException">The policy does not say copy on write.</exception>
    public ShellSnapshot Snapshot(string name = "") => new(name, options.Clock.GetUtcNow(), Layers.Mark(), state.Duplicate(Session));

    /// <summary>Goes back to a moment. It can be returned to again.</summary>
    /// <exception cref="InvalidOperationException">It is of another shell or of before a commit.</exception>
    public void Restore(ShellSnapshot snapshot)
    {
        Layers.Return(snapshot.Files);
        state = snapshot.State.Duplicate(Session);
    }

    /// <summary>Another shell that goes on from here: it sees the uncommitted changes, and neither sees what the other changes later. Dispose it.</summary>
    /// <exception cref="InvalidOperationException">The policy does not say copy on write.</exception>
    /// <param name="execution">How the other shell runs what is not the shell itself; null: as this one.</param>
    public BashShell Fork(Execution.ExecutionSettings? execution = null)
    {
        _ = Layers;
        var fork = new BashShell(execution is null ? options : options with { Execution = execution }, sandbox.Fork(), ownsSandbox: true);
        fork.state = state.Duplicate(fork.Session);
        fork.baseState = fork.state.Duplicate(fork.Session);
        return fork;
    }

    /// <summary>What is different from a moment; without one, from the last commit or the start.</summary>
    /// <exception cref="InvalidOperationException">The policy does not say copy on write, or the snapshot does not fit.</exception>
    public ShellDifferences Diff(ShellSnapshot? since = null) =>
        new(Layers.Compare(since?.Files), StateComparison.Compare(WithShell(since?.State ?? BaseState), WithShell(state)));

    /// <summary>Carries the changes of files out. Snapshots taken before cannot be returned to any more.</summary>
    /// <exception cref="InvalidOperationException">The policy does not say copy on write.</exception>
    /// <exception cref="FileSystemException">The host refused something.</exception>
    public void Commit()
    {
        Layers.Commit();
        baseState = state.Duplicate(Session);
    }

    /// <summary>Forgets the changes of files and of the state since the last commit or the start.</summary>
    /// <exception cref="InvalidOperationException">The policy does not say copy on write.</exception>
    public void Discard()
    {
        Layers.Return(null);
        state = BaseState.Duplicate(Session);
    }

    // A state that no shell has run on yet cannot make the values that a shell makes.
    private ShellState WithShell(ShellState compared) => new ShellInterpreter(compared, new VirtualProcess(Session.ProcessId, default)).State;

    private Sandbox.FileLayers Layers => sandbox.Layers ?? throw new InvalidOperationException("The sandbox's policy does not say copy on write.");

    private ShellState BaseState => baseState ?? throw new InvalidOperationException("The sandbox's policy does not say copy on write.");
}
