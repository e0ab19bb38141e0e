namespace BashTool.Commands.Awk;

/// <summary>What a parameter refers to that was given something untyped.</summary>
internal interface IAwkReference
{
    AwkValue Now(AwkMachine machine);

    AwkArray Array(AwkMachine machine);
}
