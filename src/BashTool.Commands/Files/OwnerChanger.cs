namespace BashTool.Commands.Files;

/// <summary>Gives files to owners, and says so as chown does.</summary>
internal sealed class OwnerChanger(CommandContext context, Ownership wanted, Ownership required)
{
    public bool ReportsAll { get; init; }

    public bool ReportsChanges { get; init; }

    public bool Silent { get; init; }

    /// <summary>Links stand for what they point to.</summary>
    public bool Follows { get; init; }

    public bool GroupOnly { get; init; }

    public void Complain(string message)
    {
        if (!Silent)
        {
            context.Complain(message);
        }
    }

    public bool Change(string shown, VirtualPath path, FileMetadata file, bool isOperand)
    {
        if (file.IsSymbolicLink && Follows)
        {
            FileError error = context.Files.TryStat(path, true, out FileMetadata target);
            if (error != FileError.None)
            {
                Complain($"cannot dereference {GnuQuoting.Always(shown)}: {error.Describe()}");
                return false;
            }

            file = target;
        }

        bool matches = (required.User is null || required.User == file.UserId) && (required.Group is null || required.Group == file.GroupId);
        if (!matches)
        {
            Report(shown, file, changed: false, done: true);
            return true;
        }

        try
        {
            context.Files.SetOwner(path, wanted.User, wanted.Group, Follows);
        }
        catch (FileSystemException problem)
        {
            Complain(GroupOnly || wanted.User is null
                ? $"changing group of {GnuQuoting.Always(shown)}: {problem.Description}"
                : $"changing ownership of {GnuQuoting.Always(shown)}: {problem.Description}");
            Report(shown, file, changed: true, done: false);
            return false;
        }

        bool changed = (wanted.User is { } user && user != file.UserId) || (wanted.Group is { } group && group != file.GroupId);
        Report(shown, file, changed, done: true);
        return true;
    }

    private void Report(string shown, in FileMetadata file, bool changed, bool done)
    {
        if (!(changed && done ? ReportsChanges : ReportsAll))
        {
            return;
        }

        string quoted = GnuQuoting.Always(shown);
        string? before = new Ownership(
            null, null,
            wanted.UserName is null ? null : context.System.FindUser(file.UserId)?.Name ?? file.UserId.ToString(),
            wanted.GroupName is null ? null : context.System.FindGroup(file.GroupId)?.Name ?? file.GroupId.ToString()).Text;
        bool ofUser = wanted.UserName is not null;
        string what = ofUser || wanted.GroupName is null ? "ownership" : "group";
        context.Output.WriteLine(
            !done ? (before is null ? $"failed to change {what} of {quoted}" : $"failed to change {what} of {quoted} from {before} to {wanted.Text}")
            : changed ? $"changed {what} of {quoted} from {before} to {wanted.Text}"
            : before is null ? $"{what} of {quoted} retained" : $"{what} of {quoted} retained as {before}");
    }
}
