using BashTool.Core.Files;
using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>Set Readline key bindings and variables.</summary>
public sealed class BindBuiltin : Builtin
{
    public override string Synopsis => "[-lpsvPSVX] [-m keymap] [-f filename] [-q name] [-u name] [-r keyseq] [-x keyseq:shell-command] [keyseq:readline-function or readline-command]";

    public override string Summary => "Set Readline key bindings and variables.";

    public override string Details => """
        There is no line editor: options and bindings are accepted and have no effect.
        """;

    private static readonly string[] Keymaps =
        ["emacs", "emacs-standard", "emacs-meta", "emacs-ctlx", "vi", "vi-move", "vi-command", "vi-insert"];

    public override int Run(BuiltinCall call)
    {
        if (!call.State.IsInteractive)
        {
            call.Fail("warning: line editing not enabled");
        }

        int status = 0;
        var options = new BuiltinOptions(call, "lvpVPsSXf:q:u:m:r:x:");
        while (options.Next(out char option))
        {
            switch (option)
            {
                case 'm' when !Keymaps.Contains(options.Value):
                    return call.Fail($"`{options.Value}': invalid keymap name");
                case 'q':
                    status = call.Fail($"`{options.Value}': unknown function name");
                    break;
                case 'f' when call.Shell.Session.Files.TryStat(call.State.WorkingDirectory.Combine(options.Value!), true, out _) is var error && error != FileError.None:
                    return call.Fail($"{options.Value}: cannot read: {error.Describe()}");
            }
        }

        return options.IsValid ? status : Refuse(call, options);
    }
}
