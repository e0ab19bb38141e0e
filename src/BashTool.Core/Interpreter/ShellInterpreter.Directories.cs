using BashTool.Core.Expansion;
using BashTool.Core.Files;

namespace BashTool.Core.Interpreter;

// The working directory and the directory stack (Bash manual, 6.8).
public sealed partial class ShellInterpreter
{
    /// <summary>Changes the working directory as <c>cd</c> does, PWD and OLDPWD included.</summary>
    /// <param name="directory">Absolute or relative, as the user named it.</param>
    /// <param name="physical">Links are resolved (<c>cd -P</c>, <c>set -P</c>).</param>
    /// <returns>None, or why it failed; then nothing has changed but for ECANCELED: PWD or OLDPWD is read-only, which has been reported.</returns>
    public FileError ChangeDirectory(string directory, bool physical)
    {
        VirtualPath named = State.Resolve(directory);
        FileError error = FindDirectory(named, directory.StartsWith('/') ? 0 : State.WorkingDirectory.Text.Length, physical, out VirtualPath target);
        if (error != FileError.None)
        {
            return error;
        }

        string old = State.Variables.Get("PWD") ?? State.WorkingDirectory.Text;
        State.WorkingDirectory = target;
        return SetOrReport("OLDPWD", old) & SetOrReport("PWD", target.Text) ? FileError.None : FileError.ECANCELED;
    }

    private bool SetOrReport(string name, string value)
    {
        try
        {
            State.Variables.Set(name, value);
            return true;
        }
        catch (ExpansionException e)
        {
            ReportError(e.Message);
            return false;
        }
    }

    /// <summary>A directory as <c>dirs</c> shows it: below HOME it begins with a tilde.</summary>
    public string AbbreviateHome(string directory)
    {
        string? home = State.Variables.Get("HOME");
        if (string.IsNullOrEmpty(home) || home == "/" || !directory.StartsWith(home, StringComparison.Ordinal))
        {
            return directory;
        }

        return directory.Length == home.Length ? "~" : directory[home.Length] == '/' ? "~" + directory[home.Length..] : directory;
    }

    // What stands before `start` is the working directory, which may be gone.
    private FileError FindDirectory(VirtualPath named, int start, bool physical, out VirtualPath target)
    {
        target = named;
        if (!physical)
        {
            VirtualPath lexical = named.ResolveLexically();
            if (!named.HasParentReference || PrefixesExist(named, start))
            {
                FileError error = CheckDirectory(lexical);
                if (error == FileError.None)
                {
                    target = lexical;
                    return FileError.None;
                }

                if (!named.HasParentReference)
                {
                    return error;
                }
            }
        }

        FileError problem = CheckDirectory(named);
        if (problem == FileError.None)
        {
            try
            {
                target = Session.Files.RealPath(named, RealPathMode.AllExist).WithoutTrailingSlash;
            }
            catch (FileSystemException e)
            {
                return e.Error;
            }
        }

        return problem;
    }

    private FileError CheckDirectory(VirtualPath path)
    {
        FileError error = Session.Files.TryStat(path, followLinks: true, out FileMetadata metadata);
        if (error != FileError.None)
        {
            return error;
        }

        return metadata.IsDirectory ? Session.Files.Access(path, FileAccessRights.Execute) : FileError.ENOTDIR;
    }

    // What stands before each ".." must be there, though it is not looked at afterwards (POSIX cd, step 8).
    private bool PrefixesExist(VirtualPath named, int start)
    {
        string text = named.Text;
        for (int at = 0; (at = text.IndexOf("/..", at, StringComparison.Ordinal)) >= 0; at += 3)
        {
            if (at > start && (at + 3 == text.Length || text[at + 3] == '/')
                && CheckDirectory(VirtualPath.Parse(text[..at]).ResolveLexically()) != FileError.None)
            {
                return false;
            }
        }

        return true;
    }
}
