namespace BashTool.Commands.Files;

/// <summary>The two parts of a device's number, as Linux packs them.</summary>
internal static class DeviceNumber
{
    public static uint Major(ulong device) => (uint)(((device >> 8) & 0xFFF) | ((device >> 32) & 0xFFFFF000));

    public static uint Minor(ulong device) => (uint)((device & 0xFF) | ((device >> 12) & 0xFFFFFF00));
}
