using System.Globalization;

namespace BashTool.Commands.Text;

/// <summary>Merges two files as standard input says, one difference after the other.</summary>
internal sealed class SdiffMerge(CommandContext context, bool suppressesCommon)
{
    private const int Trouble = 2;

    private const string Help = """
        ed:	Edit then use both versions, each decorated with a header.
        eb:	Edit then use both versions.
        el or e1:	Edit then use the left version.
        er or e2:	Edit then use the right version.
        e:	Discard both versions then edit a new one.
        l or 1:	Use the left version.
        r or 2:	Use the right version.
        s:	Silently include common lines.
        v:	Verbosely include common lines.
        q:	Quit.

        """;

    private bool suppresses = suppressesCommon;
    private string? temporary;

    /// <summary>Runs diff with the words given, and merges what it finds.</summary>
    public int Run(List<string> diff, string left, string right, string output)
    {
        if (left == "-" || right == "-")
        {
            throw new CommandException("cannot interactively merge standard input", Trouble);
        }

        (left, right) = (WithName(left, right), WithName(right, left));
        var leftLines = new Side(left, Read(left));
        var rightLines = new Side(right, Read(right));
        OpenFile file;
        try
        {
            file = context.OpenOutput(output);
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"{output}: {problem.Description}", Trouble);
        }

        try
        {
            var merged = new ByteWriter(file, context.Cancellation);
            var listing = new MemoryOutput();
            diff.AddRange(["--sdiff-merge-assist", "--", left, right]);
            int status = context.Run(new CommandInvocation { Words = diff, Output = listing, Caller = context.Name });
            if (status is 126 or 127)
            {
                throw new CommandException($"subsidiary program '{diff[0]}' not found", Trouble);
            }

            bool whole = Merge(new Side("", listing.Written.ToArray()), leftLines, rightLines, merged);
            merged.FlushThrough();
            return status > 1 ? throw new CommandException($"subsidiary program '{diff[0]}' failed (exit status {status})", Trouble)
                : whole ? status : Trouble;
        }
        finally
        {
            file.Release();
            if (temporary is not null)
            {
                context.Files.RemoveFile(context.Resolve(temporary));
            }
        }
    }

    // A directory stands for the file in it that has the other's name.
    private string WithName(string name, string other) =>
        context.Files.TryStat(context.Resolve(name), true, out FileMetadata metadata) == FileError.None && metadata.IsDirectory
        && !(context.Files.TryStat(context.Resolve(other), true, out FileMetadata otherMetadata) == FileError.None && otherMetadata.IsDirectory)
            ? $"{name.TrimEnd('/')}/{other.TrimEnd('/').Split('/')[^1]}" : name;

    private byte[] Read(string name)
    {
        try
        {
            OpenFile file = context.OpenInput(name, dashIsInput: false);
            try
            {
                return WholeInput.Read(file, context.Cancellation).ToArray();
            }
            finally
            {
                file.Release();
            }
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"{name}: {problem.Description}", Trouble);
        }
    }

    private bool Merge(Side listing, Side left, Side right, ByteWriter merged)
    {
        while (listing.TryTake(out ReadOnlySpan<byte> head))
        {
            string text = EscapedUtf8.Decode(head.TrimEnd("\n"u8));
            if (text.StartsWith(' '))
            {
                context.Output.WriteLine(text[1..]);
                continue;
            }

            string[] counts = text.Length > 1 ? text[1..].Split(',') : [];
            if (counts.Length != 2 || !int.TryParse(counts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int leftCount)
                || !int.TryParse(counts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int rightCount))
            {
                throw new CommandException(text, Trouble);
            }

            int most = Math.Max(leftCount, rightCount);
            if (text[0] == 'i')
            {
                listing.Copy(most, suppresses ? null : context.Output);
                left.Copy(leftCount, merged);
                right.Copy(rightCount, null);
            }
            else
            {
                listing.Copy(most, context.Output);
                if (!Edit(left, leftCount, right, rightCount, merged))
                {
                    return false;
                }
            }
        }

        return true;
    }

    // The answer for one difference; false to quit.
    private bool Edit(Side left, int leftCount, Side right, int rightCount, ByteWriter merged)
    {
        while (true)
        {
            string command = ReadCommand();
            switch (command)
            {
                case "1" or "l":
                    left.Copy(leftCount, merged);
                    right.Copy(rightCount, null);
                    return true;
                case "2" or "r":
                    right.Copy(rightCount, merged);
                    left.Copy(leftCount, null);
                    return true;
                case "s":
                    suppresses = true;
                    break;
                case "v":
                    suppresses = false;
                    break;
                case "q":
                    return false;
                default:
                    RunEditor(command, left, leftCount, right, rightCount, merged);
                    return true;
            }
        }
    }

    private string ReadCommand()
    {
        while (true)
        {
            context.Output.Write("%");
            context.FlushOutput();
            int first = SkipWhite();
            switch (first)
            {
                case '1' or '2' or 'l' or 'r' or 's' or 'v' or 'q':
                    if (SkipWhite() == '\n')
                    {
                        return ((char)first).ToString();
                    }

                    GiveHelp();
                    SkipLine();
                    break;
                case 'e':
                    int second = SkipWhite();
                    if (second == '\n')
                    {
                        return "e";
                    }

                    if (second is '1' or '2' or 'b' or 'd' or 'l' or 'r' && SkipWhite() == '\n')
                    {
                        return "e" + (char)second;
                    }

                    GiveHelp();
                    SkipLine();
                    break;
                case -1:
                    return "q";
                case '\n':
                    GiveHelp();
                    break;
                default:
                    SkipLine();
                    GiveHelp();
                    break;
            }
        }
    }

    private void GiveHelp()
    {
        context.Error.Write(Help);
        context.Error.Flush();
    }

    private int last;

    private int NextByte()
    {
        ReadOnlySpan<byte> block = context.StandardInput.Peek(context.Cancellation);
        if (block.IsEmpty)
        {
            return last = -1;
        }

        last = block[0];
        context.StandardInput.Advance(1);
        return last;
    }

    private int SkipWhite()
    {
        int c;
        do
        {
            c = NextByte();
        }
        while (c is ' ' or '\t' or '\v' or '\f' or '\r');

        return c;
    }

    private void SkipLine()
    {
        while (last is not ('\n' or -1))
        {
            NextByte();
        }
    }

    private void RunEditor(string command, Side left, int leftCount, Side right, int rightCount, ByteWriter merged)
    {
        temporary ??= $"{context.Environment.Get("TMPDIR") ?? "/tmp"}/sdiff{context.System.ProcessId}.{Guid.NewGuid():N}";
        char what = command.Length > 1 ? command[1] : '\0';
        OpenFile file = context.OpenOutput(temporary);
        try
        {
            var text = new ByteWriter(file, context.Cancellation);
            Put(text, "---", left, leftCount, what == 'd', what is 'd' or '1' or 'b' or 'l');
            Put(text, "+++", right, rightCount, what == 'd', what is 'd' or '2' or 'b' or 'r');
            text.FlushThrough();
        }
        finally
        {
            file.Release();
        }

        string editor = context.Environment.Get("EDITOR") ?? "ed";
        int status = context.Run(new CommandInvocation { Words = [editor, temporary], Caller = context.Name });
        if (status is 126 or 127)
        {
            throw new CommandException($"subsidiary program '{editor}' not found", Trouble);
        }

        if (status != 0)
        {
            throw new CommandException($"subsidiary program '{editor}' failed (exit status {status})", Trouble);
        }

        merged.Write(Read(temporary));
    }

    private static void Put(ByteWriter text, string mark, Side side, int count, bool titled, bool wanted)
    {
        if (titled && count > 0)
        {
            text.Write(count == 1 ? $"{mark} {side.Name} {side.Line}\n" : $"{mark} {side.Name} {side.Line},{side.Line + count - 1}\n");
        }

        side.Copy(count, wanted ? text : null);
    }

    /// <summary>One of the files, and how far it was read.</summary>
    private sealed class Side(string name, byte[] text)
    {
        private int position;

        public string Name => name;

        /// <summary>The number of the next line.</summary>
        public int Line { get; private set; } = 1;

        public bool TryTake(out ReadOnlySpan<byte> line)
        {
            int length = text.AsSpan(position).IndexOf((byte)'\n');
            line = length < 0 ? text.AsSpan(position) : text.AsSpan(position, length + 1);
            position += line.Length;
            Line++;
            return !line.IsEmpty;
        }

        /// <summary>Takes lines, and writes them if there is where to.</summary>
        public void Copy(int count, ByteWriter? output)
        {
            for (; count > 0 && TryTake(out ReadOnlySpan<byte> line); count--)
            {
                output?.Write(line);
            }
        }
    }
}
