namespace BashTool.Core.Expansion;

/// <content>Tilde expansion (Bash manual, 3.5.2).</content>
public sealed partial class Expander
{
    private string ExpandTilde(string prefix)
    {
        string? expanded = prefix switch
        {
            "" => variables.Get("HOME") ?? host.HomeDirectory(null),
            "+" => variables.Get("PWD"),
            "-" => variables.Get("OLDPWD"),
            _ when IsStackReference(prefix, out int index, out bool fromRight) => host.DirectoryStackEntry(index, fromRight),
            _ => host.HomeDirectory(prefix),
        };
        return expanded ?? "~" + prefix;
    }

    private static bool IsStackReference(string prefix, out int index, out bool fromRight)
    {
        fromRight = prefix[0] == '-';
        ReadOnlySpan<char> digits = prefix[0] is '+' or '-' ? prefix.AsSpan(1) : prefix;
        index = 0;
        return digits.Length > 0 && !digits.ContainsAnyExceptInRange('0', '9') && int.TryParse(digits, out index);
    }
}
