namespace BashTool.Commands.Sed;

/// <content>Editing files in place: the output goes to a new file that takes the old one's name.</content>
internal sealed partial class SedMachine
{
    private OpenFile? editedFile;
    private VirtualPath editedPath;
    private VirtualPath temporaryPath;

    private void BeginEdit(OpenFile file, string name)
    {
        VirtualPath path = context.Resolve(name);
        if (settings.FollowsLinks)
        {
            path = context.Files.RealPath(path, RealPathMode.AllExist);
        }

        int permissions = file.Handle?.GetMetadata().Permissions ?? 0b110_100_100;
        Span<char> suffix = stackalloc char[6];
        for (int attempt = 0; ; attempt++)
        {
            Random.Shared.GetItems("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", suffix);
            VirtualPath temporary = path.Parent.Combine("sed" + suffix.ToString());
            try
            {
                IFileHandle handle = context.Files.Open(temporary, OpenMode.Write | OpenMode.CreateNew, permissions & 0b111_111_111);
                editedFile = new OpenedFile(handle, temporary.Text, canRead: false, canWrite: true);
                editedPath = path;
                temporaryPath = temporary;
                output = new SedOutput(new ByteWriter(editedFile, context.Cancellation), settings.Delimiter);
                return;
            }
            catch (FileSystemException problem)
            {
                if (problem.Error != FileError.EEXIST || attempt > 100)
                {
                    throw new CommandException($"couldn't open temporary file {temporary.Text}: {problem.Description}", 4);
                }
            }
        }
    }

    private void EndEdit(bool completed)
    {
        if (editedFile is null)
        {
            return;
        }

        if (!completed)
        {
            AbandonEdit();
            return;
        }

        output.Writer.FlushThrough();
        output.Writer.Discard();
        editedFile.Release();
        editedFile = null;
        output = outputs.Standard;
        if (settings.Suffix.Length > 0)
        {
            string name = editedPath.FileName;
            string backup = settings.Suffix.Contains('*', StringComparison.Ordinal)
                ? settings.Suffix.Replace("*", name, StringComparison.Ordinal)
                : name + settings.Suffix;
            VirtualPath target = backup.Contains('/', StringComparison.Ordinal) ? context.Resolve(backup) : editedPath.Parent.Combine(backup);
            try
            {
                context.Files.Rename(editedPath, target);
            }
            catch (FileSystemException problem)
            {
                context.Files.RemoveFile(temporaryPath);
                throw new CommandException($"cannot rename {input.FileName}: {problem.Description}", 4);
            }
        }

        context.Files.Rename(temporaryPath, editedPath);
    }

    // The file stays as it was.
    private void AbandonEdit()
    {
        if (editedFile is null)
        {
            return;
        }

        output.Writer.Discard();
        editedFile.Release();
        editedFile = null;
        output = outputs.Standard;
        try
        {
            context.Files.RemoveFile(temporaryPath);
        }
        catch (FileSystemException)
        {
            // It is gone.
        }
    }
}
