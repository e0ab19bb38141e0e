namespace BashTool.Commands.Awk;

/// <summary>An untouched element that was passed to a function, which may make an array of it.</summary>
internal sealed class AwkElementReference(AwkArray owner, AwkString key) : IAwkReference
{
    public AwkValue Now(AwkMachine machine) => owner.At(key);

    public AwkArray Array(AwkMachine machine)
    {
        ref AwkValue value = ref owner.At(key);
        if (value.Kind == AwkValueKind.Reference)
        {
            value = new AwkValue(new AwkArray());
        }

        return value.Kind == AwkValueKind.Array ? value.Array : throw machine.Fatal($"attempt to use scalar `{key}' as an array");
    }
}
