using BashTool.Core.CommandModel;
using BashTool.Core.Files;
using BashTool.Core.Sandbox;
using BashTool.Core.Syntax;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Planning;

/// <summary>
/// Holds a script against a sandbox without running it: redirections and operands that leave the mounts, commands that are denied
/// or not there. It explains; what is refused is decided where files are opened.
/// </summary>
public sealed class SandboxValidator(SandboxSession sandbox, ICapabilities capabilities)
{
    /// <summary>Looks through a text.</summary>
    public SandboxVerdict Validate(string text)
    {
        Parser.TryParseAll(text, null, out Script script, out SyntaxErrorException? error);
        var walker = new SandboxWalker(sandbox, capabilities, text);
        walker.VisitScript(script);
        if (error is not null)
        {
            walker.Findings.Add(new SandboxFinding
            {
                Code = FindingCodes.SyntaxError,
                Severity = FindingSeverity.Error,
                Subject = error.Token ?? "",
                Message = error.Message,
                Reason = "the text is not bash",
                Text = error.SourceLine ?? "",
                Line = error.Line,
                Column = Math.Max(1, error.Column),
            });
        }

        return new SandboxVerdict(sandbox.Policy.Profile, walker.Findings);
    }
}
