using BashTool.Core.Files;
using BashTool.Core.Interpreter;
using BashTool.Core.Streams;
using BashTool.Core.Text;

namespace BashTool.Core.Builtins;

/// <summary>Set Readline key bindings and variables.</summary>
public sealed class BindBuiltin : Builtin
{
    public override string Synopsis => "[-lpsvPSVX] [-m keymap] [-f filename] [-q name] [-u name] [-r keyseq] [-x keyseq:shell-command] [keyseq:readline-function or readline-command]";

    public override string Summary => "Set Readline key bindings and variables.";

    public override string Details => """
        There is no line editor: bindings are kept and listed and have no effect.
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
        string keymap = "emacs";
        var asked = new List<(char Option, string? Value)>();
        var options = new BuiltinOptions(call, "lvpVPsSXf:q:u:m:r:x:");
        while (options.Next(out char option))
        {
            if (option == 'm')
            {
                if (!Keymaps.Contains(options.Value))
                {
                    return call.Fail($"`{options.Value}': invalid keymap name");
                }

                keymap = options.Value!;
            }
            else
            {
                asked.Add((option, options.Value));
            }
        }

        if (!options.IsValid)
        {
            return Refuse(call, options);
        }

        KeyBindings bindings = call.State.Bindings as KeyBindings ?? new KeyBindings();
        call.State.Bindings = bindings;
        foreach ((char option, string? value) in asked)
        {
            status = Carry(call, bindings, keymap, option, value);
        }

        for (int i = options.Index; i < call.Count; i++)
        {
            if (bindings.Execute(call[i], keymap) is { } error)
            {
                call.Shell.WriteError(error + "\n");
            }
        }

        return status;
    }

    private static int Carry(BuiltinCall call, KeyBindings bindings, string keymap, char option, string? value)
    {
        switch (option)
        {
            case 'l':
                foreach (KeyValuePair<string, List<string>> function in bindings.Functions)
                {
                    call.WriteLine(function.Key);
                }

                return 0;
            case 'p':
                call.WriteLine("");
                foreach ((string name, List<string> keys) in bindings.Functions)
                {
                    if (keys.Count == 0)
                    {
                        call.WriteLine($"# {name} (not bound)");
                    }

                    foreach (string key in keys)
                    {
                        call.WriteLine($"\"{key}\": {name}");
                    }
                }

                return 0;
            case 'P':
                call.WriteLine("");
                foreach ((string name, List<string> keys) in bindings.Functions)
                {
                    call.WriteLine(keys.Count == 0 ? $"{name} is not bound to any keys" : $"{name} can be found on {Listed(keys)}");
                }

                return 0;
            case 'v':
                foreach ((string name, string setting) in bindings.Variables)
                {
                    call.WriteLine($"set {name} {setting}");
                }

                return 0;
            case 'V':
                foreach ((string name, string setting) in bindings.Variables)
                {
                    call.WriteLine($"{name} is set to `{setting}'");
                }

                return 0;
            case 's':
                foreach ((string key, string text) in bindings.Macros)
                {
                    call.WriteLine($"\"{key}\": \"{text}\"");
                }

                return 0;
            case 'S':
                foreach ((string key, string text) in bindings.Macros)
                {
                    call.WriteLine($"{key} outputs {text}");
                }

                return 0;
            case 'X':
                foreach ((string key, string command) in bindings.CommandsOf(keymap))
                {
                    call.WriteLine($"\"{key}\": \"{command}\"");
                }

                return 0;
            case 'q':
                if (bindings.KeysOf(value!) is not { } asked)
                {
                    return call.Fail($"`{value}': unknown function name");
                }

                call.WriteLine(asked.Count == 0 ? $"{value} is not bound to any keys." : $"{value} can be invoked via {Listed(asked)}");
                return asked.Count == 0 ? 1 : 0;
            case 'u':
                if (bindings.KeysOf(value!) is not { } bound)
                {
                    return call.Fail($"`{value}': unknown function name");
                }

                bound.Clear();
                return 0;
            case 'r':
                bindings.Remove(value!, keymap);
                return 0;
            case 'x':
                if (!KeyBindings.TrySplit(value!.Trim(), out string sequence, out string run))
                {
                    return call.Fail($"{value}: {(value.TrimStart().StartsWith('"') ? "missing colon separator" : "first non-whitespace character is not `\"'")}");
                }

                bindings.BindCommand(sequence, run.Length > 1 && run[0] == '"' && run[^1] == '"' ? run[1..^1] : run, keymap);
                return 0;
            default:
                return ReadFile(call, bindings, keymap, value!);
        }
    }

    private static int ReadFile(BuiltinCall call, KeyBindings bindings, string keymap, string name)
    {
        try
        {
            using IFileHandle handle = call.Shell.Session.Files.Open(call.State.WorkingDirectory.Combine(name), OpenMode.Read);
            var lines = new LineReader(new OpenedFile(handle, name, canRead: true, canWrite: false), call.Shell.Cancellation);
            while (lines.TryRead(out ReadOnlySpan<byte> bytes))
            {
                string line = EscapedUtf8.Decode(bytes).Trim();
                if (line.Length > 0 && line[0] is not ('#' or '$'))
                {
                    bindings.Execute(line, keymap);
                }
            }

            return 0;
        }
        catch (FileSystemException e)
        {
            return call.Fail($"{name}: cannot read: {e.Description}");
        }
    }

    private static string Listed(List<string> keys) =>
        string.Join(", ", keys.Take(5).Select(static key => $"\"{key}\"")) + (keys.Count > 5 ? ", ..." : ".");
}
