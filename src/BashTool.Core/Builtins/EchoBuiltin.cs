using BashTool.Core.Interpreter;
using BashTool.Core.Text;

namespace BashTool.Core.Builtins;

/// <summary>Write arguments to the standard output.</summary>
public sealed class EchoBuiltin : Builtin
{
    public override string Synopsis => "[-neE] [arg ...]";

    public override string Summary => "Write arguments to the standard output.";

    public override string Details => """
        Options:
          -n	no newline at the end
          -e	backslash escapes mean what they do in C, and \c ends the output
          -E	backslashes are printed as they are (the default)
        """;

    public override int Run(BuiltinCall call)
    {
        bool xpg = call.State.Options.XpgEcho;
        bool escapes = xpg;
        bool newline = true;
        List<string> words = call.Words;
        int first = call.First + 1;
        if (!xpg || !call.State.Options.Posix)
        {
            first += EchoText.ReadOptions(words, first, ref escapes, out newline);
        }

        TextBuffer text = TextBuffer.Rent();
        EchoText.Append(words, first, escapes, newline, PrintfDialect.Bash, text);
        call.Write(text.Written);
        TextBuffer.Return(text);
        return 0;
    }
}
