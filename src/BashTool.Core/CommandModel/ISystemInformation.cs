using BashTool.Core.Text;

namespace BashTool.Core.CommandModel;

/// <summary>A user of the system (<c>getpwnam</c>).</summary>
public sealed record UserEntry(string Name, uint Id, uint GroupId, string FullName, string Home, string Shell);

/// <summary>A group of the system (<c>getgrnam</c>).</summary>
public sealed record GroupEntry(string Name, uint Id, IReadOnlyList<string> Members);

/// <summary>What commands may know about machine and user. Under containment it is made up.</summary>
public interface ISystemInformation
{
    uint UserId { get; }

    uint GroupId { get; }

    IReadOnlyList<uint> Groups { get; }

    string HostName { get; }

    /// <summary>As <c>uname</c> prints them: <c>Linux</c>, <c>6.1.0</c>, <c>#1 SMP ...</c>, <c>x86_64</c>.</summary>
    string KernelName { get; }

    string KernelRelease { get; }

    string KernelVersion { get; }

    string Machine { get; }

    int ProcessId { get; }

    int ParentProcessId { get; }

    int ProcessorCount { get; }

    /// <summary>Columns of the terminal; 80 where there is none.</summary>
    int TerminalColumns { get; }

    int TerminalRows { get; }

    UserEntry? FindUser(uint id);

    UserEntry? FindUser(string name);

    GroupEntry? FindGroup(uint id);

    GroupEntry? FindGroup(string name);

    IEnumerable<UserEntry> Users { get; }

    /// <summary>The rules of a time zone by its TZ value; the zone of the machine for null, UTC for "".</summary>
    TimeZoneInfo TimeZone(string? name);

    /// <summary>The same with the abbreviations that <c>%Z</c> prints.</summary>
    TimeZoneRules ZoneRules(string? name) => TimeZoneRules.From(TimeZone(name));

    /// <summary>User and system CPU time used so far.</summary>
    (TimeSpan User, TimeSpan System) ProcessorTime { get; }
}
