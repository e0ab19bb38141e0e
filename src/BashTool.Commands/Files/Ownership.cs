namespace BashTool.Commands.Files;

/// <summary>An owner, a group, or both, with the words that named them.</summary>
internal readonly record struct Ownership(uint? User, uint? Group, string? UserName, string? GroupName)
{
    public string? Text => UserName is not null ? (GroupName is not null ? $"{UserName}:{GroupName}" : UserName) : GroupName;

    /// <summary>Reads <c>user:group</c> and its short forms.</summary>
    public static Ownership Parse(CommandContext context, string text)
    {
        int colon = text.IndexOf(':');
        if (TryParse(context, text, colon, out Ownership result, out string? problem))
        {
            return result;
        }

        int dot = colon < 0 ? text.IndexOf('.') : -1;
        if (dot >= 0 && TryParse(context, text, dot, out result, out _))
        {
            context.Complain($"warning: '.' should be ':': {LocaleQuoting.Quote(text)}");
            return result;
        }

        throw new CommandException($"{problem}: {LocaleQuoting.Quote(text)}");
    }

    public static Ownership ParseGroup(CommandContext context, string text) =>
        text.Length == 0 ? default
        : FindGroup(context, text) is { } id ? new Ownership(null, id, null, text)
        : throw new CommandException($"invalid group: {LocaleQuoting.Quote(text)}");

    private static bool TryParse(CommandContext context, string text, int separator, out Ownership result, out string? problem)
    {
        result = default;
        problem = null;
        string user = separator < 0 ? text : text[..separator];
        string? group = separator < 0 ? null : text[(separator + 1)..];
        uint? userId = null, groupId = null;
        string? userName = null, groupName = null;
        if (user.Length > 0)
        {
            UserEntry? entry = user[0] == '+' ? null : context.System.FindUser(user);
            userId = entry?.Id ?? ReadId(user);
            if (userId is null)
            {
                problem = separator >= 0 && group!.Length == 0 ? "invalid spec" : "invalid user";
                problem = "invalid user";
                return false;
            }

            userName = user;
            if (group is { Length: 0 })
            {
                // A colon alone stands for the user's login group.
                if (entry is null)
                {
                    problem = "invalid spec";
                    return false;
                }

                groupId = entry.GroupId;
                groupName = context.System.FindGroup(entry.GroupId)?.Name ?? entry.GroupId.ToString();
            }
        }

        if (group is { Length: > 0 })
        {
            groupId = FindGroup(context, group);
            if (groupId is null)
            {
                problem = "invalid group";
                return false;
            }

            groupName = group;
        }

        result = new Ownership(userId, groupId, userName, groupName);
        return true;
    }

    private static uint? FindGroup(CommandContext context, string text) =>
        (text.StartsWith('+') ? null : context.System.FindGroup(text)?.Id) ?? ReadId(text);

    private static uint? ReadId(string text) =>
        uint.TryParse(text.StartsWith('+') ? text.AsSpan(1) : text, global::System.Globalization.NumberStyles.None, null, out uint id) && id != uint.MaxValue ? id : null;
}
