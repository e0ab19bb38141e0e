using BashTool.Core.Expansion;
using BashTool.Core.Files;
using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>Prints the working directory.</summary>
public sealed class PwdBuiltin : Builtin
{
    public override string Synopsis => "[-LP]";

    public override string Summary => "Print the name of the current working directory.";

    public override int Run(BuiltinCall call)
    {
        bool physical = call.State.Options[ShellOption.Physical];
        var options = new BuiltinOptions(call, "LP");
        while (options.Next(out char option))
        {
            physical = option == 'P';
        }

        if (!options.IsValid)
        {
            return Refuse(call, options);
        }

        VirtualPath directory = call.State.WorkingDirectory;
        if (physical)
        {
            try
            {
                directory = call.Shell.Session.Files.RealPath(directory, RealPathMode.AllExist);
            }
            catch (FileSystemException e)
            {
                return call.Fail($"error retrieving current directory: getcwd: cannot access parent directories: {e.Description}");
            }
        }

        call.WriteLine(directory.Text);
        return 0;
    }
}
