using System.Buffers;

namespace BashTool.Commands.Files;

internal sealed partial class FileCopier
{
    private const int BlockSize = 256 * 1024;
    private const int HoleSize = 4096;

    // True: moved; false: failed; null: another file system, to be copied.
    private bool? Move(string source, string target, in FileMetadata from, in FileMetadata to, bool targetIsNew, string? backup)
    {
        try
        {
            if (LastPart(source) is "." or "..")
            {
                throw new FileSystemException(FileError.EBUSY, source);
            }

            Files.Rename(context.Resolve(source), context.Resolve(target));
            Remember(target);
            AnnounceMove(source, target, backup);
            Renamed = true;
            return true;
        }
        catch (FileSystemException problem)
        {
            if (problem.Error == FileError.EINVAL)
            {
                CopiedIntoItself = true;
                return Fail($"cannot move {Q(topSource)} to a subdirectory of itself, {Q(topTarget)}");
            }

            if (problem.Error != FileError.EXDEV)
            {
                return Fail($"cannot move {Q(source)} to {Q(target)}", problem);
            }
        }

        if (!targetIsNew)
        {
            try
            {
                if (from.IsDirectory)
                {
                    Files.RemoveDirectory(context.Resolve(target));
                }
                else
                {
                    Files.RemoveFile(context.Resolve(target));
                }
            }
            catch (FileSystemException problem) when (problem.Error != FileError.ENOENT)
            {
                return Fail($"inter-device move failed: {Q(source)} to {Q(target)}; unable to remove target", problem);
            }
            catch (FileSystemException)
            {
                // Gone already.
            }
        }

        if (options.Verbose && !from.IsDirectory)
        {
            context.Output.Write("copied ");
            Announce(source, target, backup);
        }

        return null;
    }

    private bool MayOverwrite(string target, in FileMetadata to)
    {
        switch (options.Overwriting)
        {
            case Overwriting.Never:
                return false;
            case Overwriting.Ask:
                break;
            case Overwriting.Unspecified when options.Moves && context.StandardInput.IsTerminal && !to.IsSymbolicLink && !IsWritable(target):
                break;
            default:
                return true;
        }

        if (!to.IsSymbolicLink && !IsWritable(target))
        {
            Span<char> letters = stackalloc char[9];
            ModeText.Permissions(to.Permissions, letters);
            string octal = Convert.ToString(to.Permissions & PermissionBits, 8).PadLeft(4, '0');
            return Question.Ask(context, options.Moves || options.RemovesFirst || options.RemovesUnopenable
                ? $"replace {Q(target)}, overriding mode {octal} ({letters.ToString()})? "
                : $"unwritable {Q(target)} (mode {octal}, {letters.ToString()}); try anyway? ");
        }

        return Question.Ask(context, $"overwrite {Q(target)}? ");
    }

    private bool IsWritable(string path) => Files.Access(context.Resolve(path), FileAccessRights.Write) == FileError.None;

    // Whether source and target may be copied though they may be one file.
    private bool MayBeSame(string source, in FileMetadata from, string target, in FileMetadata to, out bool done)
    {
        done = false;
        bool same = from.IsSameFileAs(to);
        if (same && options.HardLinks)
        {
            done = true;
            return true;
        }

        FileMetadata fromLink = from, toLink = to;
        bool sameLink = same;
        if (options.Follow == CopyFollow.Never)
        {
            if (from.IsSymbolicLink && to.IsSymbolicLink)
            {
                bool sameName = SameName(source, target);
                if (!sameName)
                {
                    if (options.Backs)
                    {
                        return true;
                    }

                    if (sameLink)
                    {
                        done = true;
                        return !options.Moves;
                    }
                }

                return !sameName;
            }
        }
        else
        {
            if (!same || Stat(source, false, out fromLink, out _) != FileError.None || Stat(target, false, out toLink, out _) != FileError.None)
            {
                return true;
            }

            sameLink = fromLink.IsSameFileAs(toLink);
            if (fromLink.IsSymbolicLink && toLink.IsSymbolicLink && options.RemovesFirst)
            {
                return true;
            }
        }

        if (options.Backs)
        {
            return !sameLink
                ? options.Moves || options.Follow == CopyFollow.Never || !fromLink.IsSymbolicLink || toLink.IsSymbolicLink
                : !SameName(source, target);
        }

        if (options.Moves || options.RemovesFirst)
        {
            if (toLink.IsSymbolicLink)
            {
                return true;
            }

            if (sameLink && toLink.LinkCount > 1 && !SameName(source, target))
            {
                return !options.Moves;
            }
        }

        if (!fromLink.IsSymbolicLink && !toLink.IsSymbolicLink && !fromLink.IsSameFileAs(toLink))
        {
            return true;
        }

        if (options.Moves && from.IsSymbolicLink && toLink.LinkCount > 1)
        {
            try
            {
                return !SameName(Files.RealPath(context.Resolve(source), RealPathMode.AllExist).Text, target);
            }
            catch (FileSystemException)
            {
                // A dangling link is not the target.
            }
        }

        if (options.SymbolicLinks && toLink.IsSymbolicLink)
        {
            return true;
        }

        if (options.Follow == CopyFollow.Never)
        {
            FileMetadata fromTarget = fromLink, toTarget = toLink;
            if ((fromLink.IsSymbolicLink && Stat(source, true, out fromTarget, out _) != FileError.None)
                || (toLink.IsSymbolicLink && Stat(target, true, out toTarget, out _) != FileError.None)
                || !fromTarget.IsSameFileAs(toTarget))
            {
                return true;
            }

            if (options.HardLinks)
            {
                done = !toLink.IsSymbolicLink;
                return true;
            }
        }

        return false;
    }

    // One entry of one directory.
    private bool SameName(string left, string right)
    {
        if (LastPart(left) != LastPart(right))
        {
            return false;
        }

        return Stat(DirectoryOf(left), true, out FileMetadata a, out _) == FileError.None
            && Stat(DirectoryOf(right), true, out FileMetadata b, out _) == FileError.None && a.IsSameFileAs(b);
    }

    private static string DirectoryOf(string path)
    {
        ReadOnlySpan<char> text = path.AsSpan().TrimEnd('/');
        int slash = text.LastIndexOf('/');
        return slash < 0 ? "." : slash == 0 ? "/" : text[..slash].ToString();
    }

    private bool MakeHardLink(string existing, string target, bool replaces, bool verbose)
    {
        VirtualPath from = context.Resolve(existing), to = context.Resolve(target);
        bool follow = options.Follow == CopyFollow.Always || (options.Follow == CopyFollow.Operands && existing == topSource);
        try
        {
            try
            {
                Files.CreateHardLink(from, to, follow);
            }
            catch (FileSystemException problem) when (problem.Error == FileError.EEXIST && replaces)
            {
                Files.RemoveFile(to);
                if (verbose)
                {
                    context.Output.WriteLine($"removed {Q(target)}");
                }

                Files.CreateHardLink(from, to, follow);
            }

            return true;
        }
        catch (FileSystemException problem)
        {
            return Fail($"cannot create hard link {Q(target)} to {Q(existing)}", problem);
        }
    }

    private bool MakeSymbolicLink(string source, string target)
    {
        if (!source.StartsWith('/'))
        {
            // A relative link is right only where it is made in the current directory.
            bool here = Stat(".", true, out FileMetadata current, out _) == FileError.None
                && Stat(DirectoryOf(target), true, out FileMetadata parent, out _) == FileError.None && current.IsSameFileAs(parent);
            if (!here)
            {
                return Fail($"{GnuQuoting.Name(target)}: can make relative symbolic links only in current directory");
            }
        }

        VirtualPath path = context.Resolve(target);
        try
        {
            try
            {
                Files.CreateSymbolicLink(source, path);
            }
            catch (FileSystemException problem) when (problem.Error == FileError.EEXIST && options.RemovesUnopenable)
            {
                Files.RemoveFile(path);
                Files.CreateSymbolicLink(source, path);
            }

            return true;
        }
        catch (FileSystemException problem)
        {
            return Fail($"cannot create symbolic link {Q(target)} to {Q(source)}", problem);
        }
    }

    private bool CopyLink(string source, string target)
    {
        string text;
        try
        {
            text = Files.ReadLink(context.Resolve(source));
        }
        catch (FileSystemException problem)
        {
            return Fail($"cannot read symbolic link {Q(source)}", problem);
        }

        try
        {
            Files.CreateSymbolicLink(text, context.Resolve(target));
            return true;
        }
        catch (FileSystemException problem)
        {
            return Fail($"cannot create symbolic link {Q(target)}", problem);
        }
    }

    private bool MakeFifo(string target, in FileMetadata from)
    {
        try
        {
            Files.CreateFifo(context.Resolve(target), from.Permissions & 0x1FF & ~context.Umask);
            return true;
        }
        catch (FileSystemException problem)
        {
            return Fail($"cannot create fifo {Q(target)}", problem);
        }
    }

    private bool CopyData(string source, string target, in FileMetadata from, ref bool targetIsNew)
    {
        IFileHandle? input = null, output = null;
        try
        {
            try
            {
                input = Files.Open(context.Resolve(source), OpenMode.Read | (options.Follow == CopyFollow.Never ? OpenMode.NoFollow : 0), 0, context.Cancellation);
            }
            catch (FileSystemException problem)
            {
                return Fail($"cannot open {Q(source)} for reading", problem);
            }

            output = OpenTarget(target, from, ref targetIsNew);
            if (output is null)
            {
                return false;
            }

            if (options.CloneRequired)
            {
                return Fail($"failed to clone {Q(target)} from {Q(source)}: {FileError.EOPNOTSUPP.Describe()}");
            }

            return options.AttributesOnly || CopyBytes(input, output, source, target, from);
        }
        finally
        {
            input?.Dispose();
            output?.Dispose();
        }
    }

    // What is read is a stream of the shell's, which no file system knows.
    private bool CopyDescriptor(string source, string target)
    {
        OpenFile input;
        try
        {
            input = context.OpenInput(source);
        }
        catch (FileSystemException problem)
        {
            return Fail($"cannot open {Q(source)} for reading", problem);
        }

        try
        {
            bool isNew = Stat(target, true, out _, out _) != FileError.None;
            using IFileHandle? output = OpenTarget(target, new FileMetadata { Kind = FileKind.Regular, Permissions = 0x1B6 }, ref isNew);
            if (output is null)
            {
                return false;
            }

            if (options.Verbose)
            {
                Announce(source, target, null);
            }

            while (true)
            {
                ReadOnlySpan<byte> data = input.Peek(context.Cancellation);
                if (data.IsEmpty)
                {
                    return true;
                }

                output.Write(data, context.Cancellation);
                input.Advance(data.Length);
            }
        }
        catch (FileSystemException problem)
        {
            return Fail($"error writing {Q(target)}", problem);
        }
        finally
        {
            input.Release();
        }
    }

    private IFileHandle? OpenTarget(string target, in FileMetadata from, ref bool targetIsNew)
    {
        VirtualPath path = context.Resolve(target);
        if (!targetIsNew)
        {
            try
            {
                return Files.Open(path, OpenMode.Write | (options.AttributesOnly ? 0 : OpenMode.Truncate), 0, context.Cancellation);
            }
            catch (FileSystemException problem)
            {
                if (!options.RemovesUnopenable)
                {
                    Fail($"cannot create regular file {Q(target)}", problem);
                    return null;
                }

                try
                {
                    Files.RemoveFile(path);
                }
                catch (FileSystemException removal)
                {
                    Fail($"cannot remove {Q(target)}", removal);
                    return null;
                }

                if (options.Verbose)
                {
                    context.Output.WriteLine($"removed {Q(target)}");
                }

                targetIsNew = true;
            }
        }

        int permissions = options.Mode is not null ? 0x180
            : options.DropsMode ? 0x1B6 & ~context.Umask
            : from.Permissions & 0x1FF & ~context.Umask & ~(options.PreservesOwner || options.Moves ? 0x3F : 0);
        try
        {
            return Files.Open(path, OpenMode.Write | OpenMode.CreateNew, permissions, context.Cancellation);
        }
        catch (FileSystemException problem)
        {
            if (problem.Error == FileError.EEXIST && !options.Moves && Stat(target, false, out FileMetadata link, out _) == FileError.None && link.IsSymbolicLink)
            {
                Fail($"not writing through dangling symlink {Q(target)}");
            }
            else if (problem.Error == FileError.EISDIR && target.EndsWith('/'))
            {
                Fail($"cannot create regular file {Q(target)}: {FileError.ENOTDIR.Describe()}");
            }
            else
            {
                Fail($"cannot create regular file {Q(target)}", problem);
            }

            return null;
        }
    }

    private bool CopyBytes(IFileHandle input, IFileHandle output, string source, string target, in FileMetadata from)
    {
        // A file with fewer blocks than bytes has holes: runs of zeros are skipped, not written.
        bool holes = output.CanSeek && (options.Sparse == SparseCopy.Always
            || (options.Sparse == SparseCopy.Auto && from.IsRegular && from.Size > HoleSize && from.Blocks * 512 < from.Size));
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(from.Size + 1, 4096, BlockSize));
        try
        {
            long total = 0;
            bool endsInHole = false;
            while (true)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                int count;
                try
                {
                    count = input.Read(buffer, context.Cancellation);
                }
                catch (FileSystemException problem)
                {
                    return Fail($"error reading {Q(source)}", problem);
                }

                if (count == 0)
                {
                    break;
                }

                try
                {
                    if (holes)
                    {
                        endsInHole = WriteAroundHoles(output, buffer.AsSpan(0, count));
                    }
                    else
                    {
                        output.Write(buffer.AsSpan(0, count), context.Cancellation);
                    }
                }
                catch (FileSystemException problem)
                {
                    return Fail($"error writing {Q(target)}", problem);
                }

                total += count;
            }

            if (endsInHole)
            {
                output.SetLength(total);
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private bool WriteAroundHoles(IFileHandle output, ReadOnlySpan<byte> data)
    {
        bool inHole = false;
        while (!data.IsEmpty)
        {
            int length = Math.Min(HoleSize, data.Length);
            inHole = !data[..length].ContainsAnyExcept((byte)0);
            while (length < data.Length && !data.Slice(length, Math.Min(HoleSize, data.Length - length)).ContainsAnyExcept((byte)0) == inHole)
            {
                length += Math.Min(HoleSize, data.Length - length);
            }

            if (inHole)
            {
                output.Seek(length, SeekOrigin.Current);
            }
            else
            {
                output.Write(data[..length], context.Cancellation);
            }

            data = data[length..];
        }

        return inHole;
    }
}
