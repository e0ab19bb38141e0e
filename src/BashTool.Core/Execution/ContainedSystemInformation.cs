using BashTool.Core.CommandModel;
using BashTool.Core.Text;

namespace BashTool.Core.Execution;

/// <summary>The machine and user a contained script sees: made up, so that nothing of the real ones shows.</summary>
public sealed class ContainedSystemInformation : ISystemInformation
{
    private static readonly HostSystemInformation Host = new();

    private readonly UserEntry[] users;
    private readonly GroupEntry[] groups;
    private readonly TimeSpan userStart;
    private readonly TimeSpan systemStart;

    public ContainedSystemInformation(string userName = "claude", uint userId = 1000, string? home = null, string hostName = "bashtool")
    {
        UserId = userId;
        GroupId = userId;
        HostName = hostName;
        users =
        [
            new UserEntry("root", 0, 0, "root", "/root", "/bin/bash"),
            new UserEntry(userName, userId, userId, userName, home ?? "/home/" + userName, "/bin/bash"),
        ];
        groups = [new GroupEntry("root", 0, []), new GroupEntry(userName, userId, [])];
        (userStart, systemStart) = Host.ProcessorTime;
    }

    public uint UserId { get; }

    public uint GroupId { get; }

    public IReadOnlyList<uint> Groups => [GroupId];

    public string HostName { get; }

    public string KernelName => "Linux";

    public string KernelRelease => "6.1.0";

    public string KernelVersion => "#1 SMP BashTool";

    public string Machine => Host.Machine;

    /// <summary>Not the real one: the shell hands out virtual process ids.</summary>
    public int ProcessId => 2;

    public int ParentProcessId => 1;

    public int ProcessorCount => Host.ProcessorCount;

    public int TerminalColumns => Host.TerminalColumns;

    public int TerminalRows => Host.TerminalRows;

    public IEnumerable<UserEntry> Users => users;

    public (TimeSpan User, TimeSpan System) ProcessorTime
    {
        get
        {
            (TimeSpan user, TimeSpan system) = Host.ProcessorTime;
            return (user - userStart, system - systemStart);
        }
    }

    public UserEntry? FindUser(uint id) => Array.Find(users, user => user.Id == id);

    public UserEntry? FindUser(string name) => Array.Find(users, user => user.Name == name);

    public GroupEntry? FindGroup(uint id) => Array.Find(groups, group => group.Id == id);

    public GroupEntry? FindGroup(string name) => Array.Find(groups, group => group.Name == name);

    /// <summary>UTC unless the script names a zone.</summary>
    public TimeZoneInfo TimeZone(string? name) => name is null ? TimeZoneInfo.Utc : Host.TimeZone(name);

    public TimeZoneRules ZoneRules(string? name) => name is null ? TimeZoneRules.Utc : Host.ZoneRules(name);
}
