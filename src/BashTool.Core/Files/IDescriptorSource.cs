namespace BashTool.Core.Files;

/// <summary>The shell's open files, behind <c>/dev/stdin</c>, <c>/dev/stdout</c>, <c>/dev/stderr</c> and <c>/dev/fd</c>.</summary>
public interface IDescriptorSource
{
    /// <summary>The numbers that are open.</summary>
    IEnumerable<int> Numbers { get; }

    bool IsOpen(int number);

    /// <summary>Another handle on the same open file; null where the number is not open.</summary>
    IFileHandle? Open(int number, OpenMode mode);
}
