namespace BashTool.Commands.Awk;

/// <summary>An untyped variable that was passed to a function, which may make an array of it.</summary>
internal sealed class AwkVariableReference(int slot, bool isGlobal, string name) : IAwkReference
{
    public AwkValue Now(AwkMachine machine) => isGlobal ? machine.Globals[slot] : machine.Stack[slot];

    public AwkArray Array(AwkMachine machine) => isGlobal
        ? machine.ArrayIn(ref machine.Globals[slot], name, isParameter: false)
        : machine.ArrayIn(ref machine.Stack[slot], name, isParameter: true);
}
