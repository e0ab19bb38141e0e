using System.Globalization;
using BashTool.Commands.Files;

namespace BashTool.Commands.Text;

/// <content>What <c>-f</c> and <c>-F</c> do after the first output.</content>
public sealed partial class TailCommand
{
    private static readonly ArgumentChoice<bool> FollowsByName = new("--follow", ("descriptor", false), ("name", true));

    private static Following? ReadFollowing(CommandContext context, ParsedArguments arguments, IReadOnlyList<string> names)
    {
        bool? byName = null;
        bool retries = arguments.Has(Retry);
        foreach (OptionUse use in arguments.Uses)
        {
            if (use.Option == FollowDescriptor)
            {
                byName = false;
            }
            else if (use.Option == FollowRetry)
            {
                byName = true;
                retries = true;
            }
            else if (use.Option == Follow)
            {
                byName = use.Value is not null && FollowsByName.Read(use.Value);
            }
        }

        var pids = new List<int>();
        foreach (string pid in arguments.Values(Pid))
        {
            pids.Add((int)SizeSuffix.Read(pid, "", "invalid PID"));
        }

        TimeSpan interval = TimeSpan.FromSeconds(1);
        if (arguments.Value(Interval) is { } text)
        {
            interval = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && seconds >= 0
                ? TimeSpan.FromSeconds(Math.Min(seconds, 1e6))
                : throw new CommandException($"invalid number of seconds: {GnuQuoting.Quote(text)}");
        }

        if (arguments.Value(MaxUnchanged) is { } most)
        {
            SizeSuffix.Read(most, "", "invalid maximum number of unchanged stats between opens");
        }

        if (retries && byName is null)
        {
            context.Complain("warning: --retry ignored; --retry is useful only when following");
        }
        else if (retries && byName == false)
        {
            context.Complain("warning: --retry only effective for the initial open");
        }

        if (pids.Count > 0 && byName is null)
        {
            context.Complain("warning: PID ignored; --pid=PID is useful only when following");
        }

        if (byName == true && names.Contains("-"))
        {
            throw new CommandException($"cannot follow {GnuQuoting.Always("-")} by name");
        }

        // A pipe on standard input ends by itself; nothing comes after its end.
        if (byName is null || (names.All(n => n == "-") && !context.StandardInput.CanSeek && !context.StandardInput.IsTerminal))
        {
            return null;
        }

        return new Following(byName.Value, retries, interval, pids);
    }

    private static int Watch(CommandContext context, List<FollowedFile> files, Following following, Headers headers)
    {
        headers.Start(files[^1]);
        try
        {
            bool ending = false;
            while (true)
            {
                bool grew = false;
                bool any = false;
                foreach (FollowedFile file in files)
                {
                    if (following.ByName || (following.Retries && file.File is null))
                    {
                        CheckName(context, file, following, headers);
                    }

                    if (file.File is not null)
                    {
                        grew |= PrintNew(context, file, headers);
                    }

                    any |= !file.GivenUp;
                }

                if (!any)
                {
                    context.Complain("no files remaining");
                    return 1;
                }

                context.Output.FlushThrough();
                if (ending && !grew)
                {
                    return 0;
                }

                ending = following.Pids.Count > 0 && following.Pids.TrueForAll(pid => !context.Host.Signal(pid, 0));
                if (!grew && !ending)
                {
                    context.Sleep(following.Interval);
                }
            }
        }
        finally
        {
            foreach (FollowedFile file in files)
            {
                file.File?.Release();
            }
        }
    }

    private static bool PrintNew(CommandContext context, FollowedFile file, Headers headers)
    {
        OpenFile source = file.File!;
        if (source.Handle is { CanSeek: true } handle && handle.Length < handle.Position)
        {
            context.Complain($"{GnuQuoting.Name(file.Name)}: file truncated");
            handle.Position = 0;
        }

        ReadOnlySpan<byte> block = source.Peek(context.Cancellation);
        if (block.IsEmpty)
        {
            if (source.Handle is not { CanSeek: true })
            {
                // The end of a pipe is final.
                source.Release();
                file.File = null;
                file.GivenUp = true;
            }

            return false;
        }

        headers.Show(file);
        int length = block.Length;
        context.Output.Write(block);
        source.Advance(length);
        return true;
    }

    // The name may lead to another file by now, to none, or to one for the first time.
    private static void CheckName(CommandContext context, FollowedFile file, Following following, Headers headers)
    {
        if (file.GivenUp)
        {
            return;
        }

        FileError error = context.Files.TryStat(context.Resolve(file.Name), true, out FileMetadata there);
        if (error == FileError.None && file.File?.Handle is { } handle && handle.GetMetadata().IsSameFileAs(there))
        {
            return;
        }

        string shown = GnuQuoting.Always(file.Name);
        OpenFile? opened = null;
        if (error == FileError.None && there.IsDirectory)
        {
            error = FileError.EISDIR;
        }
        else if (error == FileError.None)
        {
            try
            {
                opened = context.OpenInput(file.Name);
            }
            catch (FileSystemException problem)
            {
                error = problem.Error;
            }
        }

        bool was = file.File is not null;
        if (opened is null)
        {
            if (error == FileError.EISDIR)
            {
                file.GivenUp = !(following.Retries && following.ByName);
                if (was || file.Error != error)
                {
                    context.Complain($"{shown} has been replaced with an untailable file{(file.GivenUp ? "; giving up on this name" : "")}");
                }
            }
            else if (!following.Retries)
            {
                file.GivenUp = true;
                context.Complain($"{GnuQuoting.Name(file.Name)}: {error.Describe()}");
            }
            else if (was)
            {
                context.Complain($"{shown} has become inaccessible: {error.Describe()}");
            }

            file.File?.Release();
            file.Lose(error);
            return;
        }

        if (!was)
        {
            context.Complain($"{shown} {(file.Error is FileError.None or FileError.ENOENT ? "has appeared;  following new file" : "has become accessible")}");
        }
        else
        {
            while (PrintNew(context, file, headers))
            {
            }

            context.Complain($"{shown} has been replaced;  following new file");
            file.File!.Release();
        }

        file.Find(opened);
    }

    private sealed record Following(bool ByName, bool Retries, TimeSpan Interval, List<int> Pids);

    private sealed class FollowedFile(string name)
    {
        public string Name { get; } = name;

        public string ShownName => Name == "-" ? "standard input" : Name;

        public OpenFile? File { get; set; }

        public FileError Error { get; private set; }

        public bool GivenUp { get; set; }

        public void Find(OpenFile file)
        {
            File = file;
            Error = FileError.None;
        }

        public void Lose(FileError error)
        {
            File = null;
            Error = error;
        }
    }
}
