namespace BashTool.Commands.System;

/// <summary>A user's number, group and groups: what id and groups print.</summary>
internal sealed record UserIdentity(uint UserId, uint GroupId, IReadOnlyList<uint> Groups)
{
    public static UserIdentity Current(ISystemInformation system) =>
        new(system.UserId, system.GroupId, Distinct(system.GroupId, system.Groups));

    /// <summary>A user by name or number; null where there is none.</summary>
    public static UserIdentity? Find(ISystemInformation system, string name)
    {
        UserEntry? entry = system.FindUser(name);
        if (entry is null && uint.TryParse(name.StartsWith('+') ? name.AsSpan(1) : name, out uint id))
        {
            entry = system.FindUser(id);
        }

        if (entry is null)
        {
            return null;
        }

        IReadOnlyList<uint> groups = entry.Id == system.UserId ? system.Groups : [];
        return new UserIdentity(entry.Id, entry.GroupId, Distinct(entry.GroupId, groups));
    }

    private static List<uint> Distinct(uint first, IReadOnlyList<uint> others)
    {
        var all = new List<uint> { first };
        foreach (uint group in others)
        {
            if (!all.Contains(group))
            {
                all.Add(group);
            }
        }

        return all;
    }
}
