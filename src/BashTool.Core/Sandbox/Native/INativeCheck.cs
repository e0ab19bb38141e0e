using BashTool.Core.Files;

namespace BashTool.Core.Sandbox.Native;

/// <summary>One thing that programs of the host are not let do by default.</summary>
public interface INativeCheck
{
    /// <summary>The stable code.</summary>
    string Code { get; }

    /// <summary>Null where there is nothing to say against it.</summary>
    AccessDenial? Check(NativeCall call);
}
