using BashTool.Core.Expansion;
using BashTool.Core.Files;
using BashTool.Core.Interpreter;
using BashTool.Core.Streams;
using BashTool.Core.Text;

namespace BashTool.Core.Builtins;

/// <summary><c>source</c> and <c>.</c></summary>
public sealed class SourceBuiltin : Builtin
{
    public override string Synopsis => "filename [arguments]";

    public override string Summary => "Execute commands from a file in the current shell.";

    public override bool IsSpecial => true;

    public override bool Observes => true;

    public override bool RunsCommands => true;

    public override bool CarriesAssignments => true;

    public override int Run(BuiltinCall call)
    {
        int first = 0;
        if (call.Count > 0 && call[0].StartsWith('-') && call[0].Length > 1)
        {
            if (call[0] != "--")
            {
                return call.FailUsage($"{call[0][..2]}: invalid option", this);
            }

            first = 1;
        }

        if (call.Count <= first)
        {
            return call.FailUsage("filename argument required", this);
        }

        string name = call[first];
        string text;
        try
        {
            text = Read(call, name);
        }
        catch (FileSystemException e)
        {
            call.Shell.ReportError(e.Error == FileError.ENOENT && !VirtualPath.IsPlace(name) && call.State.Options.Posix
                ? $"{call.Name}: {name}: file not found"
                : e.Error == FileError.EISDIR ? $"{call.Name}: {name}: is a directory" : $"{name}: {e.Description}");
            if (call.State.Options.Posix)
            {
                call.Shell.BeginUnwind(Unwind.Exit, 1);
            }

            return 1;
        }

        return call.Shell.RunSourced(name, text, call.Count > first + 1 ? [.. call.Arguments(first + 1)] : null);
    }

    private static string Read(BuiltinCall call, string name)
    {
        string path = name;
        if (!VirtualPath.IsPlace(name) && call.State.Options[ShellOption.SourcePath])
        {
            path = FindOnPath(call, name) ?? name;
        }

        OpenFile file = call.Shell.OpenForShell(path, OpenMode.Read);
        try
        {
            if (file.Handle is { } handle && handle.GetMetadata().IsDirectory)
            {
                throw new FileSystemException(FileError.EISDIR, name);
            }

            var content = new MemoryOutput();
            while (true)
            {
                ReadOnlySpan<byte> there = file.Peek(call.Shell.Cancellation);
                if (there.IsEmpty)
                {
                    return EscapedUtf8.Decode(content.Written);
                }

                content.Write(there, call.Shell.Cancellation);
                call.Shell.RequireScript(content.Written.Length);
                file.Advance(there.Length);
            }
        }
        finally
        {
            file.Release();
        }
    }

    // On PATH it need not be executable; in posix mode the current directory is not looked at.
    private static string? FindOnPath(BuiltinCall call, string name)
    {
        foreach (string directory in (call.State.Variables.Get("PATH") ?? "").Split(':'))
        {
            string candidate = directory.Length == 0 ? "./" + name : $"{directory}/{name}";
            if (call.Shell.Session.Files.TryStat(call.State.WorkingDirectory.Combine(candidate), followLinks: true, out FileMetadata metadata) == FileError.None
                && metadata.IsRegular)
            {
                return candidate;
            }
        }

        return call.State.Options.Posix ? throw new FileSystemException(FileError.ENOENT, name) : null;
    }
}
