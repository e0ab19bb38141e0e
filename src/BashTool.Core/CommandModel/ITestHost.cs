using BashTool.Core.Files;

namespace BashTool.Core.CommandModel;

/// <summary>What the primaries of <c>test</c> ask of shell or system.</summary>
public interface ITestHost
{
    IFileSystem Files { get; }

    /// <summary>An operand as a path.</summary>
    VirtualPath Resolve(string path);

    uint UserId { get; }

    uint GroupId { get; }

    /// <summary><c>-t</c>: the descriptor is a terminal.</summary>
    bool IsTerminal(int descriptor);

    /// <summary>The metadata of a descriptor named by path (<c>/dev/stdin</c>, <c>/dev/fd/3</c>); false for any other path.</summary>
    bool TryDescriptor(string path, out FileMetadata? metadata);

    /// <summary><c>-v</c>; only a shell has variables.</summary>
    bool IsSet(string name) => false;

    /// <summary><c>-R</c></summary>
    bool IsNameReference(string name) => false;

    /// <summary><c>-o</c></summary>
    bool IsOptionOn(string name) => false;
}
