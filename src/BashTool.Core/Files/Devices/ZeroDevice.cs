namespace BashTool.Core.Files.Devices;

/// <summary>Zeros without end.</summary>
internal sealed class ZeroDevice(VirtualPath path, OpenMode mode) : DeviceHandle(path, mode, 5)
{
    protected override int Fill(Span<byte> buffer)
    {
        buffer.Clear();
        return buffer.Length;
    }
}
