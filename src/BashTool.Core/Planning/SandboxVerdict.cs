using BashTool.Core.Sandbox;

namespace BashTool.Core.Planning;

/// <summary>What a look at a script says about its sandbox. Advice: the sandbox itself decides when it runs.</summary>
/// <param name="Profile">The profile it was held against.</param>
/// <param name="Findings">The findings in the order of the text.</param>
public sealed record SandboxVerdict(SandboxProfile Profile, IReadOnlyList<SandboxFinding> Findings)
{
    /// <summary>Whether nothing was found that would be refused.</summary>
    public bool IsAllowed
    {
        get
        {
            foreach (SandboxFinding finding in Findings)
            {
                if (finding.Severity == FindingSeverity.Error)
                {
                    return false;
                }
            }

            return true;
        }
    }

    public override string ToString() => IsAllowed ? "allowed" : "refused";
}
