using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using BashTool.Core.CommandModel;
using BashTool.Core.Files;
using BashTool.Core.Text;

namespace BashTool.Core.Execution;

/// <summary>Machine and user as they are.</summary>
public sealed unsafe partial class HostSystemInformation : ISystemInformation
{
    private const string ZoneDirectory = "/usr/share/zoneinfo/";
    private const uint WindowsUserId = WindowsMetadata.OwnerId;
    private const uint WindowsGroupId = WindowsMetadata.OwnerId;
    private const string WindowsGroupName = "users";

    private readonly Lazy<ConcurrentDictionary<uint, UserEntry?>> usersById = new(static () => new());
    private readonly Lazy<ConcurrentDictionary<uint, GroupEntry?>> groupsById = new(static () => new());
    private readonly ConcurrentDictionary<string, TimeZoneRules> zones = new(StringComparer.Ordinal);
    private readonly Lazy<string[]> system = new(ReadSystemNames);
    private uint[]? groups;

    public uint UserId { get; } = OperatingSystem.IsWindows() ? WindowsUserId : geteuid();

    public uint GroupId { get; } = OperatingSystem.IsWindows() ? WindowsGroupId : getegid();

    public IReadOnlyList<uint> Groups => groups ??= ReadGroups();

    public string HostName => system.Value[1];

    public string KernelName => system.Value[0];

    public string KernelRelease => system.Value[2];

    public string KernelVersion => system.Value[3];

    public string Machine => system.Value[4];

    public int ProcessId => Environment.ProcessId;

    public int ParentProcessId { get; } = OperatingSystem.IsWindows() ? 1 : getppid();

    public int ProcessorCount => Environment.ProcessorCount;

    public int TerminalColumns => TerminalSize().Columns;

    public int TerminalRows => TerminalSize().Rows;

    public IEnumerable<UserEntry> Users
    {
        get
        {
            if (OperatingSystem.IsWindows() || !File.Exists("/etc/passwd"))
            {
                return FindUser(UserId) is { } self ? [self] : [];
            }

            var users = new List<UserEntry>();
            foreach (string line in File.ReadLines("/etc/passwd"))
            {
                string[] fields = line.Split(':');
                if (fields.Length == 7 && uint.TryParse(fields[2], out uint id) && uint.TryParse(fields[3], out uint group))
                {
                    users.Add(new UserEntry(fields[0], id, group, fields[4], fields[5], fields[6]));
                }
            }

            return users;
        }
    }

    public (TimeSpan User, TimeSpan System) ProcessorTime
    {
        get
        {
            Environment.ProcessCpuUsage usage = OperatingSystem.IsIOS() || OperatingSystem.IsTvOS() ? default : Environment.CpuUsage;
            return (usage.UserTime, usage.PrivilegedTime);
        }
    }

    public UserEntry? FindUser(uint id) => usersById.Value.GetOrAdd(id, static number =>
        !OperatingSystem.IsWindows() ? UnixAccounts.User(number)
        : number == WindowsUserId ? WindowsUser() : null);

    public UserEntry? FindUser(string name)
    {
        if (!OperatingSystem.IsWindows())
        {
            return UnixAccounts.User(name);
        }

        UserEntry self = WindowsUser();
        return string.Equals(self.Name, name, StringComparison.OrdinalIgnoreCase) ? self : null;
    }

    public GroupEntry? FindGroup(uint id) => groupsById.Value.GetOrAdd(id, static number =>
        !OperatingSystem.IsWindows() ? UnixAccounts.Group(number)
        : number == WindowsGroupId ? new GroupEntry(WindowsGroupName, WindowsGroupId, []) : null);

    public GroupEntry? FindGroup(string name) =>
        !OperatingSystem.IsWindows() ? UnixAccounts.Group(name)
        : name == WindowsGroupName ? new GroupEntry(WindowsGroupName, WindowsGroupId, []) : null;

    public TimeZoneInfo TimeZone(string? name)
    {
        if (name is null)
        {
            return TimeZoneInfo.Local;
        }

        string id = name.TrimStart(':');
        return id.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(id, out TimeZoneInfo? zone) ? zone : TimeZoneInfo.Utc;
    }

    public TimeZoneRules ZoneRules(string? name) => zones.GetOrAdd(name ?? "\0local", static (_, name) => FindZone(name), name);

    private static TimeZoneRules FindZone(string? name)
    {
        if (name is null)
        {
            return (OperatingSystem.IsWindows() ? null : ReadZoneFile("/etc/localtime")) ?? TimeZoneRules.From(TimeZoneInfo.Local);
        }

        string id = name.StartsWith(':') ? name[1..] : name;
        if (id.Length == 0)
        {
            return TimeZoneRules.Utc;
        }

        bool safe = !id.StartsWith('/') && !id.Split('/').Contains("..");
        if (safe && !OperatingSystem.IsWindows() && ReadZoneFile(ZoneDirectory + id) is { } rules)
        {
            return rules;
        }

        if (id == "/etc/localtime")
        {
            return FindZone(null);
        }

        // No zone files on this machine: .NET may still know the name, as Windows does its own.
        if ((TimeZoneRules.FromPosix(id) ?? (KnownZones.RuleOf(id) is { } rule ? TimeZoneRules.FromPosix(rule) : null)) is { } posix)
        {
            return posix;
        }

        if (safe && id.AsSpan().ContainsAny('/', ' ') && TimeZoneInfo.TryFindSystemTimeZoneById(id, out TimeZoneInfo? zone))
        {
            return TimeZoneRules.From(zone);
        }

        return id is "UTC" or "GMT" ? TimeZoneRules.Fixed(0, id) : TimeZoneRules.Fixed(0, PosixZone.LeadingName(id));
    }

    private static TimeZoneRules? ReadZoneFile(string path)
    {
        try
        {
            return File.Exists(path) ? TimeZoneRules.FromTzif(File.ReadAllBytes(path)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static UserEntry WindowsUser() => new(
        Environment.UserName, WindowsUserId, WindowsGroupId, Environment.UserName,
        WindowsPath.TryToVirtual(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "/", out string home) == WindowsNameProblem.None ? home : "/",
        "/usr/bin/bash");

    private static uint[] ReadGroups()
    {
        if (OperatingSystem.IsWindows())
        {
            return [WindowsGroupId];
        }

        int count = getgroups(0, null);
        uint[] ids = new uint[Math.Max(count, 0)];
        fixed (uint* start = ids)
        {
            count = getgroups(ids.Length, start);
        }

        uint own = getegid();
        return count != ids.Length ? [own] : ids.Contains(own) ? ids : [own, .. ids];
    }

    private static string[] ReadSystemNames()
    {
        if (OperatingSystem.IsWindows())
        {
            Version version = Environment.OSVersion.Version;
            return
            [
                $"MINGW64_NT-{version.Major}.{version.Minor}-{version.Build}", Environment.MachineName,
                $"{version.Major}.{version.Minor}.{version.Build}", Environment.OSVersion.VersionString, MachineName(),
            ];
        }

        int size = OperatingSystem.IsLinux() ? 65 : 256;
        byte* buffer = stackalloc byte[6 * 256];
        string[] names = new string[5];
        bool known = uname(buffer) == 0;
        for (int i = 0; i < names.Length; i++)
        {
            var field = new ReadOnlySpan<byte>(buffer + (i * size), size);
            int end = field.IndexOf((byte)0);
            names[i] = known ? Encoding.UTF8.GetString(end < 0 ? field : field[..end]) : "unknown";
        }

        return names;
    }

    private static string MachineName() => RuntimeInformation.OSArchitecture switch
    {
        Architecture.X64 => "x86_64",
        Architecture.X86 => "i686",
        Architecture.Arm64 => "aarch64",
        Architecture.Arm => "armv7l",
        Architecture other => other.ToString().ToLowerInvariant(),
    };

    private static (int Columns, int Rows) TerminalSize()
    {
        if (OperatingSystem.IsWindows())
        {
            try
            {
                return Console.IsOutputRedirected ? (80, 24) : (Console.WindowWidth, Console.WindowHeight);
            }
            catch (IOException)
            {
                return (80, 24);
            }
        }

        nuint request = OperatingSystem.IsLinux() ? 0x5413u : 0x40087468u;
        ushort* size = stackalloc ushort[4];
        for (int fd = 0; fd <= 2; fd++)
        {
            size[0] = size[1] = 0;
            if (Ioctl(fd, request, size) == 0 && size[1] > 0)
            {
                return (size[1], size[0]);
            }
        }

        return (80, 24);
    }

    // ioctl is variadic: on Apple's ARM64 its third argument is passed on the stack, behind eight registers.
    private static int Ioctl(int fd, nuint request, void* argument) =>
        OperatingSystem.IsMacOS() && RuntimeInformation.ProcessArchitecture == Architecture.Arm64
            ? ioctl(fd, request, 0, 0, 0, 0, 0, 0, argument)
            : ioctl(fd, request, argument);

    [LibraryImport("libc")]
    private static partial uint geteuid();

    [LibraryImport("libc")]
    private static partial uint getegid();

    [LibraryImport("libc")]
    private static partial int getppid();

    [LibraryImport("libc")]
    private static partial int getgroups(int count, uint* groups);

    [LibraryImport("libc")]
    private static partial int uname(void* buffer);

    [LibraryImport("libc")]
    private static partial int ioctl(int fd, nuint request, void* argument);

    [LibraryImport("libc")]
    private static partial int ioctl(int fd, nuint request, nint a, nint b, nint c, nint d, nint e, nint f, void* argument);
}
