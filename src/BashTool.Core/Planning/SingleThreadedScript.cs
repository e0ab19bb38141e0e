using BashTool.Core.Syntax;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Planning;

/// <summary>
/// Tells whether a script keeps to one thread: no pipeline, job, coprocess or process substitution, nothing that could start one
/// unseen, and only commands that start nothing. Such a script can run on the thread of its caller, who then needs no other to
/// take its output.
/// </summary>
public sealed class SingleThreadedScript : SyntaxWalker
{
    private const int LongestText = 4096;

    // Builtins that run text or commands from elsewhere, or wait for what another thread does.
    private static readonly HashSet<string> Unforeseeable = new(StringComparer.Ordinal)
    {
        ".", "source", "eval", "exec", "trap", "command", "builtin", "enable", "alias", "shopt", "wait", "jobs", "fg", "bg", "fc", "mapfile", "readarray",
        "compgen", "complete", "bind", "declare", "typeset", "local", "export", "readonly",
    };

    private readonly Func<string, bool> isBuiltin;
    private readonly Func<string, bool> startsNothing;
    private bool other;

    private SingleThreadedScript(Func<string, bool> isBuiltin, Func<string, bool> startsNothing)
    {
        this.isBuiltin = isBuiltin;
        this.startsNothing = startsNothing;
    }

    /// <summary>Whether a text is such a script. A text that does not parse is not.</summary>
    /// <param name="text">The script.</param>
    /// <param name="isBuiltin">Whether a name is a builtin.</param>
    /// <param name="startsNothing">Whether a name is a command that runs in process and starts no other command.</param>
    public static bool Is(string text, Func<string, bool> isBuiltin, Func<string, bool> startsNothing)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > LongestText)
        {
            return false;
        }

        try
        {
            var walker = new SingleThreadedScript(isBuiltin, startsNothing);
            walker.VisitScript(BashShell.Parse(text));
            return !walker.other && !walker.IsIncomplete;
        }
        catch (SyntaxErrorException)
        {
            return false;
        }
    }

    public override void VisitItem(CommandListItem item)
    {
        other |= item.IsBackground;
        base.VisitItem(item);
    }

    public override void VisitPipeline(Pipeline pipeline)
    {
        other |= pipeline.Commands.Length > 1;
        base.VisitPipeline(pipeline);
    }

    public override void VisitSimple(SimpleCommand command)
    {
        if (command.Words.Length > 0)
        {
            other |= command.Words[0].LiteralText is not { } name
                || !(isBuiltin(name) ? !Unforeseeable.Contains(name) : startsNothing(name) && !CommandCarriers.Carries(name));
        }

        base.VisitSimple(command);
    }

    public override void VisitFunction(FunctionDefinition function) => other = true;

    public override void VisitCoproc(Coproc coproc) => other = true;

    public override void VisitProcessSubstitution(ProcessSubstitution substitution) => other = true;
}
