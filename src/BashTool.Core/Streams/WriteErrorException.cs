using BashTool.Core.Files;

namespace BashTool.Core.Streams;

/// <summary>A command's standard output could not be written; never taken for an error of a file that the command reads.</summary>
public sealed class WriteErrorException(FileSystemException cause) : Exception($"write error: {cause.Description}", cause)
{
    /// <summary>What went wrong, as strerror says it.</summary>
    public string Description => cause.Description;
}
