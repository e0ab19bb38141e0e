using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;
using BashTool.Core.CommandModel;

namespace BashTool.Core.Execution;

/// <summary>Users and groups as libc knows them (getpwnam and its kin), from whatever source the machine uses.</summary>
internal static unsafe partial class UnixAccounts
{
    // Room for struct passwd and struct group of Linux (48 bytes) and macOS (72).
    private const int StructureSize = 128;

    public static UserEntry? User(uint id) =>
        Read((buffer, size, found) => getpwuid_r(id, buffer, Data(buffer), size, found), ReadUser);

    public static UserEntry? User(string name) =>
        Read((buffer, size, found) => getpwnam_r(name, buffer, Data(buffer), size, found), ReadUser);

    public static GroupEntry? Group(uint id) =>
        Read((buffer, size, found) => getgrgid_r(id, buffer, Data(buffer), size, found), ReadGroup);

    public static GroupEntry? Group(string name) =>
        Read((buffer, size, found) => getgrnam_r(name, buffer, Data(buffer), size, found), ReadGroup);

    private delegate int Lookup(byte* buffer, nint size, void** found);

    private static byte* Data(byte* buffer) => buffer + StructureSize;

    private delegate T Reader<T>(byte* structure);

    private static T? Read<T>(Lookup lookup, Reader<T> read)
        where T : class
    {
        const int tooSmall = 34;
        for (int size = 4096; size <= 1 << 20; size *= 4)
        {
            byte* buffer = (byte*)NativeMemory.Alloc((nuint)(size + StructureSize));
            try
            {
                void* found = null;
                int error = lookup(buffer, size, &found);
                if (error != tooSmall)
                {
                    return error == 0 && found != null ? read((byte*)found) : null;
                }
            }
            finally
            {
                NativeMemory.Free(buffer);
            }
        }

        return null;
    }

    private static UserEntry ReadUser(byte* structure)
    {
        byte** pointers = (byte**)structure;
        uint id = *(uint*)(structure + 16);
        uint group = *(uint*)(structure + 20);
        int further = OperatingSystem.IsLinux() ? 3 : 5;
        return new UserEntry(Text(pointers[0]), id, group, Text(pointers[further]), Text(pointers[further + 1]), Text(pointers[further + 2]));
    }

    private static GroupEntry ReadGroup(byte* structure)
    {
        byte** pointers = (byte**)structure;
        uint id = *(uint*)(structure + 16);
        var members = new List<string>();
        for (byte** member = (byte**)pointers[3]; member != null && *member != null; member++)
        {
            members.Add(Text(*member));
        }

        return new GroupEntry(Text(pointers[0]), id, members);
    }

    private static string Text(byte* text) => Utf8StringMarshaller.ConvertToManaged(text) ?? "";

    [LibraryImport("libc")]
    private static partial int getpwuid_r(uint id, void* structure, byte* buffer, nint size, void** found);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int getpwnam_r(string name, void* structure, byte* buffer, nint size, void** found);

    [LibraryImport("libc")]
    private static partial int getgrgid_r(uint id, void* structure, byte* buffer, nint size, void** found);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int getgrnam_r(string name, void* structure, byte* buffer, nint size, void** found);
}
