using BashTool.Commands.Files;

namespace BashTool.Commands.Patch;

/// <content>Applies one patch.</content>
internal sealed partial class PatchSession
{
    private readonly MemoryStream outputs = new();
    private readonly HashSet<string> rejectFiles = new(StringComparer.Ordinal);

    private void ApplyOne()
    {
        PatchKind kind = reader.Kind;
        string? outName = skips ? null
            : Settings.Output ?? (reader.Renames || reader.Copies ? reader.Sides[reverse ? 0 : 1].Name : inName);
        byte[] content = [];
        if (!skips && !TryRead(out content))
        {
            skips = true;
        }

        if (!skips && reader.Revision is { } revision)
        {
            CheckRevision(revision, content);
        }

        if (kind == PatchKind.Ed)
        {
            ApplyEd(content, outName);
            return;
        }

        if (!skips && kind == PatchKind.GitBinary)
        {
            Say($"File {Quote(outName!)}: git binary diffs are not supported.\n");
            skips = true;
            someFailed = true;
        }

        if (!skips && !Quiet)
        {
            bool renamed = inName != outName;
            Say($"{(Settings.DryRun ? "checking" : "patching")} file {Quote(outName!)}{(renamed ? $" ({(reader.Copies ? "copied" : reader.Renames ? "renamed" : "read")} from {inName})" : "")}\n");
            if (Verbose)
            {
                Say("Using Plan A...\n");
            }
        }

        var target = new PatchTarget(content);
        var applier = new PatchApplier(target, Settings);
        var rejects = new PatchRejects(reader, Settings.RejectFormat);
        int hunks = 0;
        int failed = 0;
        bool mismatch = false;
        bool conflicts = false;
        while (reader.ReadHunk() is { } hunk)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (reverse)
            {
                hunk.Swap();
            }

            hunks++;
            long where = 0;
            int fuzz = 0;
            if (!skips)
            {
                where = Place(applier, hunk, hunks, ref fuzz, ref mismatch);
            }

            long newWhere = (where != 0 ? where : hunk.First) + applier.OutputOffset;
            bool applied;
            if (skips)
            {
                applied = false;
            }
            else if (Settings.Merge != PatchMerge.None)
            {
                applied = true;
                if (!new PatchMerger(applier, Settings.Merge == PatchMerge.Diff3, Say, Verbose).Merge(hunks, hunk, where))
                {
                    conflicts = true;
                    someFailed = true;
                }
            }
            else
            {
                applied = !(where == 1 && reader.Sides[reverse ? 1 : 0].Nonexistent == 2 && inMetadata.Size > 0) && where != 0 && TryApply(applier, hunk, where);
            }

            if (!applied)
            {
                rejects.Add(hunk, failed == 0, reverse, applier.OutputOffset);
                failed++;
                if (Verbose || (!skips && !Quiet))
                {
                    Say($"Hunk #{hunks} {(skips ? "ignored" : "FAILED")} at {newWhere}{(!skips && HasOtherLineEnds(hunk, target, newWhere) ? " (different line endings)" : "")}.\n");
                }
            }
            else if (Settings.Merge == PatchMerge.None && (Verbose || (!Quiet && (fuzz > 0 || applier.InputOffset != 0))))
            {
                long offset = applier.InputOffset;
                Say($"Hunk #{hunks} succeeded at {newWhere}{(fuzz > 0 ? $" with fuzz {fuzz}" : "")}{(offset != 0 ? $" (offset {offset} line{(offset == 1 ? "" : "s")})" : "")}.\n");
            }
        }

        if (kind == PatchKind.GitBinary)
        {
            reader.Base = source.Text.Length;
        }

        if (!skips)
        {
            target.Finish();
            Store(target, outName!, hunks, failed, mismatch, conflicts);
        }

        if (failed > 0)
        {
            someFailed = true;
            ReportFailures(rejects, outName, hunks, failed);
        }
    }

    private long Place(PatchApplier applier, PatchHunk hunk, int number, ref int fuzz, ref bool mismatch)
    {
        int most = Settings.Merge != PatchMerge.None ? 0 : Math.Min(Settings.Fuzz, Math.Max(hunk.PrefixContext, hunk.SuffixContext));
        long where;
        do
        {
            where = applier.Locate(hunk, fuzz);
            if (where == 0 || fuzz > 0 || applier.InputOffset != 0)
            {
                mismatch = true;
            }

            if (Settings.Merge == PatchMerge.None && number == 1 && where == 0 && !(Settings.Force || appliesAnyway) && reverse == Settings.Reverse)
            {
                // Perhaps it was applied before.
                hunk.Swap();
                where = applier.Locate(hunk, fuzz);
                if (where != 0 && MayReverse($"{(reverse ? "Unreversed" : "Reversed (or previously applied)")} patch detected!"))
                {
                    reverse = !reverse;
                }
                else
                {
                    hunk.Swap();
                    if (where != 0)
                    {
                        appliesAnyway = true;
                        fuzz--;
                        where = 0;
                    }
                }
            }
        }
        while (!skips && where == 0 && ++fuzz <= most);

        return where;
    }

    private bool TryApply(PatchApplier applier, PatchHunk hunk, long where)
    {
        if (applier.Apply(hunk, where))
        {
            return true;
        }

        Say("misordered hunks! output would be garbled\n");
        return false;
    }

    // Lines that would fit but for carriage returns.
    private bool HasOtherLineEnds(PatchHunk hunk, PatchTarget target, long where)
    {
        static bool EndsInReturn(ReadOnlySpan<byte> line) => line.Length >= 2 && line[^1] == '\n' && line[^2] == '\r';

        if (hunk.Old.Count == 0 || target.Lines.Count == 0)
        {
            return false;
        }

        bool patchReturn = EndsInReturn(hunk.Old[0].Text);
        long line = Math.Clamp(where, 1, target.Lines.Count);
        return patchReturn != EndsInReturn(target.Lines[(int)line - 1].Span);
    }

    private bool TryRead(out byte[] content)
    {
        content = [];
        if (inName is null)
        {
            return false;
        }

        if (inError != FileError.None)
        {
            return inError == FileError.ENOENT ? true : throw Fatal($"Can't find file {Quote(inName)} : {inError.Describe()}");
        }

        if (!inMetadata.IsRegular)
        {
            Say($"File {Quote(inName)} is not a regular file -- refusing to patch\n");
            someFailed = true;
            return false;
        }

        if (Settings.ReadOnly != ReadOnlyFiles.Ignore && !Settings.DryRun && context.Files.Access(files.Resolve(inName), FileAccessRights.Write) == FileError.EACCES)
        {
            if (Settings.ReadOnly == ReadOnlyFiles.Warn)
            {
                if (!Quiet)
                {
                    Say($"File {Quote(inName)} is read-only; trying to patch anyway\n");
                }
            }
            else
            {
                Say($"File {Quote(inName)} is read-only; refusing to patch\n");
                someFailed = true;
                return false;
            }
        }

        try
        {
            content = files.Read(inName);
            return true;
        }
        catch (FileSystemException problem)
        {
            throw Fatal($"Can't open file {Quote(inName)} : {problem.Description}");
        }
    }

    private void CheckRevision(string revision, byte[] content)
    {
        string quoted = Quote(revision);
        bool found = false;
        foreach (string word in EscapedUtf8.Decode(content).Split([' ', '\t', '\n', '\r', '\f', '\v']))
        {
            found |= word == revision;
        }

        if (found)
        {
            if (Verbose)
            {
                Say($"Good.  This file appears to be the {quoted} version.\n");
            }
        }
        else if (Settings.Force)
        {
            if (!Quiet)
            {
                Say($"Warning: this file doesn't appear to be the {quoted} version -- patching anyway.\n");
            }
        }
        else if (Settings.Batch)
        {
            throw Fatal($"This file doesn't appear to be the {quoted} version -- aborting.");
        }
        else
        {
            Ask($"This file doesn't appear to be the {quoted} version -- patch anyway? [n] ");
            throw Fatal("aborted");
        }
    }

    private void ApplyEd(byte[] content, string? outName)
    {
        var target = new PatchTarget(content);
        bool pretends = skips || Settings.DryRun;
        string appended = "";
        if (!pretends && content.Length > 0 && content[^1] != '\n')
        {
            // ed says so when it is done.
            appended = "Newline appended\n";
            target.Lines[^1] = new byte[][] { target.Lines[^1].ToArray(), [(byte)'\n'] }.SelectMany(b => b).ToArray();
        }

        try
        {
            EdScript.Run(target.Lines, reader, source, pretends ? _ => { } : text => Say(appended + text));
            Say(appended);
        }
        catch (CommandException) when (pretends)
        {
            // What is not done need not be right.
            reader.Base = source.Position;
            reader.BaseLine = source.Line + 1;
        }

        someFailed |= skips;
        if (pretends)
        {
            return;
        }

        target.Finish();
        if (Settings.Output is not null)
        {
            hasOutput = true;
            outputs.Write(target.Result);
        }
        else if (!Settings.DryRun)
        {
            files.Write(outName!, target.Result, Mode(), Settings.Backup, null, deferred: false);
            files.KeepsNoBackup(outName!);
        }
    }

    private int Mode() => inError == FileError.None ? inMetadata.Permissions : 0x1B6 & ~context.Umask;

    private void Store(PatchTarget target, string outName, int hunks, int failed, bool mismatch, bool conflicts)
    {
        byte[] result = target.Result;
        if (Settings.Output is not null)
        {
            hasOutput = true;
            outputs.Write(result);
            return;
        }

        PatchSide old = reader.Sides[reverse ? 1 : 0];
        PatchSide fresh = reader.Sides[reverse ? 0 : 1];
        bool backup = Settings.Backup || (Settings.BackupIfMismatch == true && (mismatch || failed > 0));
        if (result.Length == 0 && (Settings.RemoveEmpty || (fresh.Nonexistent == 2 && !Settings.Posix)))
        {
            if (!Settings.DryRun && inError == FileError.None)
            {
                files.Remove(outName, backup);
            }
            else if (!Settings.DryRun && backup)
            {
                files.Backup(outName);
            }

            return;
        }

        if (result.Length > 0 && fresh.Nonexistent == 2 && (Settings.RemoveEmpty || !Settings.Posix) && !(Settings.Merge != PatchMerge.None && conflicts))
        {
            mismatch = true;
            someFailed = true;
            if (!Quiet)
            {
                Say($"Not deleting file {Quote(outName)} as content differs from patch\n");
            }
        }

        if (Settings.DryRun)
        {
            return;
        }

        bool setsMode = fresh.Mode != 0 && old.Mode != fresh.Mode;
        if (failed >= hunks && !setsMode && !reader.Copies && !reader.Renames)
        {
            if (backup)
            {
                if (inError != FileError.None)
                {
                    files.Backup(outName);
                    throw Fatal($"Can't reopen file {Quote(outName)} : {inError.Describe()}");
                }

                files.Backup(outName);
            }

            return;
        }

        int mode = setsMode ? fresh.Mode & 0x1FF : inError == FileError.None ? inMetadata.Permissions & 0x1FF : 0x1B6 & ~context.Umask;
        UnixTime? time = null;
        if ((Settings.SetTime || Settings.SetUtc) && fresh.Time.Seconds != -1)
        {
            if (!Settings.Force && inError == FileError.None && old.Nonexistent != 2 && old.Time.Seconds != -1 && old.Time != inMetadata.ModifyTime)
            {
                Say($"Not setting time of file {Quote(outName)} (time mismatch)\n");
            }
            else if (!Settings.Force && (mismatch || failed > 0))
            {
                Say($"Not setting time of file {Quote(outName)} (contents mismatch)\n");
            }
            else
            {
                time = fresh.Time;
            }
        }

        files.Write(outName, result, mode, backup, time, deferred: reader.IsGit);
        if (reader.Renames && inName != outName)
        {
            files.Remove(inName!, backup);
        }
    }

    private void ReportFailures(PatchRejects rejects, string? outName, int hunks, int failed)
    {
        Say($"{failed} out of {hunks} hunk{(hunks == 1 ? "" : "s")} {(skips ? "ignored" : "FAILED")}");
        if (outName is null || Settings.RejectFile == "-")
        {
            Say("\n");
            return;
        }

        string name = Settings.RejectFile ?? outName + ".rej";
        if (Settings.DryRun)
        {
            Say("\n");
            return;
        }

        Say($" -- saving rejects to file {Quote(name)}\n");
        files.MakeDirectories(name);
        bool append = Settings.RejectFile is not null && !rejectFiles.Add(name);
        using IFileHandle handle = context.Files.Open(
            files.Resolve(name), OpenMode.Write | OpenMode.Create | (append ? OpenMode.Append : OpenMode.Truncate), 0x1B6 & ~context.Umask);
        handle.Write(rejects.Text, context.Cancellation);
    }

    private void WriteOutput(string name)
    {
        byte[] all = outputs.ToArray();
        if (name == "-")
        {
            context.Output.Write(all);
            return;
        }

        var writer = new ByteWriter(created!, context.Cancellation);
        writer.Write(all);
        writer.Flush();
        created!.Release();
        created = null;
    }
}
