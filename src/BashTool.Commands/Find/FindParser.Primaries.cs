using System.Globalization;
using BashTool.Core.Text.Regex;
using RegexOptions = BashTool.Core.Text.Regex.RegexOptions;

namespace BashTool.Commands.Find;

internal sealed partial class FindParser
{
    private const string TypeLetters = "bcdpflsD";

    private RegexSyntax regexSyntax = RegexSyntax.Emacs;
    private bool fromDayStart;
    private bool warns;
    private string? firstTest;

    private FindExpression ParsePrimary(string word)
    {
        string name = word.StartsWith("--", StringComparison.Ordinal) ? word[1..] : word;
        if (name is "-maxdepth" or "-mindepth" or "-depth" or "-d" or "-mount" or "-xdev" or "-noleaf" or "-ignore_readdir_race" or "-noignore_readdir_race")
        {
            if (warns && firstTest is not null)
            {
                context.Complain(
                    $"warning: you have specified the global option {word} after the argument {firstTest}, but global options are not positional, i.e., {word} affects tests specified before it as well as those specified after it.  Please specify global options before other arguments.");
            }
        }
        else if (name is not ("-warn" or "-nowarn" or "-daystart" or "-follow" or "-regextype" or "-files0-from"))
        {
            firstTest ??= word;
        }

        switch (name)
        {
            case "-true":
                return static _ => true;
            case "-false":
                return static _ => false;
            case "-help" or "-version":
                request = name == "-help" ? FindRequest.Help : FindRequest.Version;
                at = arguments.Count;
                return static _ => true;
            case "-daystart":
                fromDayStart = true;
                return static _ => true;
            case "-follow":
                run.FollowAll = true;
                return static _ => true;
            case "-nowarn" or "-warn":
                warns = name == "-warn";
                return static _ => true;
            case "-noleaf":
                return static _ => true;
            case "-ignore_readdir_race" or "-noignore_readdir_race":
                run.IgnoresRaces = name[1] == 'i';
                return static _ => true;
            case "-depth" or "-d":
                run.ContentsFirst = true;
                return static _ => true;
            case "-mount" or "-xdev":
                run.StaysOnDevice = true;
                return static _ => true;
            case "-maxdepth":
                run.MaxDepth = Depth(word);
                return static _ => true;
            case "-mindepth":
                run.MinDepth = Depth(word);
                return static _ => true;
            case "-files0-from":
                ReadPaths(Argument(word));
                return static _ => true;
            case "-regextype":
                regexSyntax = Syntax(Argument(word));
                return static _ => true;
            case "-name" or "-iname":
                return Name(Argument(word), name == "-iname");
            case "-path" or "-wholename" or "-ipath" or "-iwholename":
                Func<string, bool> path = Matcher(Argument(word), name[1] == 'i');
                return entry => path(entry.Path);
            case "-lname" or "-ilname":
                Func<string, bool> link = Matcher(Argument(word), name[1] == 'i');
                return entry => entry.Kind == FileKind.SymbolicLink && link(context.Files.ReadLink(entry.Location));
            case "-regex" or "-iregex":
                return Regex(Argument(word), name == "-iregex");
            case "-type" or "-xtype":
                return Type(word, Argument(word));
            case "-empty":
                return IsEmpty;
            case "-size":
                return Size(Argument(word));
            case "-links":
                return Compare(word, static (in FileMetadata m) => m.LinkCount);
            case "-inum":
                return Compare(word, static (in FileMetadata m) => (long)m.Inode);
            case "-uid":
                return Compare(word, static (in FileMetadata m) => m.UserId);
            case "-gid":
                return Compare(word, static (in FileMetadata m) => m.GroupId);
            case "-user":
                return User(Argument(word));
            case "-group":
                return Group(Argument(word));
            case "-nouser":
                return entry => context.System.FindUser(entry.Metadata.UserId) is null;
            case "-nogroup":
                return entry => context.System.FindGroup(entry.Metadata.GroupId) is null;
            case "-perm":
                return Permissions(Argument(word));
            case "-readable":
                return entry => context.Files.Access(entry.Location, FileAccessRights.Read) == FileError.None;
            case "-writable":
                return entry => context.Files.Access(entry.Location, FileAccessRights.Write) == FileError.None;
            case "-executable":
                return entry => context.Files.Access(entry.Location, FileAccessRights.Execute) == FileError.None;
            case "-samefile":
                FileMetadata same = Reference(Argument(word), run.FollowAll || run.FollowOperands);
                return entry => entry.Metadata.IsSameFileAs(same);
            case "-newer" or "-anewer" or "-cnewer":
                return NewerThan(name[1], Reference(Argument(word)).ModifyTime);
            case "-mtime" or "-atime" or "-ctime":
                return Days(word, name[1], Argument(word));
            case "-mmin" or "-amin" or "-cmin":
                return Minutes(word, name[1], Argument(word));
            case "-used":
                return Used(Argument(word));
            case "-fstype":
                string type = Argument(word);
                return entry => FindRun.FileSystemType(context, entry) == type;
            case "-context":
                throw new CommandException($"invalid predicate {word}: SELinux is not enabled.");
            case "-print":
                hasAction = true;
                return Print(context.Output, (byte)'\n');
            case "-print0":
                hasAction = true;
                return Print(context.Output, 0);
            case "-fprint" or "-fprint0":
                hasAction = true;
                return PrintTo(run.OpenOutput(Argument(word)), name == "-fprint" ? (byte)'\n' : (byte)0);
            case "-printf":
                hasAction = true;
                return Format(Argument(word), null);
            case "-fprintf":
                hasAction = true;
                OpenFile target = run.OpenOutput(Argument(word));
                return Format(Argument(word), target);
            case "-ls":
                hasAction = true;
                return List(null);
            case "-fls":
                hasAction = true;
                return List(run.OpenOutput(Argument(word)));
            case "-prune":
                hasPrune = true;
                return static entry => entry.IsPruned = true;
            case "-quit":
                return _ =>
                {
                    run.Pending.ForEach(static execution => execution.Flush());
                    return run.Stops = true;
                };
            case "-delete":
                hasAction = true;
                deleteWith = run.ContentsFirst ? null : word;
                run.ContentsFirst = true;
                return Delete;
            case "-exec" or "-execdir" or "-ok" or "-okdir":
                hasAction = true;
                return Execute(word, asks: name.StartsWith("-ok", StringComparison.Ordinal), inDirectory: name.EndsWith("dir", StringComparison.Ordinal));
        }

        if (name.Length == 8 && name.StartsWith("-newer", StringComparison.Ordinal))
        {
            return NewerXY(word, name[6], name[7], Argument(word));
        }

        throw word[0] == '-' ? new CommandException($"unknown predicate `{word}'") : Misplaced(word);
    }

    private int Depth(string word)
    {
        string text = Argument(word);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int depth)
            ? depth
            : throw new CommandException($"Expected a positive decimal integer argument to {word}, but got {FindRun.Quote(text)}");
    }

    private void ReadPaths(string file)
    {
        if (Paths.Count > 0)
        {
            context.Complain($"extra operand {FindRun.Quote(Paths[0])}");
            throw new CommandException("file operands cannot be combined with -files0-from");
        }

        OpenFile input;
        try
        {
            input = context.OpenInput(file);
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"cannot open {FindRun.Quote(file)} for reading: {problem.Description}");
        }

        var reader = new LineReader(input, context.Cancellation, 0);
        while (reader.TryRead(out ReadOnlySpan<byte> name))
        {
            Paths.Add(EscapedUtf8.Decode(name));
        }

        reader.Commit();
        input.Release();
    }

    private static RegexSyntax Syntax(string name) => name switch
    {
        "emacs" or "findutils-default" => RegexSyntax.Emacs,
        "posix-basic" or "ed" or "sed" => RegexSyntax.Basic,
        "posix-minimal-basic" => RegexSyntax.PosixMinimalBasic,
        "posix-extended" => RegexSyntax.Extended,
        "posix-egrep" or "egrep" => RegexSyntax.Egrep,
        "grep" => RegexSyntax.Grep,
        "awk" => RegexSyntax.Awk,
        "gnu-awk" => RegexSyntax.GnuAwk,
        "posix-awk" => RegexSyntax.PosixAwk,
        _ => throw new CommandException(
            $"Unknown regular expression type {FindRun.Quote(name)}; valid types are ‘findutils-default’, ‘ed’, ‘emacs’, ‘gnu-awk’, ‘grep’, ‘posix-awk’, ‘awk’, ‘posix-basic’, ‘posix-egrep’, ‘egrep’, ‘posix-extended’, ‘posix-minimal-basic’, ‘sed’."),
    };

    private FindExpression Name(string pattern, bool ignoreCase)
    {
        Func<string, bool> matches = Matcher(pattern, ignoreCase);
        return entry => matches(entry.Name);
    }

    private Func<string, bool> Matcher(string pattern, bool ignoreCase)
    {
        bool utf8 = context.IsUtf8;
        GlobPattern glob = GlobPattern.Compile(utf8 ? pattern : TextLocale.ToBytes(pattern), ignoreCase ? GlobOptions.IgnoreCase : GlobOptions.None);
        return utf8 && glob.Literal is { } literal && !ignoreCase ? name => name == literal
            : utf8 ? name => glob.IsMatch(name)
            : name => glob.IsMatch(TextLocale.ToBytes(name));
    }

    private FindExpression Regex(string pattern, bool ignoreCase)
    {
        PosixRegex regex;
        try
        {
            regex = PosixRegex.Cached(pattern, new RegexOptions { Syntax = regexSyntax, IgnoreCase = ignoreCase, Utf8 = context.IsUtf8 });
        }
        catch (RegexSyntaxException e)
        {
            throw new CommandException($"failed to compile regular expression '{pattern}': {e.Message}");
        }

        return entry => regex.IsFullMatch(EscapedUtf8.Encode(entry.Path));
    }

    private FindExpression Type(string word, string letters)
    {
        var kinds = new HashSet<FileKind>();
        for (int i = 0; i < letters.Length; i++)
        {
            if (i % 2 == 1)
            {
                if (letters[i] != ',')
                {
                    throw new CommandException($"Must separate multiple arguments to {word} using: ','");
                }

                continue;
            }

            kinds.Add(letters[i] switch
            {
                'b' => FileKind.BlockDevice,
                'c' => FileKind.CharacterDevice,
                'd' => FileKind.Directory,
                'p' => FileKind.Fifo,
                'f' => FileKind.Regular,
                'l' => FileKind.SymbolicLink,
                's' => FileKind.Socket,
                'D' => FileKind.Unknown,
                _ => throw new CommandException($"Unknown argument to {word}: {letters[i]}"),
            });
        }

        if (letters.Length == 0)
        {
            throw new CommandException($"Arguments to {word} should contain at least one letter");
        }

        if (letters[^1] == ',')
        {
            throw new CommandException($"Last file type in list argument to {word} is missing, i.e., list is ending on: ','");
        }

        _ = TypeLetters;
        if (word.EndsWith("xtype", StringComparison.Ordinal))
        {
            return entry =>
            {
                // The other way of looking at links than the walk's own.
                bool follow = !run.FollowAll;
                FileError error = context.Files.TryStat(entry.Location, follow, out FileMetadata metadata);
                if (error == FileError.ELOOP)
                {
                    run.Complain(entry.Path, error.Describe());
                    return false;
                }

                return kinds.Contains(error == FileError.None ? metadata.Kind : FileKind.SymbolicLink);
            };
        }

        return entry => kinds.Contains(entry.Kind);
    }

    private bool IsEmpty(FindEntry entry)
    {
        if (entry.Kind == FileKind.Regular)
        {
            return entry.Metadata.Size == 0;
        }

        if (entry.Kind != FileKind.Directory)
        {
            return false;
        }

        try
        {
            return !context.Files.List(entry.Location).Any();
        }
        catch (FileSystemException e)
        {
            run.Complain(entry.Path, e.Description);
            return false;
        }
    }

    private FindExpression Size(string text)
    {
        string number = text;
        long unit = 512;
        if (text.Length > 0 && !char.IsAsciiDigit(text[^1]))
        {
            unit = text[^1] switch
            {
                'b' => 512,
                'c' => 1,
                'w' => 2,
                'k' => 1024,
                'M' => 1 << 20,
                'G' => 1 << 30,
                _ => throw new CommandException($"invalid -size type `{text[^1]}'"),
            };
            number = text[..^1];
        }

        if (!TryComparison(number, out char sign, out long wanted))
        {
            throw new CommandException($"Invalid argument `{text}' to -size");
        }

        return entry => Holds(sign, (entry.Metadata.Size + unit - 1) / unit, wanted);
    }

    private delegate long Number(in FileMetadata metadata);

    private FindExpression Compare(string word, Number number)
    {
        string text = Argument(word);
        if (!TryComparison(text, out char sign, out long wanted))
        {
            throw new CommandException($"invalid argument `{text}' to `{word}'");
        }

        return entry => Holds(sign, number(in entry.Metadata), wanted);
    }

    private static bool TryComparison(string text, out char sign, out long value)
    {
        sign = text.Length > 0 && text[0] is '+' or '-' ? text[0] : '=';
        return long.TryParse(sign == '=' ? text : text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    private static bool Holds(char sign, long actual, long wanted) => sign switch { '+' => actual > wanted, '-' => actual < wanted, _ => actual == wanted };

    private FindExpression User(string text)
    {
        uint id = context.System.FindUser(text)?.Id
            ?? (uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint number)
                ? number
                : throw new CommandException($"{FindRun.Quote(text)} is not the name of a known user"));
        return entry => entry.Metadata.UserId == id;
    }

    private FindExpression Group(string text)
    {
        uint id = context.System.FindGroup(text)?.Id
            ?? (uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint number)
                ? number
                : throw new CommandException($"{FindRun.Quote(text)} is not the name of an existing group"));
        return entry => entry.Metadata.GroupId == id;
    }

    private static FindExpression Permissions(string text)
    {
        char kind = text.Length > 0 && text[0] is '-' or '/' ? text[0] : '=';
        string modeText = kind == '=' ? text : text[1..];
        int mode = Files.ModeChange.Parse(modeText) is { } change
            ? change.Apply(0, isDirectory: false, umask: 0)
            : throw new CommandException($"invalid mode {FindRun.Quote(text)}");
        return kind switch
        {
            '-' => entry => (entry.Metadata.Permissions & mode) == mode,
            '/' => entry => mode == 0 || (entry.Metadata.Permissions & mode) != 0,
            _ => entry => entry.Metadata.Permissions == mode,
        };
    }
}
