namespace BashTool.Core.CommandModel;

/// <summary>The names of a command whose class name does not say them (<c>[</c>), or that has several (<c>grep egrep fgrep</c>).</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CommandNamesAttribute(params string[] names) : Attribute
{
    public IReadOnlyList<string> Names { get; } = names;
}
