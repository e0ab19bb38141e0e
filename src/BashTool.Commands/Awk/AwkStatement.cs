namespace BashTool.Commands.Awk;

/// <summary>A statement, ready to run.</summary>
internal abstract class AwkStatement
{
    public int Line { get; init; }

    public abstract AwkFlow Execute(AwkMachine machine);
}
