namespace BashTool.Core.Files.Devices;

/// <summary>Zeros for readers, a full disk for writers.</summary>
internal sealed class FullDevice(VirtualPath path, OpenMode mode) : DeviceHandle(path, mode, 7)
{
    protected override int Fill(Span<byte> buffer)
    {
        buffer.Clear();
        return buffer.Length;
    }

    protected override void Take(ReadOnlySpan<byte> data)
    {
        if (data.Length > 0)
        {
            throw new FileSystemException(FileError.ENOSPC, Path.Text);
        }
    }
}
