using System.Management.Automation;

namespace BashTool.PowerShell.Completion;

/// <summary>Completes a name out of a list.</summary>
internal static class NameCompletion
{
    public static IEnumerable<CompletionResult> Of(IEnumerable<(string Name, string Explanation)> all, string word)
    {
        string beginning = (word ?? "").Trim('\'', '"');
        foreach ((string name, string explanation) in all)
        {
            if (name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
            {
                string text = name.AsSpan().ContainsAny(" '\"$`;|&(){}[],") ? "'" + name.Replace("'", "''") + "'" : name;
                yield return new CompletionResult(text, name, CompletionResultType.ParameterValue, explanation.Length > 0 ? explanation : name);
            }
        }
    }
}
