namespace BashTool.Commands.Files;

/// <summary>A file's type and permissions as <c>ls -l</c> shows them: <c>drwxr-xr-x</c>.</summary>
internal static class ModeText
{
    public static char TypeLetter(FileKind kind) => kind switch
    {
        FileKind.Regular => '-',
        FileKind.Directory => 'd',
        FileKind.SymbolicLink => 'l',
        FileKind.CharacterDevice => 'c',
        FileKind.BlockDevice => 'b',
        FileKind.Fifo => 'p',
        FileKind.Socket => 's',
        _ => '?',
    };

    public static string Of(FileKind kind, int permissions)
    {
        Span<char> text = stackalloc char[10];
        text[0] = TypeLetter(kind);
        Permissions(permissions, text[1..]);
        return text.ToString();
    }

    /// <summary>The nine letters without the type.</summary>
    public static void Permissions(int mode, Span<char> text)
    {
        const string letters = "rwxrwxrwx";
        for (int i = 0; i < 9; i++)
        {
            text[i] = (mode & (0x100 >> i)) != 0 ? letters[i] : '-';
        }

        if ((mode & 0x800) != 0)
        {
            text[2] = text[2] == 'x' ? 's' : 'S';
        }

        if ((mode & 0x400) != 0)
        {
            text[5] = text[5] == 'x' ? 's' : 'S';
        }

        if ((mode & 0x200) != 0)
        {
            text[8] = text[8] == 'x' ? 't' : 'T';
        }
    }

    /// <summary>What coreutils calls a file's type in messages.</summary>
    public static string KindName(in FileMetadata file) => file.Kind switch
    {
        FileKind.Regular => file.Size == 0 ? "regular empty file" : "regular file",
        FileKind.Directory => "directory",
        FileKind.SymbolicLink => "symbolic link",
        FileKind.CharacterDevice => "character special file",
        FileKind.BlockDevice => "block special file",
        FileKind.Fifo => "fifo",
        FileKind.Socket => "socket",
        _ => "weird file",
    };
}
