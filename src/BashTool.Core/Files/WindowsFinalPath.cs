using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace BashTool.Core.Files;

/// <summary>What Windows says an open file is really called, links resolved.</summary>
internal static unsafe partial class WindowsFinalPath
{
    /// <summary>The final path of what is at a path, without <c>\\?\</c>; null where there is nothing.</summary>
    public static string? Of(string path)
    {
        // No access rights are needed to ask for the name; the flag lets directories be opened.
        using SafeFileHandle handle = CreateFile(path, 0, 7, 0, 3, 0x02000000, 0);
        return handle.IsInvalid ? null : Of(handle);
    }

    public static string? Of(SafeFileHandle handle)
    {
        var buffer = new char[1024];
        while (true)
        {
            uint length;
            fixed (char* room = buffer)
            {
                length = GetFinalPathNameByHandle(handle, room, (uint)buffer.Length, 0);
            }

            if (length == 0)
            {
                return null;
            }

            if (length < buffer.Length)
            {
                string text = new(buffer, 0, (int)length);
                return text.StartsWith(@"\\?\UNC\", StringComparison.Ordinal) ? @"\\" + text[8..]
                    : text.StartsWith(@"\\?\", StringComparison.Ordinal) ? text[4..]
                    : text;
            }

            buffer = new char[length + 1];
        }
    }

    [LibraryImport("kernel32", EntryPoint = "CreateFileW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    internal static partial SafeFileHandle CreateFile(
        string name, uint access, uint share, nint security, uint disposition, uint flags, nint template);

    [LibraryImport("kernel32", EntryPoint = "GetFinalPathNameByHandleW", SetLastError = true)]
    private static partial uint GetFinalPathNameByHandle(SafeFileHandle handle, char* path, uint size, uint flags);
}
