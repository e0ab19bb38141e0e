using BashTool.Core.Sandbox;

namespace BashTool.Core.Execution;

/// <summary>What a policy says of a program by its name alone.</summary>
internal static class ProgramAllowance
{
    /// <summary>Whether the policy names the program, so that it is looked for where the script itself does not see.</summary>
    public static bool IsAllowedByName(this NativeProgramPolicy policy, string name)
    {
        foreach (string allowed in policy.Allowed)
        {
            string program = allowed[(allowed.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
            if (string.Equals(program, name, StringComparison.OrdinalIgnoreCase) || string.Equals(program, name + ".exe", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
