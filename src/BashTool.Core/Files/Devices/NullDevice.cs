namespace BashTool.Core.Files.Devices;

/// <summary>Empty for readers, bottomless for writers.</summary>
internal sealed class NullDevice(VirtualPath path, OpenMode mode) : DeviceHandle(path, mode, 3)
{
    protected override int Fill(Span<byte> buffer) => 0;
}
