namespace BashTool.Core.Sandbox;

/// <summary>Something in a policy's JSON that makes no sense.</summary>
/// <param name="place">Where, as <c>mounts[0].at</c>.</param>
internal sealed class PolicyProblem(string place, string message) : Exception(message)
{
    public string Place { get; } = place;
}
