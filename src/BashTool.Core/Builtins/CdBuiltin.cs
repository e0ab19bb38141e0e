using BashTool.Core.Expansion;
using BashTool.Core.Files;
using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>Changes the working directory.</summary>
public sealed class CdBuiltin : Builtin
{
    public override string Synopsis => "[-L|[-P [-e]] [-@]] [dir]";

    public override string Summary => "Change the shell working directory.";

    public override string Details => """
        Changes to DIR, or to $HOME without one; `-' is $OLDPWD. A relative DIR is looked for in the directories of CDPATH first.

        Options:
          -L	keep symbolic links as they are named (the default)
          -P	resolve symbolic links
          -e	with -P: fail if the directory cannot be determined afterwards
          -@	show extended attributes as files, where the system has that
        """;

    public override int Run(BuiltinCall call)
    {
        bool physical = call.State.Options[ShellOption.Physical];
        var options = new BuiltinOptions(call, "LPe@");
        while (options.Next(out char option))
        {
            physical = option switch
            {
                'L' => false,
                'P' => true,
                _ => physical,
            };
        }

        if (!options.IsValid)
        {
            return Refuse(call, options);
        }

        if (call.Count - options.Index > 1)
        {
            return call.Fail("too many arguments");
        }

        if (call.Count == options.Index)
        {
            string? home = call.State.Variables.Get("HOME");
            return home is null ? call.Fail("HOME not set") : home.Length == 0 ? 0 : Change(call, home, physical, print: false);
        }

        string directory = call[options.Index];
        if (directory == "-")
        {
            string? old = call.State.Variables.Get("OLDPWD");
            return string.IsNullOrEmpty(old) ? old is null ? call.Fail("OLDPWD not set") : PrintEmpty(call) : Change(call, old, physical, print: true);
        }

        if (directory.Length == 0)
        {
            directory = ".";
        }

        if (directory[0] is not '/' && !IsDotPath(directory) && call.State.Variables.Get("CDPATH") is { Length: > 0 } searchPath)
        {
            foreach (string prefix in searchPath.Split(':'))
            {
                string candidate = prefix.Length == 0 ? "./" + directory : prefix[^1] == '/' ? prefix + directory : $"{prefix}/{directory}";
                if (call.Shell.ChangeDirectory(candidate, physical) == FileError.None)
                {
                    if (prefix.Length > 0)
                    {
                        call.WriteLine(call.State.WorkingDirectory.Text);
                    }

                    return 0;
                }
            }
        }

        FileError error = call.Shell.ChangeDirectory(directory, physical);
        if (error == FileError.None)
        {
            return 0;
        }

        if (call.State.Options[ShellOption.CdableVars] && call.State.Variables.Get(directory) is { Length: > 0 } value
            && call.Shell.ChangeDirectory(value, physical) == FileError.None)
        {
            call.WriteLine(value);
            return 0;
        }

        return DirectoryStackArgument.Failed(call, directory, error);
    }

    // An empty OLDPWD leads nowhere and is printed.
    private static int PrintEmpty(BuiltinCall call)
    {
        call.WriteLine("");
        return 0;
    }

    private static bool IsDotPath(string directory) =>
        directory is "." or ".." || directory.StartsWith("./", StringComparison.Ordinal) || directory.StartsWith("../", StringComparison.Ordinal);

    private static int Change(BuiltinCall call, string directory, bool physical, bool print)
    {
        FileError error = call.Shell.ChangeDirectory(directory, physical);
        if (error != FileError.None)
        {
            return DirectoryStackArgument.Failed(call, directory, error);
        }

        if (print)
        {
            call.WriteLine(call.State.WorkingDirectory.Text);
        }

        return 0;
    }
}
