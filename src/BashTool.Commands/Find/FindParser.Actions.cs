namespace BashTool.Commands.Find;

internal sealed partial class FindParser
{
    private FindExpression Print(ByteWriter output, byte end) => entry =>
    {
        if (output.WantsObjects && end == '\n')
        {
            output.NextLineShows(Files.FileEntry.Of(context, entry.Name, entry.Location, entry.Metadata));
        }

        output.Write(entry.Path);
        output.WriteByte(end);
        return true;
    };

    private FindExpression PrintTo(OpenFile file, byte end) => entry =>
    {
        file.Write([.. EscapedUtf8.Encode(entry.Path), end], context.Cancellation);
        return true;
    };

    private FindExpression Format(string format, OpenFile? file)
    {
        var directives = new FindFormat(run, format);
        if (file is null)
        {
            return entry =>
            {
                directives.Write(entry, context.Output);
                return true;
            };
        }

        var writer = new ByteWriter(file, context.Cancellation);
        return entry =>
        {
            directives.Write(entry, writer);
            writer.Flush();
            return true;
        };
    }

    private FindExpression List(OpenFile? file)
    {
        ByteWriter writer = file is null ? context.Output : new ByteWriter(file, context.Cancellation);
        TimeZoneRules zone = context.System.ZoneRules(context.Environment.Get("TZ"));
        return entry =>
        {
            FileMetadata m = entry.Metadata;
            if (writer.WantsObjects)
            {
                writer.NextLineShows(Files.FileEntry.Of(context, entry.Name, entry.Location, m));
            }

            string user = context.System.FindUser(m.UserId)?.Name ?? m.UserId.ToString(global::System.Globalization.CultureInfo.InvariantCulture);
            string group = context.System.FindGroup(m.GroupId)?.Name ?? m.GroupId.ToString(global::System.Globalization.CultureInfo.InvariantCulture);
            long age = Now().Seconds - m.ModifyTime.Seconds;
            string time = TimeFormat.Format(
                age is < 0 or > 15_778_476 ? "%b %e  %Y" : "%b %e %H:%M", new BrokenDownTime(m.ModifyTime.Seconds, m.ModifyTime.Nanoseconds, zone));
            writer.Write($"{m.Inode,9} {(m.Blocks + 1) / 2,6} {Files.ModeText.Of(m.Kind, m.Permissions)} {m.LinkCount,3} {user,-8} {group,-8} ");
            writer.Write($"{m.Size,8} {time} {Escaped(entry.Path)}");
            if (m.IsSymbolicLink)
            {
                writer.Write(" -> " + Escaped(context.Files.ReadLink(entry.Location)));
            }

            writer.WriteByte((byte)'\n');
            if (file is not null)
            {
                writer.Flush();
            }

            return true;
        };
    }

    // -ls writes names as C would.
    private static string Escaped(string name)
    {
        if (name.AsSpan().IndexOfAnyInRange('\0', ' ') < 0 && !name.Contains('\\') && !name.Contains('"'))
        {
            return name;
        }

        var text = new global::System.Text.StringBuilder();
        foreach (char c in name)
        {
            text.Append(c switch
            {
                ' ' => "\\ ",
                '\n' => "\\n",
                '\t' => "\\t",
                '\\' => "\\\\",
                '"' => "\\\"",
                < ' ' => "\\" + Convert.ToString(c, 8).PadLeft(3, '0'),
                _ => c.ToString(),
            });
        }

        return text.ToString();
    }

    private bool Delete(FindEntry entry)
    {
        if (entry.Path == ".")
        {
            return true;
        }

        try
        {
            if (entry.Kind == FileKind.Directory && !(run.FollowAll && context.Files.Stat(entry.Location, followLinks: false) is { IsSymbolicLink: true }))
            {
                context.Files.RemoveDirectory(entry.Location);
            }
            else
            {
                context.Files.RemoveFile(entry.Location);
            }

            return true;
        }
        catch (FileSystemException e)
        {
            run.Complain($"cannot delete {FindRun.Quote(entry.Path)}: {e.Description}");
            return false;
        }
    }

    private FindExpression Execute(string word, bool asks, bool inDirectory)
    {
        var words = new List<string>();
        bool gathers = false;
        while (true)
        {
            if (at >= arguments.Count)
            {
                throw new CommandException($"missing argument to `{word}'");
            }

            string next = arguments[at++];
            if (next == ";")
            {
                break;
            }

            if (next == "+" && words.Count > 0 && words[^1] == "{}" && !asks)
            {
                words.RemoveAt(words.Count - 1);
                gathers = true;
                break;
            }

            words.Add(next);
        }

        if (words.Count == 0)
        {
            throw new CommandException($"missing argument to `{word}'");
        }

        if (gathers && words.Contains("{}"))
        {
            throw new CommandException($"Only one instance of {{}} is supported with {word} ... +");
        }

        var execution = new FindExecution(run, words, inDirectory, gathers);
        if (gathers)
        {
            run.Pending.Add(execution);
        }

        return asks ? entry => Agrees(words[0], entry) && execution.Execute(entry) : execution.Execute;
    }

    private bool Agrees(string command, FindEntry entry)
    {
        context.FlushOutput();
        context.Error.Write($"< {command} ... {entry.Path} > ? ");
        context.Error.FlushThrough();
        LineReader lines = context.Lines();
        bool agreed = lines.TryRead(out ReadOnlySpan<byte> answer) && answer.Length > 0 && answer[0] is (byte)'y' or (byte)'Y';
        lines.Commit();
        return agreed;
    }
}
