using System.Runtime.ExceptionServices;

namespace BashTool.Commands.Fusion;

/// <summary>The output of a later stage, written while an earlier one runs: what goes wrong with it is the later one's to report.</summary>
internal sealed class StageSink(ByteWriter output)
{
    private Exception? failure;

    /// <summary>Writes to the later stage's output.</summary>
    /// <exception cref="BrokenPipeException">The later stage has failed: for the earlier one its reader is gone.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            output.Write(bytes);
        }
        catch (Exception e) when (e is BrokenPipeException or WriteErrorException or FileSystemException)
        {
            failure = e;
            throw new BrokenPipeException();
        }
    }

    /// <summary>In the later stage: fails as its own writing did.</summary>
    public void Rethrow()
    {
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }
}
