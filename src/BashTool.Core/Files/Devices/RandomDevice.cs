using System.Security.Cryptography;

namespace BashTool.Core.Files.Devices;

/// <summary>Random bytes without end.</summary>
internal sealed class RandomDevice(VirtualPath path, OpenMode mode) : DeviceHandle(path, mode, 9)
{
    protected override int Fill(Span<byte> buffer)
    {
        RandomNumberGenerator.Fill(buffer);
        return buffer.Length;
    }
}
