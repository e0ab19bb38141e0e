namespace BashTool.Commands.Awk;

/// <summary>A file being edited in place: what is printed goes to a new file that takes the old one's name.</summary>
internal sealed class AwkInPlaceEdit
{
    private readonly AwkMachine machine;
    private readonly OpenFile file;
    private readonly VirtualPath path;
    private readonly VirtualPath temporary;

    private AwkInPlaceEdit(AwkMachine machine, OpenFile file, VirtualPath path, VirtualPath temporary)
    {
        this.machine = machine;
        this.file = file;
        this.path = path;
        this.temporary = temporary;
        Output = new ByteWriter(file, machine.Cancellation);
    }

    public ByteWriter Output { get; }

    public static AwkInPlaceEdit Begin(AwkMachine machine, string name, OpenFile source)
    {
        CommandContext context = machine.Context;
        VirtualPath path = context.Files.RealPath(context.Resolve(name), RealPathMode.AllExist);
        int permissions = source.Handle?.GetMetadata().Permissions ?? 0b110_100_100;
        Span<char> suffix = stackalloc char[6];
        for (int attempt = 0; ; attempt++)
        {
            Random.Shared.GetItems("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", suffix);
            VirtualPath temporary = path.Parent.Combine("gawk.inplace." + suffix.ToString());
            try
            {
                IFileHandle handle = context.Files.Open(temporary, OpenMode.Write | OpenMode.CreateNew, permissions & 0b111_111_111);
                return new AwkInPlaceEdit(machine, new OpenedFile(handle, temporary.Text, canRead: false, canWrite: true), path, temporary);
            }
            catch (FileSystemException problem) when (problem.Error != FileError.EEXIST || attempt > 100)
            {
                throw machine.Fatal($"inplace::begin: mkstemp `{temporary.Text}' failed ({problem.Description})");
            }
            catch (FileSystemException)
            {
                // Taken: another name.
            }
        }
    }

    public void End(bool completed)
    {
        if (!completed)
        {
            Output.Discard();
            file.Release();
            machine.Context.Files.RemoveFile(temporary);
            return;
        }

        Output.FlushThrough();
        Output.Discard();
        file.Release();
        string suffix = machine.TextOf("inplace::suffix") ?? machine.TextOf("INPLACE_SUFFIX") ?? "";
        if (suffix.Length > 0)
        {
            machine.Context.Files.Rename(path, path.Parent.Combine(path.FileName + suffix));
        }

        machine.Context.Files.Rename(temporary, path);
    }
}
