using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using BashTool.Core.Files;
using BashTool.Core.Sandbox;
using BashTool.PowerShell.Engine;

namespace BashTool.PowerShell.Completion;

/// <summary>Completes the command line given to Invoke-Bash and its like, inside PowerShell's own quotes.</summary>
public sealed class CommandCompleter : IArgumentCompleter
{
    // A completer is no cmdlet; a script is the way to the session it runs in.
    private static readonly ScriptBlock CurrentLocation = ScriptBlock.Create("$ExecutionContext.SessionState.Path.CurrentFileSystemLocation.ProviderPath");

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            return Complete(wordToComplete ?? "", fakeBoundParameters);
        }
        catch (Exception e) when (e is FileSystemException or RuntimeException or IOException)
        {
            return [];
        }
    }

    private static List<CompletionResult> Complete(string word, IDictionary bound)
    {
        char quote = word.Length > 0 && word[0] is '\'' or '"' ? word[0] : '\0';
        string text = Unquote(word, quote);
        if (Bound(bound, "Session") is { } named && Find(named) is { State: BashSessionState.Available } session)
        {
            return Results(new BashCompletion(session.Shell.Session.Files, session.Shell.State.WorkingDirectory, [], session.Shell.State), text, quote);
        }

        string location = CurrentLocation.Invoke() is [{ BaseObject: string path }] ? path : Path.GetTempPath();
        string? workspace = Bound(bound, "Workspace") as string;
        SandboxProfile profile = workspace is null ? SandboxProfile.Session : SandboxProfile.Workspace;
        var key = new EngineKey(profile, profile == SandboxProfile.Workspace ? "" : location, workspace is null ? "" : Path.GetFullPath(workspace, location));
        EngineSession engine = EnginePool.Rent(key);
        try
        {
            VirtualPath directory = profile == SandboxProfile.Workspace
                ? engine.Sandbox.WorkingDirectory
                : engine.Sandbox.Files.ToVirtual(HostPath.OfThisMachine(location)) ?? engine.Sandbox.WorkingDirectory;
            return Results(new BashCompletion(engine.Sandbox.Files, directory, engine.Variables()), text, quote);
        }
        finally
        {
            EnginePool.Return(engine);
        }
    }

    private static List<CompletionResult> Results(BashCompletion completion, string text, char quote)
    {
        var results = new List<CompletionResult>();
        foreach (Suggestion suggestion in completion.Complete(text, out int start))
        {
            string whole = string.Concat(text.AsSpan(0, start), suggestion.Word);
            string explanation = suggestion.Explanation.Length > 0 ? suggestion.Explanation : suggestion.Shown;
            results.Add(new CompletionResult(Quote(whole, quote), suggestion.Shown, suggestion.Kind, explanation));
        }

        return results;
    }

    private static object? Bound(IDictionary bound, string name) => bound.Contains(name) ? bound[name] is PSObject wrapped ? wrapped.BaseObject : bound[name] : null;

    private static BashSession? Find(object named) => named switch
    {
        BashSession session => session,
        string name => SessionTable.Find(name),
        int id => SessionTable.Find(id),
        _ => null,
    };

    // The text behind an opening quote, as PowerShell would read it.
    private static string Unquote(string word, char quote)
    {
        if (quote == '\0')
        {
            return word;
        }

        string inner = word.Length > 1 && word[^1] == quote ? word[1..^1] : word[1..];
        if (quote == '\'')
        {
            return inner.Replace("''", "'");
        }

        var text = new global::System.Text.StringBuilder(inner.Length);
        for (int i = 0; i < inner.Length; i++)
        {
            if (i + 1 < inner.Length && (inner[i] == '`' || (inner[i] == '"' && inner[i + 1] == '"')))
            {
                i++;
            }

            text.Append(inner[i]);
        }

        return text.ToString();
    }

    private static string Quote(string text, char quote) => quote == '"'
        ? "\"" + text.Replace("`", "``").Replace("\"", "`\"").Replace("$", "`$") + "\""
        : "'" + text.Replace("'", "''") + "'";
}
