using System.Text;

namespace BashTool.Commands.Awk;

/// <summary>What <c>--dump-variables</c> writes: the global variables and their last values.</summary>
internal static class AwkVariableDump
{
    public static void Write(AwkMachine machine, string path)
    {
        var text = new StringBuilder();
        foreach ((string name, int slot) in machine.Program.Globals.OrderBy(static p => p.Key, StringComparer.Ordinal))
        {
            if (slot < (int)AwkSpecial.None && (AwkSpecial)slot is AwkSpecial.NF or AwkSpecial.NR or AwkSpecial.FNR or AwkSpecial.RT)
            {
                text.Append(name).Append(": ").Append(Show(machine, machine.GetSpecial((AwkSpecial)slot))).Append('\n');
                continue;
            }

            text.Append(name).Append(": ").Append(Show(machine, machine.Globals[slot])).Append('\n');
        }

        CommandContext context = machine.Context;
        if (path == "-")
        {
            context.Output.Write(text.ToString());
            return;
        }

        OpenFile file = context.OpenOutput(path);
        try
        {
            var writer = new ByteWriter(file, machine.Cancellation);
            writer.Write(text.ToString());
            writer.FlushThrough();
            writer.Discard();
        }
        finally
        {
            file.Release();
        }
    }

    private static string Show(AwkMachine machine, AwkValue value) => value.Kind switch
    {
        AwkValueKind.Untyped => "untyped variable",
        AwkValueKind.Array => $"array, {value.Array.Count} elements",
        AwkValueKind.Number or AwkValueKind.Boolean => machine.NumberText(value.Number).ToString(),
        AwkValueKind.Input when machine.ComparesAsNumber(value) => machine.NumberText(machine.ToNumber(value)).ToString(),
        _ => Quote(machine.ToText(value).ToString()),
    };

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                '\r' => "\\r",
                '\a' => "\\a",
                '\b' => "\\b",
                '\f' => "\\f",
                '\v' => "\\v",
                < ' ' => "\\" + Convert.ToString(c, 8).PadLeft(3, '0'),
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }
}
