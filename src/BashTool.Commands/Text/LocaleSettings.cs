namespace BashTool.Commands.Text;

/// <summary>What the locale variables say: UTF-8, unless they ask for bytes.</summary>
internal static class LocaleSettings
{
    /// <summary>False under <c>LC_ALL=C</c> and its like: every byte is a character.</summary>
    public static bool IsUtf8(CommandContext context)
    {
        foreach (string name in (ReadOnlySpan<string>)["LC_ALL", "LC_CTYPE", "LANG"])
        {
            if (context.Environment.Get(name) is { Length: > 0 } value)
            {
                return value is not ("C" or "POSIX");
            }
        }

        return true;
    }
}
