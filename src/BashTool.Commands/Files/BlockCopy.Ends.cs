using System.Globalization;
using BashTool.Commands.Text;

namespace BashTool.Commands.Files;

/// <content>How the files are opened, and what is told at the end.</content>
internal sealed partial class BlockCopy
{
    private void OpenInput()
    {
        if (InputName is null)
        {
            input = context.StandardInput.AddReference();
            return;
        }

        try
        {
            OpenMode flags = Flags(inputFlags);
            input = flags == 0
                ? context.OpenInput(InputName, dashIsInput: false)
                : new OpenedFile(context.Files.Open(context.Resolve(InputName), OpenMode.Read | flags, 0, context.Cancellation), InputName, canRead: true, canWrite: false);
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"failed to open {ShownInput}: {problem.Description}");
        }
    }

    private static OpenMode Flags(HashSet<string> flags) =>
        (flags.Contains("nofollow") ? OpenMode.NoFollow : 0) | (flags.Contains("directory") ? OpenMode.Directory : 0)
        | (flags.Contains("nonblock") ? OpenMode.NonBlocking : 0);

    private void OpenOutput()
    {
        if (OutputName is null)
        {
            output = context.StandardOutput.AddReference();
            outputHandle = output.Handle;
            if (outputFlags.Contains("directory"))
            {
                throw new CommandException($"setting flags for 'standard output': {FileError.ENOTDIR.Describe()}");
            }

            return;
        }

        try
        {
            if (OutputName.StartsWith("/dev/", StringComparison.Ordinal))
            {
                output = context.OpenOutput(OutputName, outputFlags.Contains("append"));
                outputHandle = output.Handle;
                return;
            }

            (long blocks, long bytes) = Seek is { } seek ? Split(seek, outputFlags.Contains("seek_bytes"), OutputBlock) : (0, 0);
            bool cuts = !conversions.Contains("notrunc");
            Int128 size = ((Int128)blocks * OutputBlock) + bytes;
            if (size > long.MaxValue && cuts)
            {
                throw new CommandException($"offset too large: cannot truncate to a length of seek={blocks} ({OutputBlock}-byte) blocks");
            }

            OpenMode mode = OpenMode.Write | Flags(outputFlags)
                | (conversions.Contains("nocreat") ? 0 : conversions.Contains("excl") ? OpenMode.CreateNew : OpenMode.Create)
                | (cuts && blocks == 0 ? OpenMode.Truncate : 0)
                | (outputFlags.Contains("append") ? OpenMode.Append : 0);
            outputHandle = context.Files.Open(context.Resolve(OutputName), mode, 0x1B6 & ~context.Umask);
            output = new OpenedFile(outputHandle, OutputName, canRead: false, canWrite: true);
            if (blocks > 0 && cuts && outputHandle.CanSeek)
            {
                Truncate((long)size);
            }
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"failed to open {ShownOutput}: {problem.Description}");
        }
    }

    private void Truncate(long size)
    {
        try
        {
            outputHandle!.SetLength(size);
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"failed to truncate to {size} bytes in output file {ShownOutput}: {problem.Description}");
        }
    }

    private void SeekOutput()
    {
        if (Seek is not { Value: > 0 } seek)
        {
            return;
        }

        (long blocks, long bytes) = Split(seek, outputFlags.Contains("seek_bytes"), OutputBlock);
        Int128 offset = ((Int128)blocks * OutputBlock) + bytes;
        if (output is NullFile)
        {
            return;
        }

        if (outputHandle is not { CanSeek: true })
        {
            throw Fail($"{ShownOutput}: cannot seek: {FileError.ESPIPE.Describe()}");
        }

        output.Flush();
        try
        {
            offset += outputHandle.Position;
            outputHandle.Seek(offset > long.MaxValue ? throw new FileSystemException(FileError.EINVAL, null) : (long)offset, SeekOrigin.Begin);
        }
        catch (FileSystemException problem)
        {
            throw Fail($"{(OutputName is null ? "'standard output'" : GnuQuoting.Name(OutputName))}: cannot seek: {problem.Description}");
        }
    }

    private void Synchronize()
    {
        if (!conversions.Contains("fsync") && !conversions.Contains("fdatasync"))
        {
            return;
        }

        try
        {
            if (outputHandle is not { CanSeek: true })
            {
                throw new FileSystemException(FileError.EINVAL, null);
            }

            outputHandle.Flush();
        }
        catch (FileSystemException problem)
        {
            context.Complain($"fsync failed for {ShownOutput}: {problem.Description}");
            status = 1;
        }
    }

    private void Progress()
    {
        TimeSpan elapsed = context.Clock.GetElapsedTime(start);
        if ((long)elapsed.TotalSeconds > shownSeconds)
        {
            shownSeconds = (long)elapsed.TotalSeconds;
            context.Error.Write($"\r{Transfer(elapsed, Math.Round(elapsed.TotalSeconds).ToString("F0", CultureInfo.InvariantCulture))}");
            context.Error.FlushThrough();
        }
    }

    private void Report()
    {
        if (Status == "none")
        {
            return;
        }

        context.FlushOutput();
        string text = $"{(shownSeconds > 0 ? "\n" : "")}{fullIn}+{partialIn} records in\n{fullOut}+{partialOut} records out\n";
        if (conversion?.Truncated is > 0 and long truncated)
        {
            text += $"{truncated} truncated {(truncated == 1 ? "record" : "records")}\n";
        }

        if (Status != "noxfer")
        {
            TimeSpan elapsed = context.Clock.GetElapsedTime(start);
            text += Transfer(elapsed, new CConversion { Letter = 'g' }.Real(elapsed.TotalSeconds)) + "\n";
        }

        context.Error.Write(text);
        context.Error.FlushThrough();
    }

    private string Transfer(TimeSpan elapsed, string seconds)
    {
        string si = Scaled(written, si: true), iec = Scaled(written, si: false);
        string amount = !char.IsAsciiLetter(si[^2]) ? $"{written} {(written == 1 ? "byte" : "bytes")} copied"
            : !char.IsAsciiLetter(iec[^2]) ? $"{written} bytes ({si}) copied"
            : $"{written} bytes ({si}, {iec}) copied";
        double rate = written / Math.Max(elapsed.TotalSeconds, 1e-9);
        return $"{amount}, {seconds} s, {Scaled((long)Math.Min(rate, 1e18), si: true)}/s";
    }

    private static string Scaled(long bytes, bool si)
    {
        string text = (si ? HumanSize.Si : HumanSize.Human).Format((ulong)bytes, 1, Rounding.Nearest);
        int digits = text.Length;
        while (digits > 0 && char.IsAsciiLetter(text[digits - 1]))
        {
            digits--;
        }

        string unit = text[digits..];
        return $"{text[..digits]} {unit}{(si || unit.Length == 0 ? "" : "i")}B";
    }
}
